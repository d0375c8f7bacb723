"""What an image that is built, or a container that is set up, holds of quantum software and of credentials."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint import parse
from quantum_lint.knowledge import Knowledge
from quantum_lint.match.dependencies import dependencies
from quantum_lint.model import lazy
from quantum_lint.model.fragment import Document
from quantum_lint.parse.shell import ShellDocument
from quantum_lint.parse.workflow_credential import meaning

_NAME = lazy.pattern(r"\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b")
#: Commands that install what files of the project ask for.
_PROJECT = lazy.pattern(
    r"(?:uv|poetry|pdm|pipenv|pixi)\s(?:sync|install)\b(?!\s+[\w])"
    r"|\b(?:conda|mamba|micromamba)\s+(?:env\s+)?(?:create|update)\b.*\s(?:-f|--file)\b"
    r"|\bpip[\d.]*\s+install\b.*\s(?:-r|--requirement|-e|--editable|\.(?=[\[/\s]|$))"
)


def quantum_contents(document: Document, knowledge: Knowledge) -> str:
    """How the image comes near hardware: what it installs, or which credential it names; empty if nothing says so."""
    package = installed(document, knowledge)
    if package:
        return f"installs `{package}`"
    credential = named_credential(document.fragment.text, knowledge)
    return f"names {credential}" if credential else ""


def installed(document: Document, knowledge: Knowledge) -> str:
    """The first quantum package that the commands in the document install, by name or with the project; or nothing."""
    for script in _scripts(document):
        for dependency in dependencies(script, knowledge):
            if dependency.name in knowledge.packages:
                return dependency.name
    if any(_installs_project(script) for script in _scripts(document)):
        declared = document.declared(frozenset(knowledge.packages))
        return declared[0].package if declared else ""
    return ""


def named_credential(text: str, knowledge: Knowledge) -> str:
    """The first variable in the text that holds a provider's credential, for people; empty if there is none."""
    for name in dict.fromkeys(_NAME.findall(text)):
        meant = meaning(name, knowledge)
        if meant and meant.fits(text.lower()):
            return f"`{name}` ({knowledge.providers[meant.provider].title})"
    return ""


def _scripts(document: Document) -> Iterator[ShellDocument]:
    parsed = (parse.document(fragment) for fragment in document.fragments() if fragment.language == "shell")
    return (script for script in parsed if isinstance(script, ShellDocument))


def _installs_project(script: ShellDocument) -> bool:
    return any(_PROJECT.search(" ".join(word.text for word in command.words)) for command in script.commands())
