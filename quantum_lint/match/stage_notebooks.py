"""Notebooks that a stage of a Jenkinsfile runs with a credential and hands on with what their cells showed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from quantum_lint.match.notebook_runs import Published, Trail
from quantum_lint.match.published_files import Publication, pushes
from quantum_lint.match.stage_files import archives, folder
from quantum_lint.match.stage_secrets import HoldingStage, StageSecret, entrances, holding, named
from quantum_lint.model.hit import Hit
from quantum_lint.parse.shell import ShellDocument

if TYPE_CHECKING:
    from quantum_lint.knowledge import Knowledge
    from quantum_lint.parse.jenkinsfile import JenkinsfileDocument


def published(document: JenkinsfileDocument, knowledge: Knowledge) -> Iterator[Hit]:
    """Each publication that takes in what a command before it kept, with no command between them that strips it."""
    for stage in holding(document, knowledge):
        for each in _of_stage(document, stage):
            yield Hit(
                span=each.span,
                note=each.note(named(each.held, knowledge), "sh 'nbstripout ...'"),
                related=(*entrances(each.held), each.run),
                provider=each.held[0].provider,
            )


def _of_stage(document: JenkinsfileDocument, stage: HoldingStage) -> Iterator[Published[StageSecret]]:
    scripts = {step.at: ShellDocument(step.script.fragment) for step in stage.stage.steps}
    archived = dict(archives(stage.stage))
    trail = Trail[StageSecret](pushed=any(pushes([each for script in scripts.values() for each in script.commands()])))
    for at in sorted((*scripts, *archived)):
        if at in scripts:
            start = folder(document.program, at)
            yield from trail.of_commands(scripts[at], scripts[at].commands(), start, stage.held_at(at))
        else:
            yield from trail.taken(Publication(archived[at], "uploads"), document)
