"""Provider credentials that a script writes to the log of its run."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.shell_log import Leak, leaks
from quantum_lint.model.fragment import Document
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options
from quantum_lint.parse.pipeline import Pipeline
from quantum_lint.parse.shell import ShellDocument
from quantum_lint.parse.workflow import WorkflowDocument
from quantum_lint.parse.workflow_credential import Names, meaning

_HOW = {
    "printed": "`{program}` writes `{name}` to {place}",
    "traced": "`set -x` writes this command to {place} with the value of `{name}` in it",
    "verbose": "`{program}` is verbose and writes the header with `{name}` to {place}",
    "environment": "the whole environment goes to {place}, and `{name}` is in it",
}
#: Where the text goes, and why that is too far.
_LOG = (
    "the log",
    "A log is kept and read by many, and masking hides only the exact value, not a part or an encoding of it",
)
_NOTEBOOK = ("the output of the cell", "The notebook keeps it, and whoever gets the notebook reads it")
_INSTEAD = {
    "printed": 'Delete the line; to see whether it is set, use `test -n "${name}"`',
    "traced": "Put `set +x` before it",
    "verbose": "Leave the option out",
    "environment": "Print the variables that are needed by name",
}


def check(document: Document, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Names that speak for themselves in any script; in a pipeline also what its steps bind to other names."""
    if isinstance(document, ShellDocument):
        yield from _hits(document, {}, knowledge)
    elif isinstance(document, Pipeline):
        for each in document.scripts():
            if each.fragment.language == "shell":
                meanings = ((given.variable, meaning(given.source, knowledge)) for given in each.given)
                names = {variable: meant.provider for variable, meant in meanings if meant and not meant.beside}
                yield from _hits(ShellDocument(each.fragment), names, knowledge, next(iter(names), ""))
        if document.fragment.language == "jenkinsfile":
            from quantum_lint.match.stage_logs import printed

            yield from printed(document, knowledge)  # type: ignore[arg-type]  # it is one of Jenkins
    elif isinstance(document, WorkflowDocument):
        access = document.access(knowledge)
        for job in access.jobs:
            for step in job.steps:
                script = document.shell(job, step)
                if script is not None:
                    held = [each for each in access.held_by(job) if each.step in (None, step)]
                    names = {name: each.provider for each in held for name in (each.variable, each.name) if name}
                    seen = next((each.variable for each in held if each.variable), "")
                    yield from _hits(script, names, knowledge, seen)


def _hits(script: ShellDocument, known: dict[str, str], knowledge: Names, seen: str = "") -> Iterator[Hit]:
    def provider(name: str) -> str | None:
        meant = meaning(name, knowledge)
        return known.get(name) or (meant.provider if meant and not meant.beside else None)

    for leak in leaks(script, lambda name: provider(name) is not None):
        name = leak.name or seen
        if name:
            yield Hit(span=script.span(leak.start, leak.end), note=_note(script, leak, name), provider=provider(name))


def _note(script: ShellDocument, leak: Leak, name: str) -> str:
    program = script.fragment.text[leak.start : leak.end].split(maxsplit=1)[0]
    place, why = _NOTEBOOK if "notebook" in script.fragment.traits else _LOG
    how = _HOW[leak.kind].format(program=program, name=name, place=place)
    return f"{how[0].upper()}{how[1:]}. {why}. {_INSTEAD[leak.kind].format(name=name)}."
