"""Notebook servers that let anybody in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from quantum_lint.knowledge import Knowledge
from quantum_lint.model.fragment import Document
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options
from quantum_lint.model.span import Span
from quantum_lint.parse.json import JsonDocument
from quantum_lint.parse.python import PythonDocument
from quantum_lint.parse.shell import ShellDocument
from quantum_lint.parse.shell_command import Command, base_name

_CLASSES = r"(?:ServerApp|NotebookApp|LabApp|IdentityProvider|PasswordIdentityProvider|SingleUserNotebookApp)"
_OPTION = re.compile(rf"--(?:{_CLASSES}\.)?(token|password|hashed_password|ip|certfile)(?:=(.*))?", re.DOTALL)
_TRAIT = re.compile(rf"(?:c|config)\.{_CLASSES}\.(token|password|hashed_password|ip|certfile)")
#: To evaluate a text costs a hundred times the search for what is configured.
_CLASS = re.compile(_CLASSES)
_SERVERS = re.compile(
    r"jupyter(?:-?(?:lab|notebook|server|nbclassic))?|jupyterlab|notebook|start-(?:notebook|singleuser)(?:\.\w+)?"
)
_CONTAINERS = frozenset(("docker", "podman", "nerdctl", "singularity", "apptainer"))
_EVERYWHERE = frozenset(("*", "0.0.0.0", "::", "0"))  # noqa: S104 - compared with, not bound to

#: In a container only published ports are reached, and where a reader types a command is not known.
_SHELTERED = frozenset(("container", "documentation"))


class _Given(NamedTuple):
    """A setting of the server: `token`, `ip`, ..., its value without quotes, and where it is written."""

    name: str
    value: str
    span: Span


def check(document: Document, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Each start of a server, and each configuration, is judged as a whole."""
    if isinstance(document, ShellDocument):
        contained = not _SHELTERED.isdisjoint(document.fragment.traits)
        for command in document.commands():
            if any(_SERVERS.fullmatch(base_name(word.text)) for word in command.words):
                yield from _judge(list(_options(document, command)), contained or command.program in _CONTAINERS)
    elif isinstance(document, PythonDocument):
        yield from _judge(list(_assigned(document, knowledge)), contained=False)
    elif isinstance(document, JsonDocument):
        yield from _judge(list(_configured(document)), contained=False)


def _judge(given: list[_Given], contained: bool) -> Iterator[Hit]:
    """No token and no password is open. Every address is, too, unless something closes it or a container is around."""
    guards = [each for each in given if each.value and each.name in ("token", "password", "hashed_password")]
    tokens = [each for each in given if each.name == "token" and not each.value]
    wide = [each for each in given if each.name == "ip" and each.value in _EVERYWHERE]
    locked = guards or any(each.name == "certfile" and each.value for each in given)
    if tokens and not guards:
        where = f" and listens on every address ({wide[-1].value})" if wide else ""
        yield Hit(
            tokens[-1].span,
            f"Jupyter asks for no token{where}: whoever reaches the port runs code as this user, with the credentials "
            "it can read. Leave the option out, so that each start makes a new token, or set a hashed password with "
            "`jupyter server password`.",
        )
    elif wide and not contained and not locked:
        yield Hit(
            wide[-1].span,
            f"Jupyter listens on every address ({wide[-1].value}), so the whole network can try its token, over "
            "unencrypted HTTP. Listen on 127.0.0.1 and come in by `ssh -L 8888:localhost:8888`, or put a proxy with "
            "TLS and a login before it.",
            severity="medium",
        )


def _options(document: ShellDocument, command: Command) -> Iterator[_Given]:
    words = command.words
    for index, word in enumerate(words):
        option = _OPTION.fullmatch(word.text)
        if option is None:
            continue
        value = option[2]
        if value is None:
            following = words[index + 1] if index + 1 < len(words) else None
            if following is None or following.text.startswith("-"):
                continue
            value = following.text
        yield _Given(option[1], value.strip("'\""), document.span(word.start, word.end))


def _assigned(document: PythonDocument, knowledge: Knowledge) -> Iterator[_Given]:
    from quantum_lint.evaluate.values import constant

    if not _CLASS.search(document.fragment.text):
        return
    for assignment in document.evaluation(knowledge).assignments:
        trait = _TRAIT.fullmatch(assignment.target)
        value = constant(assignment.value, str) if trait else None
        if trait:
            yield _Given(trait[1], "..." if value is None else value, assignment.span)


def _configured(document: JsonDocument) -> Iterator[_Given]:
    if not _CLASS.search(document.fragment.text):
        return
    for setting in document.settings():
        trait = _TRAIT.fullmatch("c." + ".".join(setting.path[-2:]))
        if trait:
            yield _Given(trait[1], setting.value, document.span(setting.key_start, setting.key_end))
