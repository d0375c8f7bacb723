"""Limits of the policy on costs, and which of them are passed.

A limit is passed where that is sure: of a range the low end counts against what may be at most.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import Any

from quantum_lint.config.settings import Settings, within
from quantum_lint.match.approvals import approves
from quantum_lint.model.comparison import Comparison
from quantum_lint.model.estimate import Bills, Breach, Month, PlacedEstimate, Range, called

#: The key that names limits which do not block.
WARN = "warn-only"
_CENT = Decimal("0.01")


def broken(bills: Bills, settings: Settings, today: date) -> tuple[Breach, ...]:
    """The limits that the submissions of a tree, or the runs of a month, pass."""
    policy = _policy("", settings)
    found = (
        *(breach for each in bills.estimates for breach in _of_run(each, settings)),
        *_of_month(bills.months, policy),
        *_of_quota(bills.months, policy),
        *_of_age(bills.oldest, policy, today),
    )
    return tuple(dict.fromkeys(found))


def broken_by_change(comparison: Comparison, settings: Settings) -> tuple[Breach, ...]:
    """The limits that what was changed passes, or the change itself."""
    changed = (each.now for each in comparison.of_code() if each.now is not None)
    found = (
        *_of_increase(comparison, _policy("", settings)),
        *(b for each in changed for b in _of_run(each, settings)),
    )
    return tuple(dict.fromkeys(found))


def _policy(path: str, settings: Settings) -> Mapping[str, Any]:
    """What is configured for a file, or without a path for all of the tree."""
    by_path = (table for pattern, table in settings.per_path_policy if path and within(path, pattern))
    chosen = dict(settings.per_environment_policy).get(settings.environment or "", {})
    merged = dict(settings.policy)
    for table in (*by_path, chosen):
        merged.update(table)
    return merged


def _limit(name: str, policy: Mapping[str, Any]) -> Decimal | None:
    """The limit, if there is one; 0 is none."""
    limit = Decimal(str(policy.get(name, 0)))
    return limit if limit > 0 else None


def _breach(name: str, figure: str, limit: str, where: str, policy: Mapping[str, Any]) -> Breach:
    return Breach(name, figure, limit, where, blocks=name not in policy.get(WARN, ()))


def _of_run(placed: PlacedEstimate, settings: Settings) -> Iterator[Breach]:
    estimate, policy = placed.estimate, _policy(placed.place.path, settings)
    where = f"{placed.place.path}:{placed.place.line}" + (f" on {called(estimate.device)}" if estimate.device else "")
    most, least = _limit("max-cost-run", policy), _limit("min-success", policy)
    if most is not None and estimate.amount is not None and estimate.amount.low > most and estimate.rate is not None:
        yield _breach("max-cost-run", _money(estimate.amount, estimate.rate.currency), _plain(most), where, policy)
    if least is not None and estimate.success is not None and 10**estimate.success < least:
        chance = f"{100 * 10**estimate.success:.3g} %"
        yield _breach("min-success", chance, f"{100 * float(least):.3g} %", where, policy)
    yield from _of_device(placed, policy, where)


def _of_device(placed: PlacedEstimate, policy: Mapping[str, Any], where: str) -> Iterator[Breach]:
    """The device that is not approved. One that nothing names is refused only where all are."""
    globs = policy.get("approved-devices", ("*",))
    refused = (name for name in placed.hardware if (name or not globs) and not approves(globs, name))
    for name in islice(refused, 1):
        figure = called(name) or "hardware of any kind"
        yield _breach("approved-devices", figure, ", ".join(globs) or "none", where, policy)


def _of_month(months: Iterable[Month], policy: Mapping[str, Any]) -> Iterator[Breach]:
    """The sum of all programs in each currency."""
    most = _limit("max-cost-month", policy)
    sums: defaultdict[str, list[Range]] = defaultdict(list)
    for total in (total for month in months for total in month.totals):
        sums[total.currency].append(total.amount)
    for currency, amounts in sorted(sums.items()):
        if most is not None and sum(each.low for each in amounts) > most:
            yield _breach("max-cost-month", _money(_sum(amounts), currency), _plain(most), "", policy)


def _of_quota(months: Iterable[Month], policy: Mapping[str, Any]) -> Iterator[Breach]:
    """The sum of all programs on each plan that includes seconds."""
    most = _limit("max-quota", policy)
    shares: defaultdict[str, list[Range]] = defaultdict(list)
    for quota in (quota for month in months for quota in month.quotas):
        shares[quota.title].append(quota.per_cent)
    for title, several in shares.items():
        share = _sum(several).low
        if most is not None and share > most:
            yield _breach("max-quota", f"{share:.0f} %", f"{_plain(most)} %", title, policy)


def _of_age(oldest: str, policy: Mapping[str, Any], today: date) -> Iterator[Breach]:
    most = _limit("max-price-age-days", policy)
    if most is not None and oldest:
        days = (today - date.fromisoformat(oldest)).days
        if days > most:
            yield _breach("max-price-age-days", f"{days} days (prices of {oldest})", f"{_plain(most)} days", "", policy)


def _of_increase(comparison: Comparison, policy: Mapping[str, Any]) -> Iterator[Breach]:
    most = _limit("max-increase", policy)
    for each in comparison.sums:
        increase = each.total.per_cent
        if most is not None and each.currency and increase is not None and increase > most:
            yield _breach("max-increase", f"+{increase:,.0f} %", f"{_plain(most)} %", "", policy)


def _sum(ranges: Iterable[Range]) -> Range:
    several = list(ranges)
    low, high = sum((each.low for each in several), Decimal()), sum((each.high for each in several), Decimal())
    return Range(low, high)


def _money(amount: Range, currency: str) -> str:
    low, high = amount.low.quantize(_CENT), amount.high.quantize(_CENT)
    return f"{low:,} {currency}" if low == high else f"{low:,} to {high:,} {currency}"


def _plain(limit: Decimal) -> str:
    return f"{limit.normalize():f}"
