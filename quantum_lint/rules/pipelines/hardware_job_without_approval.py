"""Jobs that can spend hardware time and have no deployment environment."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.access import entrances, named
from quantum_lint.model.hit import Hit, Related
from quantum_lint.model.rule import Options
from quantum_lint.parse.workflow import WorkflowDocument
from quantum_lint.parse.workflow_access import Credential
from quantum_lint.parse.workflow_activity import submission
from quantum_lint.parse.workflow_node import Job

#: Providers whose hardware is reached by a session in their cloud; a session elsewhere may be for anything.
SESSIONS = frozenset(("azure", "braket", "google"))


def check(document: WorkflowDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Each such job, at its name."""
    access = document.access(knowledge)
    for job in document.jobs:
        if job.environment is None and not job.composite:
            held = [each for each in access.submits(job) if not each.role or each.provider in SESSIONS]
            sent = _sent(document, job)
            if held or sent:
                yield _hit(document, job, held, sent, knowledge)


def _sent(document: WorkflowDocument, job: Job) -> Related | None:
    for step in job.steps:
        command = submission(document, job, step)
        script = document.script(job, step)
        if command and script:
            return Related(script.span(command.start, command.end), "Work is sent to hardware here")
    return None


def _hit(
    document: WorkflowDocument, job: Job, held: list[Credential], sent: Related | None, knowledge: Knowledge
) -> Hit:
    doing = f"runs code with {named(held, knowledge)}" if held else "sends work to hardware"
    open_to_all = "any branch can read the secret" if held else "any branch can do the same"
    kept = "keep the secret in that environment only, and give it" if held else "and give it"
    return Hit(
        span=document.span(job.key.start, job.key.end),
        note=(
            f"Job `{job.id}` {doing} and has no `environment:`: nobody agrees before it reaches hardware, and a "
            f"workflow on {open_to_all}. Add `environment: quantum-hardware` to the job, {kept} required reviewers or "
            "a rule for which branches may use it."
        ),
        related=(*entrances(document, held), *((sent,) if sent else ())),
        provider=held[0].provider if held else None,
    )
