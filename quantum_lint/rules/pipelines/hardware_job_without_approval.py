"""Jobs that can spend hardware time and have no deployment environment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.pipeline_hosts import unapproved
from quantum_lint.match.workflow_wording import by_names, entrances, listed, named
from quantum_lint.model.hit import Hit, Related
from quantum_lint.model.rule import Options
from quantum_lint.parse.workflow import WorkflowDocument
from quantum_lint.parse.workflow_access import Credential
from quantum_lint.parse.workflow_activity import submission
from quantum_lint.parse.workflow_node import Job
from quantum_lint.parse.yaml import YamlDocument

#: Providers whose hardware is reached by a session in their cloud; a session elsewhere may be for anything.
_SESSIONS = frozenset(("azure", "braket", "google"))


def check(document: YamlDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """The jobs with credentials of the same names at the first of them, and each other job that sends work."""
    if isinstance(document, WorkflowDocument):
        yield from _in_workflow(document, knowledge)
    else:
        yield from unapproved(document, knowledge)


def _in_workflow(document: WorkflowDocument, knowledge: Knowledge) -> Iterator[Hit]:
    access = document.access(knowledge)
    open_jobs = [job for job in document.jobs if job.environment is None and not job.composite]
    spending = [(job, [each for each in access.submits(job) if _spends(each)]) for job in open_jobs]
    for group in by_names((job, held) for job, held in spending if held):
        yield _holding(document, group, knowledge)
    for job, held in spending:
        sent = None if held else _sent(document, job)
        if sent:
            yield Hit(
                span=document.span(job.key.start, job.key.end),
                note=(
                    f"Job `{job.id}` sends work to hardware and has no `environment:`: nobody agrees before it does. "
                    "Add `environment: quantum-hardware` to the job, and give it required reviewers or a rule for "
                    "which branches may use it."
                ),
                related=(sent,),
            )


def _spends(credential: Credential) -> bool:
    return not credential.role or credential.provider in _SESSIONS


def _sent(document: WorkflowDocument, job: Job) -> Related | None:
    for step in job.steps:
        command = submission(document, job, step)
        script = document.script(job, step)
        if command and script:
            return Related(script.span(command.start, command.end), "work is sent to hardware here")
    return None


def _holding(
    document: WorkflowDocument, group: Sequence[tuple[Job, Sequence[Credential]]], knowledge: Knowledge
) -> Hit:
    first, held = group[0]
    jobs = listed([f"`{job.id}`" for job, _ in group])
    who, run, have, each = ("Job", "runs", "has", "the job") if len(group) == 1 else ("Jobs", "run", "have", "each job")
    return Hit(
        span=document.span(first.key.start, first.key.end),
        note=(
            f"{who} {jobs} {run} code with {named(held, knowledge)} and {have} no `environment:`: nobody agrees before "
            "hardware is reached, and a workflow on any branch can read the secret. Add "
            f"`environment: quantum-hardware` to {each}, keep the secret in that environment only, and give it "
            "required reviewers or a rule for which branches may use it."
        ),
        related=(
            *entrances(document, held),
            *(Related(document.span(job.key.start, job.key.end), f"job `{job.id}` too") for job, _ in group[1:]),
        ),
        provider=held[0].provider,
    )
