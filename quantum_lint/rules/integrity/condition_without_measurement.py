"""Conditions on classical bits that no measurement writes."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.circuit_runs import doubts
from quantum_lint.model.hit import Hit, Related
from quantum_lint.model.rule import Options
from quantum_lint.parse.python import PythonDocument


def check(document: PythonDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Every condition of a circuit that is run which asks for bits that are zero whatever happens."""
    for doubt, run in doubts(document, knowledge, "constant"):
        yield Hit(
            span=doubt.call.span,
            note="No measurement has written the classical bits of this condition when it is reached: they are zero,"
            " so that it never holds. Measure into these bits first, or name the bits that are measured.",
            related=(Related(run.call.span, "run here", role="after"),),
            provider=run.row.provider,
        )
