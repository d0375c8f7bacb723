"""Sums of estimates, and the cheapest of several devices and plans."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from quantum_lint.cost.ranges import hull, total
from quantum_lint.model.estimate import Estimate, PlacedEstimate, Range, Total
from quantum_lint.model.span import Span

#: A submission, and the currency it is paid in.
_Key = tuple[tuple[object, ...], str]


def totals(estimates: Iterable[Estimate]) -> Iterator[Total]:
    """The sum in each currency, in the order of the alphabet."""
    several = list(estimates)
    open_ended = any(each.amount is None for each in several)
    currencies = sorted({each.rate.currency for each in several if each.rate and each.amount})
    for currency in currencies:
        same = [each for each in several if each.amount and each.rate and each.rate.currency == currency]
        yield Total(currency, _sum(same), open_ended or any(each.least for each in same))


def _sum(estimates: Sequence[Estimate], depth: int = 0) -> Range:
    """All of them together; of what stands in two branches of a condition, that of the cheaper to that of the dearer.

    What stands in one alone is taken to be made. `depth` is how many conditions are the same for all of them.
    """
    branches: dict[tuple[str, Span], tuple[list[Estimate], list[Estimate]]] = {}
    amounts = []
    for each in estimates:
        if depth < len(each.conditions):
            path, span, negated = each.conditions[depth]
            branches.setdefault((path, span), ([], []))[negated].append(each)
        elif each.amount is not None:
            amounts.append(each.amount)
    sums = ([_sum(side, depth + 1) for side in sides if side] for sides in branches.values())
    return total((*amounts, *(one if not other else hull(one, *other) for one, *other in sums)))


def marked(estimates: Iterable[PlacedEstimate], least: float) -> list[PlacedEstimate]:
    """The estimates, with a mark at the cheapest of each submission that is good enough, in each currency."""
    found = list(estimates)
    cheapest: dict[_Key, tuple[Decimal, int]] = {}
    for number, each in enumerate(found):
        key, cost = _key(each), _comparable(each.estimate, least)
        if cost is not None and (key not in cheapest or cost < cheapest[key][0]):
            cheapest[key] = cost, number
    for _, number in cheapest.values():
        found[number] = found[number]._replace(estimate=found[number].estimate._replace(cheapest=True))
    return found


def _key(placed: PlacedEstimate) -> _Key:
    rate = placed.estimate.rate
    return placed.submission, rate.currency if rate else ""


def _comparable(estimate: Estimate, least: float) -> Decimal | None:
    """What it costs at most; None where that is not known, or too much goes wrong."""
    good = not least or (estimate.success is not None and 10.0**estimate.success >= least)
    return estimate.amount.high if good and estimate.amount is not None else None


def compared(estimates: Sequence[PlacedEstimate]) -> tuple[Total, ...]:
    """The sum of all submissions on each device and plan, in the order that they were asked for."""
    groups: dict[tuple[str, str], list[Estimate]] = {}
    for each in (placed.estimate for placed in estimates):
        groups.setdefault((each.device, each.rate.route if each.rate else ""), []).append(each)
    return tuple(
        each._replace(device=device, route=route)
        for (device, route), several in groups.items()
        for each in totals(several)
    )
