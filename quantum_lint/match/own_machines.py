"""Machines of one's own that run what pull requests bring, asked for by a job or by a workflow that it calls."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.model.named import NamedTuple
from quantum_lint.parse.workflow import WorkflowDocument
from quantum_lint.parse.workflow_called import Place, called
from quantum_lint.parse.workflow_machine import own_runner
from quantum_lint.parse.workflow_node import Job, Trigger
from quantum_lint.parse.workflow_order import chain, conditions
from quantum_lint.parse.workflow_trust import excludes, head_checkouts
from quantum_lint.parse.yaml_node import Scalar


class Machine(NamedTuple):
    """A machine that runs code of a pull request for `job` on `trigger`.

    `label` is the word that says whose it is. It stands in the job `asking` of the workflow at `place`.
    """

    job: Job
    trigger: Trigger
    place: Place
    asking: Job
    label: Scalar


def machines(document: WorkflowDocument) -> Iterator[Machine]:
    """All of them, in the order of the jobs."""
    for job in document.jobs:
        place = called(document, job.uses) or Place(document)
        for asking in place.document.jobs if place.path else (job,):
            label = own_runner(asking)
            trigger = _trigger(document, job, place, asking) if label else None
            if label and trigger:
                yield Machine(job, trigger, place, asking, label)


def _trigger(document: WorkflowDocument, job: Job, place: Place, asking: Job) -> Trigger | None:
    """The event that brings the code of strangers to the machine, if nobody is asked; merges alone bring none."""
    waited = (*chain(document, job), *(chain(place.document, asking) if place.path else ()))
    if any(each.environment is not None for each in waited):
        return None
    needed = (*conditions(document, job), *(conditions(place.document, asking) if place.path else ()))
    for trigger in document.triggers:
        brings = trigger.name == "pull_request" or (
            trigger.name == "pull_request_target" and any(head_checkouts(place.document, asking, trigger))
        )
        if brings and not any(excludes(condition, trigger) for condition in needed):
            return trigger
    return None
