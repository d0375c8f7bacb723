"""The first thing to say of a comparison: how much more a run of everything costs."""

from __future__ import annotations

from quantum_lint.model.comparison import Comparison, Difference, Sum, Unread
from quantum_lint.report.cost import figures


def headline(comparison: Comparison) -> str:
    """`Estimated run cost +12.40 USD (+31 %)`, or of the time on devices where no money is asked for."""
    told = [_told(each) for each in _moving(comparison)]
    if comparison.changes and not comparison.of_code():
        return "Estimated run cost unchanged: only price or device data is other than it was"
    unchanged = "Estimated run cost unchanged" + " as far as it can be compared" * bool(comparison.unread)
    return f"Estimated {' and '.join(told)}" if told else unchanged


def before_and_now(comparison: Comparison) -> str:
    """A sentence with both totals, in each currency that there is; empty where nothing has a price."""
    money = [each for each in comparison.sums if each.currency and each.total.after]
    told = [
        f"{figures.money(each.total.before, each.currency, least=each.least)} before, "
        f"{figures.money(each.total.after, each.currency, least=each.least)} now"
        for each in money
    ]
    return f"{'; '.join(told)}, for one run of everything that is submitted." if told else ""


def difference(total: Difference, currency: str) -> str:
    """`+4.86 USD (+31 %)`, of seconds without a currency."""
    change = figures.more_money(total.change, currency) if currency else figures.more_seconds(total.change)
    return f"{change}{figures.per_cent(total.per_cent)}"


def uncompared(found: Unread) -> str:
    """Why a submission is neither among the changes nor in the totals."""
    cost = figures.cost(found.placed.estimate)
    if found.now:
        return f"{cost} before; its file is too much to be read to the end now"
    return f"{cost} now; its file was too much to be read to the end before"


def _moving(comparison: Comparison) -> list[Sum]:
    """The sums of money that differ; if there is none, that of time."""
    differing = [each for each in comparison.sums if each.total.change and any(each.total.change)]
    return [each for each in differing if each.currency] or differing


def _told(found: Sum) -> str:
    what = "run cost" if found.currency else "time on devices"
    return f"{what} {difference(found.total, found.currency)}"
