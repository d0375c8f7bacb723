"""Labels that let a job with a credential run, and go on doing so for what is pushed later."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.label_gates import Gate, label_gate
from quantum_lint.match.workflow_wording import entrances, named
from quantum_lint.model.hit import Hit, Related
from quantum_lint.model.rule import Options
from quantum_lint.parse.workflow import WorkflowDocument
from quantum_lint.parse.workflow_node import Job


def check(document: WorkflowDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Each such job, at its condition."""
    for job in document.access(knowledge).jobs:
        gate = label_gate(document, job) if job.environment is None else None
        if gate:
            yield _hit(document, job, gate, knowledge)


def _hit(document: WorkflowDocument, job: Job, gate: Gate, knowledge: Knowledge) -> Hit:
    held = document.access(knowledge).held_by(job)
    trigger = gate.trigger
    who = "whoever" if trigger.name == "pull_request_target" else "every member who"
    return Hit(
        span=document.span(*document.text_span(gate.condition)),
        note=(
            f"Label `{gate.label}` lets job `{job.id}` run with {named(held, knowledge)}, and stays when the review is "
            f"over: {who} pushes to the pull request afterwards runs code that nobody has read. Let the workflow start "
            "with `types: [labeled]` alone and take the label away in the job, or give the job an `environment` with "
            "required reviewers."
        ),
        related=(
            Related(
                document.span(trigger.key.start, trigger.key.end),
                f"a push to the pull request starts `{trigger.name}` again",
                role="before",
            ),
            *entrances(document, held),
        ),
        provider=held[0].provider,
        severity=None if trigger.name == "pull_request_target" else "low",
    )
