"""What submissions would cost as a table for people, file by file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from quantum_lint.model.estimate import Bills, PlacedEstimate
from quantum_lint.report.cost import figures, month_text, words
from quantum_lint.report.cost.policy_text import broken
from quantum_lint.report.parts.grid import grid
from quantum_lint.report.parts.places import place_within, shown_path
from quantum_lint.report.parts.printable import one_line
from quantum_lint.report.parts.style import Paint

_HEADINGS = (
    "place", "circuit", "device", "qubits", "2q", "depth", "time", "runs", "shots", "executions", "QPU s", "success",
    "cost", "",
)  # fmt: skip
#: Columns of words; those of numbers stand to the right.
_LEFT = frozenset({0, 1, 2, 13})
#: Other columns are left out where nothing is known in any row of a file.
_ALWAYS = frozenset({0, 2, 12})
_NOTHING = frozenset({"-", figures.UNKNOWN, ""})
_LONGEST = 32


def render(bills: Bills, paint: Paint) -> str:
    """All estimates, what could not be read, and the totals."""
    lines: list[str] = []
    for path, group in groupby(bills.estimates, key=lambda each: each.place.path):
        lines += [paint("path", shown_path(path)), *_table(list(group), paint), ""]
    lines += [*month_text.table(bills.months, paint), *_problems(bills, paint), *_summary(bills)]
    lines += broken(bills.breaches, paint)
    return "".join(f"{line}\n" for line in lines)


def _table(placed: Sequence[PlacedEstimate], paint: Paint) -> Iterator[str]:
    rows = list(map(_row, placed))
    shown = [at for at in range(len(_HEADINGS)) if at in _ALWAYS or any(row[at] not in _NOTHING for row in rows)]
    left = {number for number, at in enumerate(shown) if at in _LEFT}
    heading, *lines = grid([[row[at] for at in shown] for row in (_HEADINGS, *rows)], left)
    yield paint("quiet", heading)
    for each, line in zip(placed, lines, strict=True):
        yield line
        yield from (f"      {paint('quiet', more)}" for more in _more(each))


def _row(placed: PlacedEstimate) -> tuple[str, ...]:
    estimate, measured = placed.estimate, placed.estimate.measures
    return (
        place_within(placed.place),
        _cut(one_line(estimate.circuit) or "-"),
        _cut(figures.device(estimate.device)),
        figures.number(measured.qubits if measured else None),
        figures.number(measured.two_qubit if measured else None),
        figures.number(measured.depth if measured else None),
        figures.duration(estimate.duration),
        figures.number(estimate.runs),
        figures.number(estimate.shots, estimate.most_shots),
        figures.number(estimate.executions, estimate.most_executions),
        words.span(estimate.seconds),
        figures.success(estimate.success),
        words.cost(estimate),
        "<- cheapest" if estimate.cheapest else "",
    )


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"...{text[3 - _LONGEST :]}"


def _more(placed: PlacedEstimate) -> Iterator[str]:
    """Lines below that of the estimate: the plan, how well the circuit is known, what was taken for granted."""
    estimate = placed.estimate
    if estimate.rate is not None:
        yield f"{one_line(estimate.rate.title)}, {words.plan(estimate)}"
    if estimate.because:
        yield f"{'not all of it is priced' if estimate.amount else 'no price'}: {one_line(estimate.because)}"
    if estimate.reason:
        yield f"the circuit is {estimate.exactness}: {one_line(estimate.reason)}"
    if estimate.assumed:
        yield f"assumed: {'; '.join(map(one_line, estimate.assumed))}"


def _problems(bills: Bills, paint: Paint) -> Iterator[str]:
    for each in bills.unreadable:
        yield f"{shown_path(each.path)}: {paint('medium', 'not read')} line {each.line}: {one_line(each.reason)}"
    for path, note in bills.notes:
        yield f"{shown_path(path)}: {paint('medium', 'note')} {one_line(note)}"
    for error in bills.errors:
        yield f"{shown_path(error.path)}: {paint('high', 'internal error')} {one_line(error.error)}"


def _summary(bills: Bills) -> Iterator[str]:
    number = figures.places(bills.estimates)
    unpriced = figures.places(each for each in bills.estimates if each.estimate.amount is None)
    yield f"{number:,} submission{'s' if number != 1 else ''}" + (f", {unpriced:,} without a price" if unpriced else "")
    if bills.free:
        yield f"{bills.free:,} more run on simulators that nobody charges for"
    if any(each.device for each in bills.totals):
        yield from (f"total on {words.place_of(each)}: {words.total(each)}" for each in bills.totals)
    elif bills.totals:
        yield f"total: {', '.join(map(words.total, bills.totals))}"
    if bills.oldest:
        yield f"oldest price of {bills.oldest}"
