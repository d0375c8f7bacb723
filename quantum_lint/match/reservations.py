"""Time on hardware that is kept for one account, and how programs use it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from quantum_lint.evaluate.calls import Call, Context, Evaluation
from quantum_lint.evaluate.tables import Tables
from quantum_lint.evaluate.values import Instance, constant
from quantum_lint.knowledge import Knowledge
from quantum_lint.match.debug_logs import is_entry
from quantum_lint.match.job_tables import ReservationRow


class Reserved(NamedTuple):
    """A call that uses or makes a reservation whenever the program runs, or one that leaves it on."""

    call: Call
    row: ReservationRow
    left_on: bool = False


def reserved(evaluation: Evaluation, tables: Tables, knowledge: Knowledge) -> Iterator[Reserved]:
    """Every use of a reservation that nobody has to ask for."""
    rows = tables.rows("reservation", ReservationRow)
    for call in evaluation.calls:
        row = rows.get(call.callee)
        if row is None or call.context.dead:
            continue
        if row.stop and _left_on(call, row, evaluation):
            yield Reserved(call, row, left_on=True)
        elif not _is_asked_for(call.context) and (row.buys or _is_written(call, row, knowledge)):
            yield Reserved(call, row)


def _is_asked_for(context: Context) -> bool:
    """Whether a condition, or a decorator of a test that has to be selected, stands before the call."""
    conditions = (guard for guard in context.guards if guard.holds is None and not is_entry(guard.text))
    return any(conditions) or any(".mark." in name or ".skip" in name for name in context.decorators)


def _is_written(call: Call, row: ReservationRow, knowledge: Knowledge) -> bool:
    """Whether the reservation stands in the code, so that nobody has to name it."""
    given = call.argument(row.argument, row.position) if row.argument else None
    if given is None:
        return False
    name = constant(given.value, str)
    if name is not None:
        return re.fullmatch(row.pattern, name) is not None and not knowledge.is_placeholder(name)
    return constant(given.value, bool) is True


def _left_on(call: Call, row: ReservationRow, evaluation: Evaluation) -> bool:
    """Whether the reservation is started and never stopped."""
    started = [each for each in evaluation.calls if each.callee == f"{call.callee}.start" and _is(each.receiver, call)]
    return bool(started) and not any(each.callee.endswith(f".{row.stop}") for each in evaluation.calls)


def _is(value: object, call: Call) -> bool:
    return isinstance(value, Instance) and value.where is not None and value.where.node is call.where.node
