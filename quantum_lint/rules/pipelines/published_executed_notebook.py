"""Notebooks that are run with a credential and handed to others with what their cells showed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.executed_notebooks import inside
from quantum_lint.match.notebook_runs import Published, Trail
from quantum_lint.match.published_files import of_actions, pushes
from quantum_lint.match.workflow_wording import entrances, named
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options
from quantum_lint.parse.workflow import WorkflowDocument
from quantum_lint.parse.workflow_access import Credential
from quantum_lint.parse.workflow_activity import commands
from quantum_lint.parse.workflow_node import Job, Step

if TYPE_CHECKING:
    from quantum_lint.parse.jenkinsfile import JenkinsfileDocument


def check(document: WorkflowDocument | JenkinsfileDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Each publication that takes in what a command before it kept, with no command between them that strips it."""
    if isinstance(document, WorkflowDocument):
        yield from _in_workflow(document, knowledge)
    else:
        from quantum_lint.match.stage_notebooks import published

        yield from published(document, knowledge)


def _in_workflow(document: WorkflowDocument, knowledge: Knowledge) -> Iterator[Hit]:
    access = document.access(knowledge)
    for job in access.jobs:
        held = [each for each in access.held_by(job) if each.level != "run"]
        for each in _of_job(document, job, held):
            yield Hit(
                span=each.span,
                note=each.note(named(each.held, knowledge), "nbstripout"),
                related=(*entrances(document, each.held), each.run),
                provider=each.held[0].provider,
            )


def _of_job(document: WorkflowDocument, job: Job, held: list[Credential]) -> Iterator[Published[Credential]]:
    published = of_actions(document, job)
    by_step = [(step, tuple(commands(document, job, step))) for step in job.steps]
    trail = Trail[Credential](pushed=any(pushes([command for _, found in by_step for command in found])))
    for step, found in by_step:
        script = document.script(job, step)
        if script is not None:
            given = step.node.scalar("working-directory")
            reached = tuple(each for each in held if _reaches(each, step))
            yield from trail.of_commands(script, found, inside("", given.value) if given else "", reached)
        if step.index in published:
            yield from trail.taken(published[step.index], document)


def _reaches(credential: Credential, step: Step) -> bool:
    """Whether the step has the credential, from the job or bound by itself as by the step that had it first."""
    bound = {each.name for each in step.environment}
    return credential.step in (None, step) or credential.variable in bound
