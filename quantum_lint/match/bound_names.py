"""Names bound to texts, in whatever language: settings of data files, shell, and environment variables in Python."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from quantum_lint.knowledge import Knowledge
from quantum_lint.model.fragment import Document
from quantum_lint.model.setting import Setting
from quantum_lint.model.span import Span

_PAIR = re.compile(r"[\"']?([A-Za-z_][A-Za-z0-9_]*)[\"']?=(.*)", re.DOTALL)
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_ENTRY = re.compile(r"os\.environ\[['\"](\w+)['\"]\]")
#: Calls that set an environment variable: name first, value second.
_SETTERS = frozenset({"os.putenv", "os.environ.setdefault", "os.environ.__setitem__", "dotenv.set_key"})


class BoundName(NamedTuple):
    """`name` is bound to `value`, whose bytes are at `spans` (several where a text was put together).

    `path` leads to the name with dots between, in a document that nests; otherwise it is the name.
    """

    name: str
    value: str
    spans: tuple[Span, ...]
    path: str


def bound_names(document: Document, knowledge: Knowledge) -> Iterator[BoundName]:
    """Every name of the document that is bound to a text."""
    if hasattr(document, "settings"):
        yield from _settings(document, list(document.settings()))
    if hasattr(document, "commands"):
        for command in document.commands():
            yield from _magic(document, command.words)
    if hasattr(document, "evaluation"):
        yield from _python(document.evaluation(knowledge))


def _settings(document: Document, settings: Sequence[Setting]) -> Iterator[BoundName]:
    names = {each.path[:-1]: each.value for each in settings if each.key == "name"}
    for each in settings:
        yield _bound(document, each, each.key, each.value)
        pair = _PAIR.fullmatch(each.value)
        if pair and len(each.path) > 1:
            yield _bound(document, each, pair[1], pair[2])
        if each.key == "value" and each.path[:-1] in names:
            yield _bound(document, each, names[each.path[:-1]], each.value)


def _bound(document: Document, setting: Setting, name: str, value: str) -> BoundName:
    """The value is the last part of what is written; where escapes changed its length all of it is marked."""
    start, end = setting.value_start, setting.value_end
    if end - start == len(setting.value):
        start = end - len(value)
    return BoundName(name, value, (document.span(start, end),), ".".join(setting.path))


def _magic(document: Document, words: Sequence[Any]) -> Iterator[BoundName]:
    """IPython's `%env NAME value` and `%set_env NAME=value`, whose sign the notebook has taken off."""
    name = words[0].text if words else ""
    if name == "env" and len(words) == 3 and _NAME.fullmatch(words[1].text):
        yield BoundName(words[1].text, words[2].text, (document.span(words[2].start, words[2].end),), words[1].text)
    pair = _PAIR.fullmatch(words[1].text) if name == "set_env" and len(words) == 2 else None
    if pair:
        span = document.span(max(words[1].end - len(pair[2]), words[1].start), words[1].end)
        yield BoundName(pair[1], pair[2], (span,), pair[1])


def _python(evaluation: Any) -> Iterator[BoundName]:
    from quantum_lint.evaluate.values import constants

    for assignment in evaluation.assignments:
        entry = _ENTRY.fullmatch(assignment.target)
        yield from _texts(entry[1] if entry else assignment.key, constants(assignment.value))
    for call in evaluation.calls:
        if call.callee in _SETTERS and len(call.arguments) >= 2:
            names = [each.value for each in constants(call.arguments[0].value) if isinstance(each.value, str)]
            for name in names:
                yield from _texts(name, constants(call.arguments[1].value))
        for argument in call.arguments:
            yield from _environment(call.callee, argument)


def _environment(callee: str, argument: Any) -> Iterator[BoundName]:
    """`os.environ.update(NAME="value")`, `os.environ.update({...})`, and dictionaries given as `env=`."""
    from quantum_lint.evaluate.values import DictValue, constants

    updates = callee == "os.environ.update"
    if updates and argument.name:
        yield from _texts(argument.name, constants(argument.value))
    if isinstance(argument.value, DictValue) and (updates or argument.name in ("env", "env_vars", "environment")):
        for key, value in argument.value.items:
            for name in constants(key):
                if isinstance(name.value, str):
                    yield from _texts(name.value, constants(value))


def _texts(name: str, values: Any) -> Iterator[BoundName]:
    for value in values:
        if isinstance(value.value, str) and value.origins:
            yield BoundName(name, value.value, value.origins, name)
