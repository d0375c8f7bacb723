"""Work of unknown length while a session is paid for."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.evaluate.tables import tables_of
from quantum_lint.knowledge import Knowledge
from quantum_lint.match.hardware_jobs import is_rehearsed
from quantum_lint.match.idle_work import idle
from quantum_lint.model.hit import Hit, Related
from quantum_lint.model.rule import Options
from quantum_lint.parse.python import PythonDocument


def check(document: PythonDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Every call that takes nobody knows how long while a session on hardware is open."""
    tables = tables_of(knowledge)
    if is_rehearsed(document, knowledge):
        return
    for each in idle(document, document.evaluation(knowledge), tables):
        row = tables.sessions[each.session.maker]
        opened = each.session.where
        yield Hit(
            span=each.call.span,
            note=f"`{each.call.callee.rpartition('.')[2]}` {each.does} while a session holds the device. {row.note}."
            " Do it before the session is opened or after it is closed, or give it a limit.",
            related=(Related(opened.span, "the session", role="before"),) if opened else (),
            provider=row.provider,
        )
