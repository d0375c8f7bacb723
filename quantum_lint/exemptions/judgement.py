"""Lays exemptions over findings, and finds out what became of each."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date

from quantum_lint.model.exemption import Exemption
from quantum_lint.model.finding import Finding, Suppression
from quantum_lint.model.rule import Rule

#: Stands in `Exemption.idle` for an ignore that names no rule.
EVERY = "all"


def apply(
    findings: Iterable[Finding],
    exemptions: Iterable[Exemption],
    today: date | None,
    ran: Collection[str] | None,
    known: Mapping[str, str] | None,
    *,
    complete: bool,
) -> tuple[list[Finding], tuple[Exemption, ...]]:
    """The findings, suppressed where an exemption holds, and the exemptions with what became of them."""
    records = [_judged(each, today, known) for each in exemptions]
    by_path: dict[str, list[int]] = {}
    for index, record in enumerate(records):
        by_path.setdefault(record.path, []).append(index)
    used: dict[int, set[str]] = {}
    results = []
    for finding in findings:
        holding = [index for index in by_path.get(finding.place.path, ()) if _concerns(records[index], finding)]
        for index in holding:
            used.setdefault(index, set()).add(finding.rule.name)
        valid = [records[index] for index in holding if not records[index].expired]
        results.append(replace(finding, suppressed=_suppression(valid[0])) if valid else finding)
    counted = (_counted(record, used.get(index, set()), ran, complete) for index, record in enumerate(records))
    return results, tuple(counted)


def _judged(exemption: Exemption, today: date | None, known: Mapping[str, str] | None) -> Exemption:
    days = _days_left(exemption.until, today)
    expired = exemption.until is not None and (days is None or days < 0)
    if known is None:
        return replace(exemption, expired=expired, days=days)
    return replace(
        exemption,
        expired=expired,
        days=days,
        rules=tuple(known.get(name, name) for name in exemption.rules),
        unknown=tuple(name for name in exemption.rules if name not in known),
    )


def _days_left(until: str | None, today: date | None) -> int | None:
    """How many days there are to the last one; None where what is written is no date, which hides nothing."""
    try:
        return (date.fromisoformat(until) - (today or date.today())).days if until is not None else None
    except ValueError:
        return None


def _concerns(exemption: Exemption, finding: Finding) -> bool:
    start = finding.place.span.start
    return _names(exemption, finding.rule) and any(
        span.start <= start < max(span.end, span.start + 1) for span in exemption.covers
    )


def _names(exemption: Exemption, rule: Rule) -> bool:
    if exemption.kind == "foreign comment":
        return rule.secret
    return not exemption.rules or rule.name in exemption.rules


def _suppression(exemption: Exemption) -> Suppression:
    return Suppression(exemption.kind, exemption.reason, exemption.until, exemption.owner)


def _counted(exemption: Exemption, used: set[str], ran: Collection[str] | None, complete: bool) -> Exemption:
    asked = [name for name in exemption.rules if name not in exemption.unknown and (ran is None or name in ran)]
    if not exemption.rules and not used and complete:
        asked = [EVERY]
    idle = tuple(name for name in asked if name not in used)
    return replace(exemption, used=tuple(sorted(used)), idle=idle)
