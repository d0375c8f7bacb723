"""Tests and benchmarks that come out differently each time."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.evaluate.tables import tables_of
from quantum_lint.knowledge import Knowledge
from quantum_lint.match.seeds import unseeded
from quantum_lint.match.testing import expects_failure
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options
from quantum_lint.parse.python import PythonDocument

_KINDS = ("test", "benchmark")


def check(document: PythonDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Every call in a test or benchmark that draws random numbers and surely has no seed."""
    kind = next((kind for kind in _KINDS if kind in document.fragment.traits), None)
    if kind is None:
        return
    for draw in unseeded(document.evaluation(knowledge), tables_of(knowledge)):
        if expects_failure(draw.call.context):
            continue
        yield Hit(
            span=draw.call.span,
            note=f"`{draw.call.callee.rpartition('.')[2]}` gives {draw.row.gives} that nothing seeds, so that this"
            f" {kind} is another one each time and what it finds once may never come back. Give a fixed"
            f" `{draw.row.arguments[0]}`.",
            provider=draw.row.provider,
        )
