"""Counting and ranking findings, and saying so in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from quantum_lint.model.rule import LEVELS

if TYPE_CHECKING:
    from collections import Counter

    from quantum_lint.model.finding import Finding

#: From the most to the least severe.
GRAVEST_FIRST: tuple[str, ...] = tuple(reversed(LEVELS))


def by_severity(findings: Iterable[Finding]) -> dict[str, int]:
    """How many there are of each severity, gravest first, zeros included."""
    counts = dict.fromkeys(GRAVEST_FIRST, 0)
    for finding in findings:
        counts[finding.severity] += 1
    return counts


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """The findings by severity, then by confidence, else in the order they came in."""
    return sorted(findings, key=lambda finding: (-LEVELS.index(finding.severity), -LEVELS.index(finding.confidence)))


def gravest(severities: Iterable[str]) -> str:
    """The gravest of some severities; there must be one."""
    return max(severities, key=LEVELS.index)


def counted(number: int, noun: str, plural: str = "") -> str:
    """`1 file`, `2 files`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {plural or noun + 's'}"


def severities_in_words(findings: Iterable[Finding]) -> str:
    """`2 high, 1 low`; severities that do not occur are left out."""
    return ", ".join(f"{count:,} {severity}" for severity, count in by_severity(findings).items() if count)


def some(names: Sequence[str], limit: int = 3) -> str:
    """The first few names, and how many more there are."""
    rest = len(names) - limit
    shown = ", ".join(names[:limit])
    return f"{shown} and {rest:,} more" if rest > 0 else shown


def numbered(fingerprint: str, seen: Counter[str]) -> str:
    """The fingerprint, with a number after it where `seen` has it: GitLab drops what has the same as another."""
    seen[fingerprint] += 1
    return fingerprint if seen[fingerprint] == 1 else f"{fingerprint}:{seen[fingerprint]}"
