"""Jobs that end while the work they handed to hardware goes on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.pipeline_hosts import HOSTS
from quantum_lint.match.pipeline_jobs import HardwareJob, Way, hardware_jobs
from quantum_lint.match.pipeline_wording import hardware_of, others, who
from quantum_lint.model.hit import Hit
from quantum_lint.model.pipeline import Concurrency
from quantum_lint.model.rule import Options
from quantum_lint.model.span import Span

_WHY = "The provider does not hear of it: what is queued runs and is paid."


def check(repository: Any, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Each group that ends earlier runs, with the jobs that are in it, and each limit shorter than a queue."""
    jobs = [each for each in hardware_jobs(repository, knowledge) if each.proven and not each.job.cleans]
    ended: dict[tuple[str, Span], list[HardwareJob]] = {}
    for each in jobs:
        for place in dict.fromkeys(place for way in each.ways for place in _cancelling(each, way)):
            ended.setdefault(place, []).append(each)
    for (path, span), members in ended.items():
        how = f"{who(members)} {_submit(members, knowledge)}, and a newer run ends an older one in the middle of it."
        host = HOSTS[members[0].job.host]
        note = f"{how} {_WHY} {host.waiting}, or {host.cancelled}"
        yield Hit(span, note, related=others(members), provider=members[0].provider, path=path)
    for each in jobs:
        minutes = each.job.minutes
        if minutes is not None and minutes <= options["shortest"]:
            how = f"{who([each])} {_submit([each], knowledge)} and may end before the queue has come to it"
            note = f"{how}, after {minutes:g} minutes. {_WHY} Allow it more time, or {HOSTS[each.job.host].cancelled}"
            yield Hit(each.job.span, note, related=each.evidence, provider=each.provider, path=each.path)


def _submit(jobs: list[HardwareJob], knowledge: Knowledge) -> str:
    return f"{'sends' if len(jobs) == 1 else 'send'} work to {hardware_of(jobs, knowledge)}"


def _cancelling(each: HardwareJob, way: Way) -> Iterator[tuple[str, Span]]:
    """The groups on a way that end earlier runs of it."""
    for placed in (each.placed, *way.callers):
        group = placed.job.concurrency
        if group and _ends(group, way):
            yield placed.path, group.span


def _ends(group: Concurrency, way: Way) -> bool:
    return group.cancels == "always" or (group.cancels == "pull-requests" and way.start.event == "pull-request")
