"""What programs cost a month, for people at a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quantum_lint.model.estimate import Month
from quantum_lint.report.cost import figures
from quantum_lint.report.parts.grid import grid
from quantum_lint.report.parts.places import shown_path
from quantum_lint.report.parts.printable import one_line
from quantum_lint.report.parts.style import Paint

_HEADINGS = ("program", "started by", "runs", "time on devices", "cost a month")
#: Columns of words; those of numbers stand to the right.
_LEFT = frozenset({0, 1})


def table(months: Sequence[Month], paint: Paint) -> Iterator[str]:
    """A row for each program, with the quotas below it; nothing without any."""
    if not months:
        return
    heading, *lines = grid([_HEADINGS, *map(_row, months)], _LEFT)
    yield paint("path", "in a month")
    yield paint("quiet", heading)
    for each, line in zip(months, lines, strict=True):
        yield line
        yield from (f"      {paint('quiet', figures.quota(quota))}" for quota in each.quotas)
    yield ""


def _row(month: Month) -> tuple[str, ...]:
    money = (figures.money(each.amount, each.currency, least=each.least) for each in month.totals)
    return (
        shown_path(month.program),
        f"{one_line(month.job)} in {shown_path(month.path)}" if month.job else shown_path(month.path),
        figures.amount(month.runs),
        figures.seconds(month.seconds),
        " + ".join(money) or figures.UNKNOWN,
    )
