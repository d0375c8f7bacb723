"""Scheduled jobs that reach hardware and that nothing bounds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.pipeline_hosts import HOSTS
from quantum_lint.match.pipeline_jobs import HardwareJob, hardware_jobs
from quantum_lint.match.pipeline_wording import by_file, hardware_of, monthly, monthly_bill, others, who
from quantum_lint.model.hit import Hit, Related
from quantum_lint.model.rule import Options

_HANGS = "one that hangs holds on until {ender} it"
_MEETS = "the next one starts beside one that is not done"


def check(repository: Any, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """The jobs of a file that lack the same, at the first of them."""
    scheduled = [each for each in hardware_jobs(repository, knowledge) if each.started_by("schedule")]
    for lacking in ((_HANGS, _MEETS), (_HANGS,), (_MEETS,)):
        for jobs in by_file(each for each in scheduled if _follows(each) == lacking):
            yield _hit(jobs, lacking, knowledge)


def _follows(each: HardwareJob) -> tuple[str, ...]:
    """What follows from what it lacks."""
    grouped = all(each.concurrency(way) for way in each.started_by("schedule"))
    return tuple(what for what, there in ((_HANGS, each.bounded), (_MEETS, grouped)) if not there)


def _hit(jobs: list[HardwareJob], lacking: tuple[str, ...], knowledge: Knowledge) -> Hit:
    first = jobs[0]
    one = len(jobs) == 1
    host = HOSTS[first.job.host]
    faults = {_HANGS: host.endless, _MEETS: host.together}
    follows = ", and ".join(lacking).format(ender=host.ender)
    return Hit(
        span=first.job.span,
        note=(
            f"{who(jobs)} {'reaches' if one else 'reach'} {hardware_of(jobs, knowledge)} {monthly(jobs)} by the clock "
            f"and {'has' if one else 'have'} {' and '.join(faults[each] for each in lacking)}: "
            f"{follows}. Nobody watches it: {'set both' if len(lacking) == 2 else 'set it'}."
            f"{monthly_bill(jobs)}"
        ),
        related=(*_clocks(first), *others(jobs)),
        provider=first.provider,
        path=first.path,
    )


def _clocks(each: HardwareJob) -> Iterator[Related]:
    for way in each.started_by("schedule"):
        yield Related(way.start.span, "started by this clock", way.path, role="before")
