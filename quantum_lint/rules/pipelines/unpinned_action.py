"""Actions, reusable workflows and other parts of pipelines that are not pinned to a commit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.workflow_wording import entrances, named
from quantum_lint.model.hit import Hit, Related
from quantum_lint.model.rule import Options
from quantum_lint.parse.workflow import WorkflowDocument
from quantum_lint.parse.workflow_node import Action, Job

if TYPE_CHECKING:
    from quantum_lint.parse.pipeline import Pipeline


def check(document: WorkflowDocument | Pipeline, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """What workflows use, and what pipelines of other hosts take in."""
    if isinstance(document, WorkflowDocument):
        yield from _actions(document, options, knowledge)
    else:
        from quantum_lint.match.inclusions import inclusions

        yield from inclusions(document, options["trusted"], knowledge)


def _actions(document: WorkflowDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Each action once, at its first use; one of a job that holds a credential before others."""
    found: dict[str, list[tuple[Job, Action]]] = {}
    for job in sorted(document.jobs, key=lambda job: not document.access(knowledge).held_by(job)):
        for action in (job.uses, *(step.uses for step in job.steps)):
            if action and action.kind == "repository" and not action.pinned and action.owner not in options["trusted"]:
                found.setdefault(action.scalar.value, []).append((job, action))
    for uses in found.values():
        yield _hit(document, uses, knowledge)


def _hit(document: WorkflowDocument, uses: list[tuple[Job, Action]], knowledge: Knowledge) -> Hit:
    job, action = uses[0]
    held = document.access(knowledge).held_by(job)
    kind = "Reusable workflow" if action.workflow else "Action"
    holding = f", which holds {named(held, knowledge)}" if held else ""
    moved = f"whoever can move `{action.reference}`" if action.reference else "whoever owns it"
    return Hit(
        span=document.span(*document.text_span(action.scalar)),
        note=(
            f"{kind} `{action.scalar.value}` runs in {job.label}{holding}, and {moved} decides what it does there. "
            f"Pin the commit: `uses: {action.name}@<the full commit hash> # {action.reference or 'version'}`."
        ),
        related=(
            *entrances(document, held),
            *(Related(document.span(*document.text_span(other.scalar)), "used here too") for _, other in uses[1:]),
        ),
        provider=held[0].provider if held else None,
        severity=None if held else "low",
        persona=None if held else "pedantic",
    )
