"""A saved traceback."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quantum_lint.knowledge import Knowledge
from quantum_lint.model import lazy
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options
from quantum_lint.parse.output import OutputDocument

_PRINTED = lazy.pattern(r"^[ \t]*Traceback \(most recent call last\)", re.MULTILINE)


def check(document: OutputDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """One hit for an output that is a traceback or has one printed in it."""
    if document.is_traceback:
        first = re.search(r"\S[^\n]*", document.text)
    else:
        first = _PRINTED.search(document.text)
    if first is None:
        return
    yield Hit(
        span=document.span(first.start(), first.end()),
        note=(
            "A traceback is saved in this notebook: it shows paths, source lines and sometimes values of the machine "
            "it ran on. Mend the cell and run it again, or empty the output."
        ),
        fix=document.clearing(),
    )
