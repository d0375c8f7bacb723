"""Texts of strangers that are pasted into a script of a job with a provider credential."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.step_variable import Intruder, as_variables
from quantum_lint.match.workflow_wording import causes, entrances, named
from quantum_lint.model.hit import Hit, Related
from quantum_lint.model.rule import Options
from quantum_lint.parse.workflow import WorkflowDocument
from quantum_lint.parse.workflow_node import Job, Step
from quantum_lint.parse.workflow_trust import strange_trigger, written_by_strangers
from quantum_lint.parse.yaml_node import Scalar

if TYPE_CHECKING:
    from quantum_lint.parse.jenkinsfile import JenkinsfileDocument

#: Events of which the texts are a stranger's although the workflow runs what is already merged.
_MERGED = ("github.event.head_commit", "github.event.commits")


def check(document: WorkflowDocument | JenkinsfileDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """One hit for each step, at the first such text."""
    if isinstance(document, WorkflowDocument):
        yield from _in_workflow(document, knowledge)
    else:
        from quantum_lint.match.stage_texts import pasted

        yield from pasted(document, knowledge)


def _in_workflow(document: WorkflowDocument, knowledge: Knowledge) -> Iterator[Hit]:
    for job in document.access(knowledge).jobs:
        for step in job.steps:
            script = _script(step)
            found = list(_intruders(document, job, step, script)) if script else []
            if found:
                yield _hit(document, job, step, found, knowledge)


def _script(step: Step) -> Scalar | None:
    """What runs: the `run` of the step, or the `script` that it hands to the host's action for scripts."""
    if step.uses and step.uses.name.lower() == "actions/github-script":
        return next((each.value for each in step.inputs if each.name == "script"), None)
    return step.run


def _intruders(document: WorkflowDocument, job: Job, step: Step, script: Scalar) -> Iterator[Intruder]:
    for expression, place in document.expressions(script):
        path = written_by_strangers(document, job, step, expression)
        if path:
            yield Intruder(expression, place, path)


def _hit(document: WorkflowDocument, job: Job, step: Step, found: list[Intruder], knowledge: Knowledge) -> Hit:
    first, held = found[0], document.access(knowledge).held_by(job)
    trigger = strange_trigger(document, job)
    variable = f"process.env.{first.variable}" if step.uses else f'"${first.variable}"'
    return Hit(
        span=document.span(*first.place),
        note=(
            f"`{first.path}` is written by whoever caused the run and becomes part of the script of step {step.label} "
            f"in {job.label}, which holds {named(held, knowledge)}: a text like `$(...)` in it runs. Bind it under the "
            f"step's `env:` (`{first.variable}: ${{{{ {first.expression.source} }}}}`) and write `{variable}` instead."
        ),
        fix=as_variables(document, job, step, found),
        related=(
            *causes(document, trigger),
            *(Related(document.span(*each.place), f"`{each.path}` too") for each in found[1:]),
            *entrances(document, held),
        ),
        provider=held[0].provider,
        severity=None if trigger or first.path.startswith(_MERGED) else "medium",
    )
