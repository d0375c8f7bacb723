"""What programs cost a month: how often pipelines start them by the clock, or a user says they run, times a run's cost.

A month is the average one of 30.4375 days, as it is for clocks of pipelines.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fnmatch import fnmatchcase
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from quantum_lint.model.estimate import Month, PlacedEstimate, Quota, Range, Total

if TYPE_CHECKING:
    from quantum_lint.knowledge import Knowledge
    from quantum_lint.match.pipeline_jobs import HardwareJob
    from quantum_lint.model.known import Plan

#: The kinds of facts that tell which jobs of pipelines reach hardware.
NEEDS = ("pipeline-jobs", "submissions")
_DAYS_OF_A_MONTH = Decimal("30.4375")
_Programs = Mapping[str, tuple[PlacedEstimate, ...]]


def of_programs(
    estimates: Iterable[PlacedEstimate], usage: str, repository: Any, knowledge: Knowledge
) -> tuple[Month, ...]:
    """A row for each program that a clock starts, by the job that runs it, then one for each that the user speaks of.

    What the user says of a submission, in the file `usage`, is not counted by the clock, too. `repository` has the
    facts of the pipelines.
    """
    from quantum_lint.match.pipeline_jobs import hardware_jobs

    said: dict[tuple[str, Decimal], list[PlacedEstimate]] = {}
    timed: dict[str, list[PlacedEstimate]] = {}
    for each in _one_device(estimates):
        runs = each.runs_a_month
        if runs is None:
            timed.setdefault(each.place.path, []).append(each)
        else:
            said.setdefault((each.place.path, runs), []).append(each)
    programs = {path: tuple(several) for path, several in timed.items()}
    clocks = (month for job in hardware_jobs(repository, knowledge) for month in _of_job(job, programs, knowledge))
    own = (_month(_Clock(usage, "", runs), path, several, knowledge) for (path, runs), several in said.items())
    return (*clocks, *own)


class _Clock(NamedTuple):
    """What starts a program: a job of the pipeline at the path, or the user; `least` is set for at least so often."""

    path: str
    job: str
    runs: Decimal
    least: bool = False


def _one_device(estimates: Iterable[PlacedEstimate]) -> Iterator[PlacedEstimate]:
    """Of several devices for one submission the first."""
    seen = set()
    for each in estimates:
        key = (each.submission, each.estimate.callee, each.estimate.number)
        if key not in seen:
            seen.add(key)
            yield each


def _of_job(job: HardwareJob, programs: _Programs, knowledge: Knowledge) -> Iterator[Month]:
    if job.runs:
        clock = _Clock(job.path, job.job.id, _decimal(job.runs), not job.exact)
        for path in dict.fromkeys(_run_by(job, programs)):
            yield _month(clock, path, programs[path], knowledge)


def _run_by(job: HardwareJob, programs: _Programs) -> Iterator[str]:
    """The programs that steps of the job run."""
    for spending in job.spending:
        proof = spending.proof.path if spending.proof else None
        patterns = [job.placed.root + pattern for pattern in spending.work.files]
        yield from (path for path in programs if path == proof or any(fnmatchcase(path, each) for each in patterns))


def _month(clock: _Clock, program: str, estimates: Iterable[PlacedEstimate], knowledge: Knowledge) -> Month:
    several = [each.estimate for each in estimates]
    amounts: dict[str, list[Range]] = {}
    for each in several:
        if each.rate is not None and each.amount is not None:
            amounts.setdefault(each.rate.currency, []).append(each.amount)
    least = clock.least or any(each.least or each.amount is None for each in several)
    times = [each.seconds for each in several if each.seconds is not None]
    return Month(
        *clock[:2],
        program,
        clock.runs,
        tuple(Total(currency, _times(clock.runs, ranges), least) for currency, ranges in sorted(amounts.items())),
        _times(clock.runs, times) if times else None,
        tuple(_quotas(clock, estimates, knowledge)),
        least,
    )


def _quotas(clock: _Clock, estimates: Iterable[PlacedEstimate], knowledge: Knowledge) -> Iterator[Quota]:
    """What is used of the seconds that plans include."""
    used: dict[tuple[str, str, str], list[Range]] = {}
    for each in estimates:
        plan = _plan(each, knowledge)
        if plan is not None and each.estimate.seconds is not None:
            key = f"{plan.title}, {plan.route}", plan.included["second"], plan.window
            used.setdefault(key, []).append(each.estimate.seconds)
    for (title, included, window), seconds in used.items():
        days = int(window.split()[0])
        yield Quota(title, _times(clock.runs * days / _DAYS_OF_A_MONTH, seconds), Decimal(included), days)


def _plan(placed: PlacedEstimate, knowledge: Knowledge) -> Plan | None:
    """The plan of the estimate, if it includes seconds for so many days."""
    rate = placed.estimate.rate
    return next(
        (
            plan
            for plan in knowledge.plans
            if rate is not None
            and (plan.provider, plan.route, plan.title) == (rate.provider, rate.route, rate.title)
            and "second" in plan.included
            and plan.window.endswith(" days")
        ),
        None,
    )


def _times(runs: Decimal, ranges: Iterable[Range]) -> Range:
    several = list(ranges)
    low, high = sum((each.low for each in several), Decimal()), sum((each.high for each in several), Decimal())
    return Range(runs * low, runs * high)


def _decimal(number: Fraction) -> Decimal:
    return Decimal(number.numerator) / number.denominator
