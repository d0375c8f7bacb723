"""Programs in a circuit language: the files in one, and the literals that Python hands to a reader of one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from quantum_lint.match.circuit_readers import ReaderRow
from quantum_lint.model.fact import CircuitSource
from quantum_lint.model.span import Span

if TYPE_CHECKING:
    from quantum_lint.knowledge import Knowledge


def facts(document: Any, knowledge: Knowledge, key: bytes) -> Iterator[CircuitSource]:
    """One for the file, or for each call that is given a literal and is not there to fail."""
    if document.fragment.language != "python":
        yield CircuitSource(Span(0, 0))
        return
    from quantum_lint.evaluate.tables import tables_of
    from quantum_lint.evaluate.values import Known
    from quantum_lint.match.testing import expects_failure

    rows = tables_of(knowledge).rows("reader", ReaderRow)
    for call in document.evaluation(knowledge).calls_to(*(name for name, row in rows.items() if not row.binary)):
        given = call.argument(rows[call.callee].argument, 0)
        if given is not None and isinstance(given.value, Known) and not expects_failure(call.context):
            yield CircuitSource(call.span)
