"""Jobs that ask for more executions than the provider takes in one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.sent_work import assumptions, exactness, priced_work
from quantum_lint.model.estimate import Estimate
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options


def check(repository: Any, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Every submission with too many."""
    for path, sent in priced_work(repository):
        usage = knowledge.usages.get(sent.job.provider)
        executions = _of_one_job(sent.estimate)
        if usage is not None and usage.executions and executions > usage.executions:
            title = knowledge.providers[sent.job.provider].title
            yield Hit(
                span=sent.job.span,
                note=f"This asks {title} ({sent.estimate.device}) for {executions:,} executions in one {sent.job.unit} "
                f"({exactness(sent.estimate)}): circuits, parameter sets, measurement bases and shots multiplied. It "
                f"takes {usage.executions:,} (as of {usage.as_of}) and refuses the rest.{assumptions(sent.estimate)} "
                "Ask for fewer shots, or send several jobs in one batch.",
                provider=sent.job.provider,
                path=path,
            )


def _of_one_job(estimate: Estimate) -> int:
    """How many are in each run of the submission."""
    return (estimate.executions or 0) // (estimate.runs or 1)
