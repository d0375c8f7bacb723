"""How Jupyter servers are started and configured: in commands, and in configuration files in Python and JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from quantum_lint.knowledge import Knowledge
from quantum_lint.model import lazy
from quantum_lint.model.fragment import Document
from quantum_lint.model.span import Span
from quantum_lint.parse.json import JsonDocument
from quantum_lint.parse.python import PythonDocument
from quantum_lint.parse.shell import ShellDocument
from quantum_lint.parse.shell_command import Command, Word, base_name

_CLASSES = r"(?:ServerApp|NotebookApp|LabApp|IdentityProvider|PasswordIdentityProvider|SingleUserNotebookApp)"
_OPTION = lazy.pattern(rf"--(?:{_CLASSES}\.)?([a-z][a-z_-]*)(?:=(.*))?", re.DOTALL)
_TRAIT = lazy.pattern(rf"(?:c|config)\.{_CLASSES}\.([a-z_]+)")
#: To evaluate a text costs a hundred times the search for what is configured.
_CLASS = lazy.pattern(_CLASSES)
_SERVERS = lazy.pattern(
    r"jupyter(?:-?(?:lab|notebook|server|nbclassic))?|jupyterlab|notebook|start-(?:notebook|singleuser)(?:\.\w+)?"
)
_CONTAINERS = frozenset(("docker", "podman", "nerdctl", "singularity", "apptainer"))
#: Options that take no word after them.
_FLAGS = frozenset(("allow-root", "no-browser"))


class Given(NamedTuple):
    """A setting of a server: `token`, `allow_root`, ..., its value (None: unknown), and where it is written."""

    name: str
    value: str | None
    span: Span

    @property
    def on(self) -> bool:
        """Whether it is a switch that is set."""
        return self.value is not None and self.value.lower() in ("true", "1")


class Server(NamedTuple):
    """A server and what it is given. `contained`: a container is around it, whose ports are published or not."""

    given: tuple[Given, ...]
    contained: bool = False


def servers(document: Document, knowledge: Knowledge) -> Iterator[Server]:
    """Each start of a server, and each configuration."""
    if isinstance(document, ShellDocument):
        inside = "container" in document.fragment.traits
        for command in document.commands():
            if any(_SERVERS.fullmatch(base_name(word.text)) for word in command.words):
                yield Server(tuple(_options(document, command)), inside or command.program in _CONTAINERS)
    elif not _CLASS.search(document.fragment.text):
        return
    elif isinstance(document, PythonDocument):
        yield Server(tuple(_assigned(document, knowledge)))
    elif isinstance(document, JsonDocument):
        yield Server(tuple(_configured(document)))


def _options(document: ShellDocument, command: Command) -> Iterator[Given]:
    for word, following in zip(command.words, (*command.words[1:], None), strict=True):
        option = _OPTION.fullmatch(word.text)
        value = _value(option, following) if option else None
        if option and value is not None:
            yield Given(option[1].replace("-", "_"), value.strip("'\""), document.span(word.start, word.end))


def _value(option: re.Match[str], following: Word | None) -> str | None:
    """What the option is set to; None for one that stands alone and is no switch."""
    if option[2] is not None:
        return option[2]
    if option[1] in _FLAGS:
        return "True"
    return None if following is None or following.text.startswith("-") else following.text


def _assigned(document: PythonDocument, knowledge: Knowledge) -> Iterator[Given]:
    from quantum_lint.evaluate.values import constant

    for assignment in document.evaluation(knowledge).assignments:
        trait = _TRAIT.fullmatch(assignment.target)
        if trait:
            values = (constant(assignment.value, kind) for kind in (str, bool))
            known = next((value for value in values if value is not None), None)
            yield Given(trait[1], None if known is None else str(known), assignment.span)


def _configured(document: JsonDocument) -> Iterator[Given]:
    for setting in document.settings():
        trait = _TRAIT.fullmatch("c." + ".".join(setting.path[-2:]))
        if trait:
            yield Given(trait[1], setting.value, document.span(setting.key_start, setting.key_end))
