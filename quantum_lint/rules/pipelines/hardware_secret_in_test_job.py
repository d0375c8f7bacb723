"""Jobs that hold a provider's credential and have no use for hardware."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.pipeline_jobs import HardwareJob, rehearsing_jobs
from quantum_lint.match.pipeline_wording import noun, who
from quantum_lint.match.workflow_wording import listed
from quantum_lint.model.hit import Hit, Related
from quantum_lint.model.rule import Options


def check(repository: Any, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Each such job, where its first credential comes in."""
    for each in rehearsing_jobs(repository, knowledge):
        yield _hit(each, knowledge)


def _hit(each: HardwareJob, knowledge: Knowledge) -> Hit:
    names = listed([f"`{held.name}` ({knowledge.providers[held.provider].title})" for held in each.credentials])
    reasons = [f"step {spending.work.label} {spending.work.rehearses}" for spending in each.spending]
    return Hit(
        span=each.credentials[0].span,
        note=(
            f"{who([each])} holds {names} and stays away from hardware: {listed(reasons)}. Every package and "
            f"plugin that the tests load can read it. Take it away here, and give it to the {noun(each)} that submits."
        ),
        related=tuple(Related(held.span, f"`{held.name}` too") for held in each.credentials[1:]),
        provider=each.provider,
        path=each.path,
    )
