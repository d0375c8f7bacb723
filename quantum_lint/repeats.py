"""Findings that ask for nothing new: a better one stands at the same place, or names the place as part of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from quantum_lint.model.finding import Finding, Place


def without_repeats(findings: Sequence[Finding]) -> list[Finding]:
    """All but those whose rule yields to that of another finding; that one takes their fix over if it has none.

    Secrets are not looked at here: of those each place counts, and which rule reports it is settled file by file.
    """
    better = frozenset(name for each in findings for name in _yields(each))
    if not better:
        return list(findings)
    told: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, each in enumerate(findings):
        if each.rule.name in better:
            for place in _places(each):
                told[each.rule.name, place.path].append(index)
    kept = dict(enumerate(findings))
    for index, each in enumerate(findings):
        other = next(_better(each, findings, told), None)
        if other is not None:
            del kept[index]
            if other in kept and kept[other].fix is None:
                kept[other] = replace(kept[other], fix=each.fix)
    return list(kept.values())


def _better(finding: Finding, findings: Sequence[Finding], told: dict[tuple[str, str], list[int]]) -> Iterator[int]:
    for name in _yields(finding):
        for index in told.get((name, finding.place.path), ()):
            if any(_same(finding.place, place) for place in _places(findings[index])):
                yield index


def _yields(finding: Finding) -> tuple[str, ...]:
    return () if finding.rule.secret or finding.suppressed else finding.rule.yields


def _places(finding: Finding) -> Iterator[Place]:
    yield finding.place
    yield from (each.place for each in finding.related)


def _same(one: Place, other: Place) -> bool:
    return one.path == other.path and one.span.touches(other.span)
