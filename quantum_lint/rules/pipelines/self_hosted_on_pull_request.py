"""Machines of one's own that run what pull requests bring."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.workflow_wording import entrances, named
from quantum_lint.model.hit import Hit, Related
from quantum_lint.model.rule import Options
from quantum_lint.parse.workflow import WorkflowDocument
from quantum_lint.parse.workflow_machine import own_runner
from quantum_lint.parse.workflow_node import Job, Trigger
from quantum_lint.parse.workflow_order import chain, conditions
from quantum_lint.parse.workflow_trust import excludes, head_checkouts
from quantum_lint.parse.yaml_node import Scalar


def check(document: WorkflowDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Each such job, at the label of its machine."""
    for job in document.jobs:
        label = own_runner(job)
        trigger = _trigger(document, job) if label and not _approved(document, job) else None
        if label and trigger:
            yield _hit(document, job, label, trigger, knowledge)


def _approved(document: WorkflowDocument, job: Job) -> bool:
    """Whether the job, or one that it waits for, has an environment: people can be asked there."""
    return any(each.environment is not None for each in chain(document, job))


def _trigger(document: WorkflowDocument, job: Job) -> Trigger | None:
    """The event that brings the code of strangers to the job; what only merges are caused by brings none."""
    needed = conditions(document, job)
    for trigger in document.triggers:
        brings = trigger.name == "pull_request" or (
            trigger.name == "pull_request_target" and any(head_checkouts(document, job, trigger))
        )
        if brings and not any(excludes(condition, trigger) for condition in needed):
            return trigger
    return None


def _hit(document: WorkflowDocument, job: Job, label: Scalar, trigger: Trigger, knowledge: Knowledge) -> Hit:
    held = document.access(knowledge).held_by(job)
    also = f" It also holds {named(held, knowledge)}." if held else ""
    return Hit(
        span=document.span(*document.text_span(label)),
        note=(
            f"Job `{job.id}` runs on a machine of your own and starts on `{trigger.name}`: in a public repository "
            "whoever opens a pull request runs programs on that machine, and reaches what it reaches, such as control "
            f"systems and saved accounts.{also} Run pull requests on a runner of the host, or let them in only by an "
            "`environment` with required reviewers."
        ),
        related=(
            Related(document.span(trigger.key.start, trigger.key.end), f"`{trigger.name}` starts it", role="before"),
            *entrances(document, held),
        ),
        provider=held[0].provider if held else None,
    )
