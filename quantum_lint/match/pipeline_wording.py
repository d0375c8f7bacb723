"""How messages speak of jobs that reach hardware, and of how often they do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from quantum_lint.match.pipeline_hosts import HOSTS
from quantum_lint.match.pipeline_jobs import HardwareJob
from quantum_lint.match.workflow_wording import listed
from quantum_lint.model.hit import Related

if TYPE_CHECKING:
    from quantum_lint.knowledge import Knowledge

_HALF = Fraction(1, 2)


def by_file(jobs: Iterable[HardwareJob]) -> list[list[HardwareJob]]:
    """The jobs of each file: one cause, one report."""
    groups: dict[str, list[HardwareJob]] = {}
    for each in jobs:
        groups.setdefault(each.path, []).append(each)
    return list(groups.values())


def who(jobs: Sequence[HardwareJob]) -> str:
    """The jobs as the subject at the start of a sentence."""
    text = whom(jobs)
    return f"{text[0].upper()}{text[1:]}"


def whom(jobs: Sequence[HardwareJob]) -> str:
    """The jobs, in the words of their host, within a sentence."""
    return f"{noun(jobs[0])}{'s' * (len(jobs) > 1)} {listed([f'`{each.job.id}`' for each in jobs])}"


def noun(each: HardwareJob) -> str:
    """What the host of a job calls it."""
    return HOSTS[each.job.host].job


def hardware_of(jobs: Sequence[HardwareJob], knowledge: Knowledge) -> str:
    """Whose hardware it is."""
    names = dict.fromkeys(each.provider for each in jobs if each.provider)
    titles = [knowledge.providers[name].title for name in names]
    return f"{listed(titles)} hardware" if titles else "hardware"


def others(jobs: Sequence[HardwareJob]) -> tuple[Related, ...]:
    """The jobs after the first, and what shows that the first reaches hardware."""
    return (
        *jobs[0].evidence,
        *(Related(each.job.span, f"{whom([each])} too", each.path) for each in jobs[1:]),
    )


def rounded(number: Fraction) -> int:
    """To the nearest whole number, halves upward."""
    return int(number + _HALF)


def monthly(jobs: Sequence[HardwareJob]) -> str:
    """How often a month clocks make the jobs reach hardware: `about 152 times a month (30 starts x 5 jobs)`."""
    total = sum((each.runs for each in jobs), Fraction(0))
    worst = sum((each.runs * each.attempts for each in jobs), Fraction(0))
    if not rounded(total):
        return "less than once a month"
    least = "" if all(each.exact for each in jobs) else "at least "
    most = f", up to {rounded(worst)} when work is tried again" if worst > total else ""
    return f"{least or 'about '}{rounded(total)} time{'s' * (rounded(total) != 1)} a month{_factors(jobs)}{most}"


def monthly_bill(jobs: Sequence[HardwareJob]) -> str:
    """A sentence on what the work of the first job costs a month, with a space before it; empty if nobody knows."""
    spending = jobs[0].spending
    costs = [each.cost for step in spending for each in step.submissions if each.cost]
    if not costs or len({each.currency for each in costs}) > 1 or not jobs[0].runs:
        return ""
    each_time = sum((Fraction(each.amount) for each in costs), Fraction(0))
    unsure = any(each.least for each in costs) or not jobs[0].exact
    what = (
        costs[0].text if len(costs) == 1 else f"{len(costs)} pieces of work for {_money(each_time)} {costs[0].currency}"
    )
    total = f"{_money(each_time * jobs[0].runs)} {costs[0].currency}"
    return f" Each time that is {what}; in a month {'at least' if unsure else 'about'} {total}."


def _money(amount: Fraction) -> str:
    return f"{Decimal(rounded(amount * 100)) / 100:,.2f}"


def _factors(jobs: Sequence[HardwareJob]) -> str:
    """What the number is made of, where that is one product."""
    first = jobs[0]
    if len(jobs) > 1 or not first.fires or first.runs == first.fires:
        return ""
    starts, times = rounded(first.fires), rounded(first.runs / first.fires)
    return f" ({starts} start{'s' * (starts != 1)} x {times} jobs of the matrix)"
