"""Notebooks that a stage of a Jenkinsfile runs with a credential and hands on with what their cells showed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from quantum_lint.match.executed_notebooks import Kept, inside, kept_by, strips
from quantum_lint.match.published_files import Publication, of_command, pushes
from quantum_lint.match.stage_files import archives, folder
from quantum_lint.match.stage_secrets import HoldingStage, StageSecret, entrances, holding, named
from quantum_lint.model.hit import Hit, Related
from quantum_lint.model.span import Span
from quantum_lint.parse.shell import ShellDocument

if TYPE_CHECKING:
    from quantum_lint.knowledge import Knowledge
    from quantum_lint.parse.jenkinsfile import JenkinsfileDocument, ShellStep


class _Run(NamedTuple):
    """What a command keeps of the notebooks that it runs, with which credentials, and where it stands."""

    kept: Kept
    held: list[StageSecret]
    span: Span


def published(document: JenkinsfileDocument, knowledge: Knowledge) -> Iterator[Hit]:
    """Each publication that takes in what a command before it kept, with no command between them that strips it."""
    for stage in holding(document, knowledge):
        yield from _Stage(document, stage, knowledge).hits()


class _Stage:
    """What is kept so far while the steps are gone through."""

    def __init__(self, document: JenkinsfileDocument, stage: HoldingStage, knowledge: Knowledge) -> None:
        self._document = document
        self._stage = stage
        self._knowledge = knowledge
        self._runs: list[_Run] = []
        self._scripts = {step.at: ShellDocument(step.script.fragment) for step in stage.stage.steps}
        self._pushed = any(pushes([each for script in self._scripts.values() for each in script.commands()]))

    def hits(self) -> Iterator[Hit]:
        steps = {step.at: step for step in self._stage.stage.steps}
        archived = dict(archives(self._stage.stage))
        for at in sorted((*steps, *archived)):
            if at in steps:
                yield from self._of_script(steps[at])
            else:
                yield from self._taken(Publication(archived[at], "uploads"), None)

    def _of_script(self, step: ShellStep) -> Iterator[Hit]:
        script, at = self._scripts[step.at], folder(self._document.program, step.at)
        held = self._stage.held_at(step.at)
        for command in script.commands():
            words = [word.text for word in command.effective()]
            if words[:1] == ["cd"] and len(words) == 2:
                at = inside(at, words[1])
            if strips(command):
                self._runs.clear()
            if held:
                span = script.span(command.start, command.end)
                self._runs += (_Run(kept, held, span) for kept in kept_by(command, at))
            publication = of_command(command, at)
            if publication and (self._pushed or publication.how != "commits"):
                yield from self._taken(publication, script)

    def _taken(self, publication: Publication, script: ShellDocument | None) -> Iterator[Hit]:
        """The first run whose output is published."""
        for run in self._runs:
            pattern = publication.taking(run.kept)
            if pattern is not None:
                span = (script or self._document).span(*pattern.place)
                yield self._hit(run, publication, span)
                return

    def _hit(self, run: _Run, publication: Publication, span: Span) -> Hit:
        kept = f"`{run.kept.path}`" if run.kept.known and run.kept.path else "the notebook"
        return Hit(
            span=span,
            note=(
                f"This {publication.how} {kept} as it was run with {named(run.held, self._knowledge)}: what its cells "
                "showed, such as account names, job ids or the credential itself, goes along. Strip it before this, "
                "with `sh 'nbstripout ...'`, or keep only the figures and numbers that are needed."
            ),
            related=(*entrances(run.held), Related(run.span, "the notebook is run here", role="before")),
            provider=run.held[0].provider,
        )
