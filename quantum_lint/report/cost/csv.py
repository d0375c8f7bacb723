"""Costs as a table for spreadsheets: RFC 4180, a row for each submission, numbers plain and in full.

A spreadsheet takes a cell that starts like a formula for one, so texts that do are quoted with an apostrophe.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from decimal import Decimal

from quantum_lint.model.comparison import Change, Comparison
from quantum_lint.model.estimate import Bills, PlacedEstimate, Range
from quantum_lint.report.parts.printable import encodable, one_line

_FORMULA = ("=", "+", "-", "@")
_COLUMNS = (
    "path",
    "line",
    "cell",
    "call",
    "circuit",
    "device",
    "plan",
    "known",
    "qubits",
    "two_qubit_gates",
    "depth",
    "duration_s",
    "runs",
    "shots",
    "executions",
    "shots_high",
    "executions_high",
    "device_s_low",
    "device_s_high",
    "cost_low",
    "cost_high",
    "currency",
    "at_least",
    "unknown_because",
    "success_probability",
    "prices_as_of",
    "device_data_as_of",
    "assumed",
)
#: Behind the point of seconds and money: a microsecond.
_DIGITS = 6
_BEFORE = ("kind", "why", "before_low", "before_high")


def rendered(bills: Bills) -> str:
    """All submissions."""
    return _table(_COLUMNS, map(_row, bills.estimates))


def compared(comparison: Comparison) -> str:
    """The changes, with what each submission cost before in front."""
    return _table((*_BEFORE, *_COLUMNS), ((*_change(each), *_row(each.placed)) for each in comparison.changes))


def _table(columns: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_cell(each) for each in row] for row in rows)
    return text.getvalue()


def _cell(found: object) -> str:
    """The cell: a number is one, and a text never a formula."""
    if isinstance(found, str):
        text = encodable(one_line(found))
        return f"'{text}" if text.startswith(_FORMULA) else text
    if isinstance(found, Decimal):
        return f"{min(found, round(found, _DIGITS), key=_digits):f}"
    return "" if found is None else str(found).lower() if isinstance(found, bool) else str(found)


def _digits(found: Decimal) -> int:
    """How many stand behind the point."""
    return -int(found.as_tuple().exponent)


def _change(change: Change) -> tuple[object, ...]:
    why = "; ".join(f"{each.what}: {each.before} to {each.after}" for each in change.reasons)
    return change.kind, why, *_ends(change.amount.before)


def _row(placed: PlacedEstimate) -> tuple[object, ...]:
    estimate, place, measured, rate = placed.estimate, placed.place, placed.estimate.measures, placed.estimate.rate
    return (
        place.path,
        place.cell.line if place.cell else place.line,
        place.cell.cell.index + 1 if place.cell else None,
        estimate.callee,
        estimate.circuit,
        estimate.device,
        f"{rate.title}, {rate.route}" if rate else "",
        estimate.exactness,
        *((measured.qubits, measured.two_qubit, measured.depth) if measured else (None, None, None)),
        None if estimate.duration is None else f"{estimate.duration:.6g}",
        estimate.runs,
        estimate.shots,
        estimate.executions,
        estimate.most_shots,
        estimate.most_executions,
        *_ends(estimate.seconds),
        *_ends(estimate.amount),
        rate.currency if rate else "",
        estimate.least,
        estimate.because,
        None if estimate.success is None else f"{10**estimate.success:.6g}",
        rate.as_of if rate else "",
        estimate.snapshot_of,
        "; ".join(estimate.assumed),
    )


def _ends(found: Range | None) -> tuple[object, object]:
    return (found.low, found.high) if found else (None, None)
