"""What has to hold, and what has to have run, before a job runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quantum_lint.model import lazy
from quantum_lint.parse.workflow_node import Job
from quantum_lint.parse.yaml_node import Scalar, Sequence

if TYPE_CHECKING:
    from quantum_lint.parse.workflow import WorkflowDocument

#: Words of a condition that let a job run although one that it waits for did not.
_ANYWAY = lazy.pattern(r"\b(?:always|cancelled|failure)\s*\(")


def conditions(document: WorkflowDocument, job: Job) -> tuple[str, ...]:
    """What must hold for the job to run: its own `if`, and those of the jobs that it waits for."""
    return tuple(each.condition for each in chain(document, job))


def chain(document: WorkflowDocument, job: Job) -> tuple[Job, ...]:
    """The job and those that must have succeeded before it."""
    by_id = {each.id: each for each in document.jobs}
    found: dict[str, Job] = {}
    waiting = [job.id]
    while waiting:
        each = by_id.get(waiting.pop())
        if each is not None and each.id not in found:
            found[each.id] = each
            waiting.extend(() if _ANYWAY.search(each.condition) else _needs(each))
    return tuple(found.values())


def _needs(job: Job) -> tuple[str, ...]:
    node = job.node.get("needs")
    items = list(node.items()) if isinstance(node, Sequence) else [node]
    return tuple(item.value for item in items if isinstance(item, Scalar))
