"""Files with a credential that a stage of a Jenkinsfile writes and then archives."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from quantum_lint.match.executed_notebooks import inside
from quantum_lint.match.kept_credentials import origin_of, taken_in
from quantum_lint.match.kept_files import Pattern
from quantum_lint.match.saved_credentials import Saved, Sign, saved_by
from quantum_lint.match.stage_files import Archive, archives, folder, told
from quantum_lint.match.stage_secrets import HoldingStage, entrances, holding
from quantum_lint.model.hit import Hit
from quantum_lint.parse.groovy import filled_in, put_in
from quantum_lint.parse.shell import ShellDocument

if TYPE_CHECKING:
    from quantum_lint.knowledge import Knowledge
    from quantum_lint.parse.jenkinsfile import JenkinsfileDocument


def archived(document: JenkinsfileDocument, knowledge: Knowledge) -> Iterator[Hit]:
    """Each archive once, at the files that take in what a step before it wrote."""
    for stage in holding(document, knowledge):
        kept = list(archives(stage.stage))
        written = (*_by_scripts(stage, knowledge), *_by_jenkins(document, stage)) if kept else ()
        for archive in kept:
            found = next(_taken(archive, written), None)
            if found:
                yield _hit(document, stage, *found, knowledge)


def _taken(archive: Archive, written: tuple[Saved, ...]) -> Iterator[tuple[Pattern, Saved]]:
    for each in written:
        pattern = archive.files.pattern_for(each.path) if each.at < archive.at else None
        if pattern is not None:
            yield pattern, each


def _by_scripts(stage: HoldingStage, knowledge: Knowledge) -> Iterator[Saved]:
    """What shells write."""
    for step in stage.stage.steps:
        held = stage.held_at(step.at)
        signs = [Sign(each.name, each.provider, (f"${each.name}", f"${{{each.name}}}")) for each in held]
        start = folder(stage.stage.program, step.at)
        for each in saved_by(ShellDocument(step.script.fragment), signs, knowledge):
            yield each._replace(path=inside(start, each.path), at=step.at)


def _by_jenkins(document: JenkinsfileDocument, stage: HoldingStage) -> Iterator[Saved]:
    """What `writeFile` writes."""
    program = document.program
    for at in program.places("writeFile"):
        path, text = told(program, at, "file"), told(program, at, "text")
        shown = {put_in(expression) for expression, _, _ in filled_in(text)} if text else set()
        for each in stage.held_at(at):
            if path and f"${{{each.name}}}" in shown:
                where = inside(folder(program, at), path.text[path.quotes : -path.quotes])
                token = program.tokens[at]
                span = document.span(token.start, token.end)
                yield Saved(where, each.provider, span, f"`{each.name}` is written to", at)


def _hit(
    document: JenkinsfileDocument, stage: HoldingStage, pattern: Pattern, saved: Saved, knowledge: Knowledge
) -> Hit:
    held = [each for each in stage.secrets if each.provider == saved.provider]
    return Hit(
        span=document.span(*pattern.place),
        note=(
            f"{taken_in(pattern, saved.path)} holds a credential of {knowledge.providers[saved.provider].title} and "
            "stays with the build: whoever may see the project in Jenkins can download it. Archive only the files "
            "that are needed, by name, and leave the credential in a variable of the step: nothing has to write it "
            "to a file."
        ),
        related=(*entrances(held), *origin_of(saved)),
        provider=saved.provider,
    )
