"""Scheduled hardware jobs that run in every copy of the repository."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.pipeline_jobs import HardwareJob, hardware_jobs
from quantum_lint.match.pipeline_wording import by_file, hardware_of, others, who
from quantum_lint.model.hit import Edit, Fix, Hit, Related
from quantum_lint.model.rule import Options

_GUARD = "if: ${{ !github.event.repository.fork }}"


def check(repository: Any, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """The jobs of a file that a clock starts in every copy, at the first of them."""
    for jobs in by_file(each for each in hardware_jobs(repository, knowledge) if _unguarded(each)):
        (way, *_) = jobs[0].started_by("schedule")
        yield Hit(
            span=jobs[0].job.span,
            note=(
                f"{who(jobs)} {'goes' if len(jobs) == 1 else 'go'} to {hardware_of(jobs, knowledge)} by the clock in "
                "every fork that has its schedules switched on, with the credential and at the cost of whoever owns "
                f"it. Add `{_GUARD}`."
            ),
            fix=_fix(jobs),
            related=(Related(way.start.span, "started by this clock", way.path, role="before"), *others(jobs)),
            provider=jobs[0].provider,
            path=jobs[0].path,
        )


def _unguarded(each: HardwareJob) -> bool:
    ways = each.started_by("schedule")
    return not each.job.owned and any(not any(caller.job.owned for caller in way.callers) for way in ways)


def _fix(jobs: Sequence[HardwareJob]) -> Fix | None:
    """The guard for every job; one that has a condition already wants a person."""
    slots = [each.job.slot for each in jobs if not each.job.conditional]
    edits = tuple(Edit(slot.at, _GUARD + slot.joint) for slot in slots if slot)
    return Fix("Skip forks", edits, "safe") if len(edits) == len(jobs) else None
