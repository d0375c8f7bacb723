"""Changes that make a run of everything dearer than the policy allows."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.sent_work import bill, spread
from quantum_lint.model.comparison import Change, Comparison, Sum
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options


def check(repository: Any, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """One hit for each currency, at the submission that adds most."""
    most = options["max-increase"]
    for _, comparison in repository.facts(Comparison):
        for each in comparison.sums if most > 0 else ():
            increase = each.total.per_cent
            change = _dearest(comparison, each.currency)
            if each.currency and change is not None and increase is not None and increase > Decimal(str(most)):
                yield _hit(comparison, each, change, f"{increase:,.0f} %, and max-increase allows {most:g} %")


def _dearest(comparison: Comparison, currency: str) -> Change | None:
    """The change of code in the currency that adds most."""
    own = [each for each in comparison.of_code() if each.currency == currency and each.now is not None]
    return max(own, key=_added, default=None)


def _added(change: Change) -> Decimal:
    more = change.amount.change
    return more.high if more is not None else Decimal()


def _hit(comparison: Comparison, total: Sum, change: Change, by_how_much: str) -> Hit:
    before, after = total.total.before, total.total.after
    placed = change.placed
    was = (
        f"; it was {spread(change.earlier.estimate.amount)}"
        if change.earlier and change.earlier.estimate.amount
        else ""
    )
    why = (
        f" ({change.reasons[0].what}: {change.reasons[0].before} to {change.reasons[0].after})"
        if change.reasons
        else ""
    )
    others = len(comparison.of_code()) - 1
    more = f" {others:,} more submission{'s' if others > 1 else ''} changed." if others > 0 else ""
    return Hit(
        placed.place.span,
        f"This change makes a run of everything dearer by {by_how_much}: {spread(before) if before else '?'} "
        f"{total.currency} at {comparison.base}, {spread(after) if after else '?'} now. Most of it is here: "
        f"{bill(placed.estimate)}{was}{why}.{more} Take back what was not meant, or have the limit raised.",
        provider=placed.estimate.provider,
        path=placed.place.path,
        about=total.currency,
    )
