"""Code of a pull request that runs in a job with a provider credential."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.workflow_wording import causes, entrances, named
from quantum_lint.model.hit import Hit, Related
from quantum_lint.model.rule import Options
from quantum_lint.parse.workflow import WorkflowDocument
from quantum_lint.parse.workflow_access import Access
from quantum_lint.parse.workflow_node import Job, Step, Trigger
from quantum_lint.parse.workflow_trust import Checkout, excludes, head_checkouts, strange_trigger


@dataclass(frozen=True, slots=True)
class _Way:
    """How the code of a stranger comes to run in a job."""

    trigger: Trigger
    checkout: Checkout
    runner: Step


def check(document: WorkflowDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Each such job, where its credential comes in."""
    access = document.access(knowledge)
    for job in access.jobs:
        way = next(_ways(document, job, access), None)
        if way is not None:
            yield _hit(document, job, way, knowledge)


def _ways(document: WorkflowDocument, job: Job, access: Access) -> Iterator[_Way]:
    """What is checked out, and the first step after it that installs or runs something."""
    trigger = strange_trigger(document, job)
    for checkout in head_checkouts(document, job, trigger) if trigger else ():
        for step in job.steps[checkout.step.index :]:
            if trigger and access.activity(job, step) in ("code", "install") and not excludes(step.condition, trigger):
                yield _Way(trigger, checkout, step)


def _hit(document: WorkflowDocument, job: Job, way: _Way, knowledge: Knowledge) -> Hit:
    held = document.access(knowledge).held_by(job)
    guarded = job.environment is not None
    remedy = (
        "Check that its environment has required reviewers; without them it protects nothing."
        if guarded
        else "Run that code under `pull_request`, which gets no secrets, and leave the credential to a job that runs "
        "only what is merged."
    )
    written = way.runner.run or way.runner.node.scalar("uses")
    return Hit(
        span=document.span(*held[0].place),
        note=(
            f"Job `{job.id}` holds {named(held, knowledge)} and, on `{way.trigger.name}`, runs the code of a pull "
            f"request in step {way.runner.label}: whoever opens one can take the credential. {remedy}"
        ),
        related=(
            *causes(document, way.trigger),
            Related(
                document.span(*way.checkout.place), "the code of the pull request is checked out here", role="before"
            ),
            *(
                (Related(document.span(*document.text_span(written)), "and runs here", role="before"),)
                if written
                else ()
            ),
            *entrances(document, held[1:]),
        ),
        provider=held[0].provider,
        severity="medium" if guarded else None,
    )
