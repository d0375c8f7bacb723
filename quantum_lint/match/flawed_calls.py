"""Calls through which code reaches a flaw that an advisory is about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from quantum_lint.match.advisories import reaching
from quantum_lint.model.fact import FlawedCall

if TYPE_CHECKING:
    from quantum_lint.knowledge import Knowledge


def facts(document: Any, knowledge: Knowledge, key: bytes) -> Iterator[FlawedCall]:
    """Every such call that may run."""
    rows = [row for row in knowledge.advisories if row.reached_by]
    for call in document.evaluation(knowledge).calls:
        if not call.context.dead and any(reaching(call.callee, row) for row in rows):
            yield FlawedCall(call.callee, call.span)
