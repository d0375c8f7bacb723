"""Circuits that a method gives back and nobody takes."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.discarded import Discarded, discarded
from quantum_lint.model.hit import Edit, Fix, Hit
from quantum_lint.model.rule import Options
from quantum_lint.model.span import Span
from quantum_lint.parse.python import PythonDocument


def check(document: PythonDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Every such call that stands alone as a statement."""
    for each in discarded(document, knowledge):
        yield Hit(
            span=each.where.span,
            note=f"{each.what} gives back its result and leaves the circuit as it is; here nobody takes it, so that"
            " the line does nothing. Assign the result.",
            fix=_assign(each),
            provider=each.provider,
        )


def _assign(each: Discarded) -> Fix | None:
    """Bind the result to the name of the circuit."""
    if not isinstance(each.subject, ast.Name):
        return None
    start = each.where.span.start
    return Fix("assign the result", (Edit(Span(start, start), f"{each.subject.id} = "),), "unsafe")
