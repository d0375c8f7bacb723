"""What a baseline sets aside: how much of it there is, by pack, severity and age."""

from __future__ import annotations

from collections.abc import Iterable

from quantum_lint.model.named import NamedTuple
from quantum_lint.model.rule import LEVELS

#: Days up to which an age counts, and what it is called; what is older, or of unknown age, has names of its own.
AGES: tuple[tuple[int, str], ...] = ((30, "a month"), (365, "a year"), (3 * 365, "three years"))
OLDER = "older"
UNKNOWN = "uncommitted"
_DAY = 86_400


class Debt(NamedTuple):
    """The findings of a pack that are set aside: how many in all, by severity and by age."""

    pack: str
    findings: int
    by_severity: dict[str, int]
    by_age: dict[str, int]


def spans() -> tuple[str, ...]:
    """The names of all ages, youngest first."""
    return (UNKNOWN, *(name for _, name in AGES), OLDER)


def age(seconds: int | None) -> str:
    """The name of the age of something that is so many seconds old; None where nobody knows."""
    if seconds is None:
        return UNKNOWN
    return next((name for days, name in AGES if seconds < days * _DAY), OLDER)


def debts(rows: Iterable[tuple[str, str, str]]) -> tuple[Debt, ...]:
    """From the pack, the severity and the age of each finding: the packs, those with the gravest first."""
    found: dict[str, Debt] = {}
    for pack, severity, old in rows:
        empty = Debt(pack, 0, dict.fromkeys(reversed(LEVELS), 0), dict.fromkeys(spans(), 0))
        debt = found.get(pack, empty)
        debt.by_severity[severity] += 1
        debt.by_age[old] += 1
        found[pack] = debt._replace(findings=debt.findings + 1)
    return tuple(sorted(found.values(), key=lambda debt: ([-count for count in debt.by_severity.values()], debt.pack)))
