"""What costs other than before, for people at a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from quantum_lint.model.comparison import Change, Comparison
from quantum_lint.model.estimate import PlacedEstimate
from quantum_lint.report.cost import figures
from quantum_lint.report.cost.headline import before_and_now, difference, headline, uncompared
from quantum_lint.report.cost.policy_text import broken
from quantum_lint.report.parts.counts import counted
from quantum_lint.report.parts.grid import grid
from quantum_lint.report.parts.places import shown_place
from quantum_lint.report.parts.printable import one_line
from quantum_lint.report.parts.style import Paint

_HEADINGS = ("", "circuit", "device", "before", "now", "difference")
#: Columns of words; those of numbers stand to the right.
_LEFT = frozenset({0, 1, 2})


def render(comparison: Comparison, today: date, paint: Paint) -> str:
    """The headline, a row for each change with its place and reasons, and what there is besides."""
    if not comparison.changes:
        lines = [f"No submission costs other than at {one_line(comparison.base)}."]
    else:
        lines = [paint("path", headline(comparison)), *filter(None, (before_and_now(comparison),)), ""]
        lines += _table(comparison.of_code(), paint)
        if comparison.of_data():
            lines += ["Same code, other price or device data:", *_table(comparison.of_data(), paint)]
    lines += [*_uncompared(comparison, paint), *broken(comparison.breaches, paint), *_summary(comparison, today)]
    return "".join(f"{line}\n" for line in lines)


def _table(changes: Sequence[Change], paint: Paint) -> Iterator[str]:
    if not changes:
        return
    heading, *lines = grid([_HEADINGS, *map(_row, changes)], _LEFT)
    yield paint("quiet", heading)
    for each, line in zip(changes, lines, strict=True):
        yield line
        yield f"     {paint('quiet', shown_place(each.placed.place))}"
        yield from (f"     {paint('quiet', more)}" for more in _more(each))
    yield ""


def _more(change: Change) -> Iterator[str]:
    """Why it differs."""
    yield from (f"{each.what}: {one_line(each.before)} -> {one_line(each.after)}" for each in change.reasons)
    if change.now is not None and change.now.estimate.amount is None:
        yield f"no price: {one_line(change.now.estimate.because)}"


def _row(change: Change) -> tuple[str, ...]:
    estimate, amount = change.placed.estimate, change.amount
    return (
        figures.SIGNS[change.kind],
        one_line(estimate.circuit) or "-",
        figures.device(estimate.device),
        "" if change.kind == "added" else _paid(change.earlier),
        _paid(change.now),
        difference(amount, change.currency) if amount.change else figures.UNKNOWN,
    )


def _paid(placed: PlacedEstimate | None) -> str:
    return "" if placed is None else figures.cost(placed.estimate)


def _uncompared(comparison: Comparison, paint: Paint) -> Iterator[str]:
    for each in comparison.unread:
        yield f"{shown_place(each.placed.place)}: {paint('medium', 'not compared')} {uncompared(each)}"


def _summary(comparison: Comparison, today: date) -> Iterator[str]:
    same = f"{counted(comparison.same, 'submission')} as before"
    unpriced = f"; {comparison.unpriced:,} of today without a price" if comparison.unpriced else ""
    yield f"{same}{unpriced}"
    if comparison.oldest:
        yield f"prices of {comparison.oldest}, {figures.age(comparison.oldest, today)}; compared with {comparison.base}"
