"""Jobs that reach hardware on each push to whatever branch."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.pipeline_hosts import HOSTS
from quantum_lint.match.pipeline_jobs import hardware_jobs
from quantum_lint.match.pipeline_wording import by_file, hardware_of, others, who
from quantum_lint.model.hit import Hit, Related
from quantum_lint.model.rule import Options


def check(repository: Any, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """The jobs of a file that nothing keeps back, at the first of them."""
    reaching = (each for each in hardware_jobs(repository, knowledge) if not each.job.protected)
    for jobs in by_file(each for each in reaching if each.started_by("any-push")):
        remedy = HOSTS[jobs[0].job.host].every_push
        (way, *_) = jobs[0].started_by("any-push")
        yield Hit(
            span=jobs[0].job.span,
            note=(
                f"{who(jobs)} {'uses' if len(jobs) == 1 else 'use'} {hardware_of(jobs, knowledge)} on every push to "
                f"any branch: whoever may push spends the budget with each attempt. {remedy}"
            ),
            related=(Related(way.start.span, "every push starts it", way.path, role="before"), *others(jobs)),
            provider=jobs[0].provider,
            path=jobs[0].path,
        )
