"""Jobs that reach hardware and have no time limit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.pipeline_hosts import HOSTS
from quantum_lint.match.pipeline_jobs import HardwareJob, hardware_jobs
from quantum_lint.match.pipeline_wording import by_file, hardware_of, others, who
from quantum_lint.model.hit import Edit, Fix, Hit
from quantum_lint.model.rule import Options


def check(repository: Any, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """The jobs of a file without a limit, at the first of them; those that a clock starts are apart."""
    endless = [each for each in hardware_jobs(repository, knowledge) if not each.bounded]
    for clock in (False, True):
        for jobs in by_file(each for each in endless if bool(each.started_by("schedule")) is clock):
            yield _hit(jobs, options["minutes"], knowledge)


def _hit(jobs: Sequence[HardwareJob], minutes: int, knowledge: Knowledge) -> Hit:
    host = HOSTS[jobs[0].job.host]
    line = host.timeout.replace("0", str(minutes))
    return Hit(
        span=jobs[0].job.span,
        note=(
            f"{who(jobs)} can spend time on {hardware_of(jobs, knowledge)} and {_have(jobs)} {host.endless}: one that "
            f"hangs, in a queue or in a session that stays open, goes on {host.ends}. Write `{line}`, or what it "
            "really needs."
        ),
        fix=_fix(jobs, line),
        related=others(jobs),
        provider=jobs[0].provider,
        path=jobs[0].path,
    )


def _have(jobs: Sequence[HardwareJob]) -> str:
    return "has" if len(jobs) == 1 else "have"


def _fix(jobs: Sequence[HardwareJob], line: str) -> Fix | None:
    slots = [each.job.slot for each in jobs]
    edits = tuple(Edit(slot.at, line + slot.joint) for slot in slots if slot)
    return Fix("Limit the time", edits, "unsafe") if len(edits) == len(jobs) else None
