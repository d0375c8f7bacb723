"""Notebooks that are run with a credential and handed to others with what their cells showed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.executed_notebooks import Kept, inside, kept_by, strips
from quantum_lint.match.published_files import Publication, of_actions, of_command, pushes
from quantum_lint.match.workflow_wording import entrances, named
from quantum_lint.model.hit import Hit, Related
from quantum_lint.model.rule import Options
from quantum_lint.model.span import Span
from quantum_lint.parse.workflow import WorkflowDocument
from quantum_lint.parse.workflow_access import Credential
from quantum_lint.parse.workflow_activity import commands
from quantum_lint.parse.workflow_node import Job, Step

if TYPE_CHECKING:
    from quantum_lint.parse.jenkinsfile import JenkinsfileDocument


class _Run(NamedTuple):
    """What a command keeps of the notebooks that it runs, with which credentials, and where it stands."""

    kept: Kept
    held: tuple[Credential, ...]
    span: Span


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
        published = of_actions(document, job)
        pushed = any(pushes([command for step in job.steps for command in commands(document, job, step)]))
        runs: list[_Run] = []
        for step in job.steps:
            held = tuple(each for each in access.held_by(job) if each.level != "run" and _reaches(each, step))
            yield from _of_script(document, job, step, held, runs, knowledge, pushed=pushed)
            publication = published.get(step.index)
            run, place = _taken(publication, runs) if publication else (None, None)
            if run and publication and place:
                yield _hit(document, run, publication, document.span(*place), knowledge)


def _reaches(credential: Credential, step: Step) -> bool:
    """Whether the step has the credential, from the job or bound by itself as by the step that had it first."""
    bound = {each.name for each in step.environment}
    return credential.step in (None, step) or credential.variable in bound


def _of_script(
    document: WorkflowDocument,
    job: Job,
    step: Step,
    held: tuple[Credential, ...],
    runs: list[_Run],
    knowledge: Knowledge,
    *,
    pushed: bool,
) -> Iterator[Hit]:
    """What the step's script publishes; `runs` are those so far, and are kept up to date."""
    script = document.script(job, step)
    given = step.node.scalar("working-directory")
    folder = inside("", given.value) if given else ""
    for command in commands(document, job, step):
        assert script is not None
        words = [word.text for word in command.effective()]
        if words[:1] == ["cd"] and len(words) == 2:
            folder = inside(folder, words[1])
        if strips(command):
            runs.clear()
        if held:
            span = script.span(command.start, command.end)
            runs += (_Run(kept, held, span) for kept in kept_by(command, folder))
        publication = of_command(command, folder)
        run, place = _taken(publication, runs) if publication else (None, None)
        if run and publication and place and (pushed or publication.how != "commits"):
            yield _hit(document, run, publication, script.span(*place), knowledge)


def _taken(publication: Publication, runs: list[_Run]) -> tuple[_Run | None, tuple[int, int] | None]:
    """The first run whose output is published, and what says that it is."""
    for run in runs:
        pattern = publication.taking(run.kept)
        if pattern is not None:
            return run, pattern.place
    return None, None


def _hit(document: WorkflowDocument, run: _Run, publication: Publication, span: Span, knowledge: Knowledge) -> Hit:
    kept = f"`{run.kept.path}`" if run.kept.known and run.kept.path else "the notebook"
    return Hit(
        span=span,
        note=(
            f"This {publication.how} {kept} as it was run with {named(run.held, knowledge)}: what its cells showed, "
            "such as account names, job ids or the credential itself, goes along. Strip it before this, with "
            "`nbstripout`, or keep only the figures and numbers that are needed."
        ),
        related=(*entrances(document, run.held), Related(run.span, "the notebook is run here", role="before")),
        provider=run.held[0].provider,
    )
