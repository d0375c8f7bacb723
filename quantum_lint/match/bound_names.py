"""Names bound to texts, in whatever language: settings of data files, shell, and environment variables in Python."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from quantum_lint.knowledge import Knowledge
from quantum_lint.model import lazy
from quantum_lint.model.fragment import Document
from quantum_lint.model.named import NamedTuple
from quantum_lint.model.span import Span

if TYPE_CHECKING:
    from quantum_lint.model.setting import Setting

#: `NAME=value` at the start of a value or after a blank or a comma: what lists of variables are made of.
_PAIR = lazy.pattern(
    r"""(?:^|[\s,;])["']?([A-Za-z_][A-Za-z0-9_]*)["']?=(?:"([^"\n]*)"|'([^'\n]*)'|([^\s"'][^\n"']*?)(?=["']?(?:[\s,;]|$)))"""
)
_ASSIGNED = lazy.pattern(r"[\"']?([A-Za-z_][A-Za-z0-9_]*)[\"']?=(.*)", re.DOTALL)
_NAME = lazy.pattern(r"[A-Za-z_][A-Za-z0-9_]*")
_ENTRY = lazy.pattern(r"os\.environ\[['\"](\w+)['\"]\]")
#: Calls that give a name a value, by the position of the name; the value follows.
_SETTERS = {
    "os.putenv": 0,
    "os.environ.setdefault": 0,
    "os.environ.__setitem__": 0,
    "dotenv.set_key": 1,
    "streamlit.secrets.setdefault": 0,
}
_SETTING_METHODS = frozenset(("setenv", "set_env", "add_env", "add_environment_variable"))
#: Keys of a pair whose name is a value too: `{name: NAME, value: ...}`; and what says whose the pairs beside it are.
_NAMING = ("name", "key", "variable", "description")
_OWNING = ("name", "provider", "vendor", "service", "type", "url", "base_url", "endpoint", "host", "server", "machine")
#: Dictionaries nested deeper hold no configuration.
_DEEPEST = 8


class BoundName(NamedTuple):
    """`name` is bound to `value`, whose bytes are at `spans` (several where a text was put together).

    `path` leads to the name with dots between, in a document that nests; otherwise it is the name. `beside` are the
    values in the same mapping that may say whose it is: its `name`, its `provider`, its `url`. `encoded` is set where
    the value is written in base64.
    """

    name: str
    value: str
    spans: tuple[Span, ...]
    path: str
    beside: tuple[str, ...] = ()
    encoded: bool = False


def _any(name: str) -> bool:
    return True


def bound_names(document: Document, knowledge: Knowledge, wanted: Callable[[str], bool] = _any) -> Iterator[BoundName]:
    """Every name of the document that is bound to a text; of settings only the names that are `wanted`."""
    if hasattr(document, "settings"):
        yield from _settings(document, list(document.settings()), wanted)
    if hasattr(document, "commands"):
        for command in document.commands():
            yield from _magic(document, command.words)
    if hasattr(document, "evaluation"):
        yield from _python(document.evaluation(knowledge))


def _settings(document: Document, settings: Sequence[Setting], wanted: Callable[[str], bool]) -> Iterator[BoundName]:
    siblings: dict[tuple[str, ...], dict[str, str]] = {}
    for each in settings:
        if each.key in _NAMING or each.key in _OWNING:
            siblings.setdefault(each.path[:-1], {})[each.key] = each.value
    in_secret = any(each.path == ("kind",) and each.value == "Secret" for each in settings)
    for each in settings:
        decoded = _decoded(each.value) if in_secret and each.path[0] == "data" else None
        if decoded:
            yield _bound(document, each, each.key, each.value)._replace(value=decoded, encoded=True)
            continue
        known = siblings.get(each.path[:-1], {})
        if wanted(each.key):
            owners = tuple(known[key] for key in _OWNING if key in known)
            yield _bound(document, each, each.key, each.value)._replace(beside=owners)
        for pair in _PAIR.finditer(each.value) if len(each.path) > 1 else ():
            yield _part(document, each, pair)
        if each.key == "value":
            names = (known[key] for key in _NAMING if key in known)
            yield from (_bound(document, each, name, each.value) for name in names if wanted(name))
        if each.key in ("value", "default") and len(each.path) > 2 and wanted(each.path[-2]):
            yield _bound(document, each, each.path[-2], each.value)


def _bound(document: Document, setting: Setting, name: str, value: str) -> BoundName:
    """The value is the last part of what is written; where escapes changed its length all of it is marked."""
    start, end = setting.value_start, setting.value_end
    if end - start == len(setting.value):
        start = end - len(value)
    return BoundName(name, value, (document.span(start, end),), ".".join(setting.path))


def _decoded(value: str) -> str | None:
    """What a value of a Kubernetes Secret stands for."""
    import base64
    import binascii

    try:
        return base64.b64decode(value, validate=True).decode().strip()
    except (binascii.Error, ValueError):
        return None


def _part(document: Document, setting: Setting, pair: re.Match[str]) -> BoundName:
    """One of the pairs that a value is made of: `NAME=value`, or several of them with blanks or commas between."""
    group = next(number for number in (2, 3, 4) if pair[number] is not None)
    start, end = setting.value_start, setting.value_end
    if end - start == len(setting.value):
        first = start + pair.start(group)
    else:
        first = document.fragment.text.find(pair[group], start, end)
    place = (first, first + len(pair[group])) if first >= 0 else (start, end)
    return BoundName(pair[1], pair[group], (document.span(*place),), ".".join(setting.path))


def _magic(document: Document, words: Sequence[Any]) -> Iterator[BoundName]:
    """IPython's `%env NAME value` and `%set_env NAME=value`, whose sign the notebook has taken off."""
    name = words[0].text if words else ""
    if name == "env" and len(words) == 3 and _NAME.fullmatch(words[1].text):
        yield BoundName(words[1].text, words[2].text, (document.span(words[2].start, words[2].end),), words[1].text)
    pair = _ASSIGNED.fullmatch(words[1].text) if name == "set_env" and len(words) == 2 else None
    if pair:
        span = document.span(max(words[1].end - len(pair[2]), words[1].start), words[1].end)
        yield BoundName(pair[1], pair[2], (span,), pair[1])


def _python(evaluation: Any) -> Iterator[BoundName]:
    from quantum_lint.evaluate.values import constants

    for assignment in evaluation.assignments:
        entry = _ENTRY.fullmatch(assignment.target)
        name = entry[1] if entry else assignment.key
        yield from _texts(name, constants(assignment.value))
        yield from _entries(assignment.value, (name,))
    for call in evaluation.calls:
        yield from _set(call)
        for argument in call.arguments:
            if call.callee == "os.environ.update" and argument.name:
                yield from _texts(argument.name, constants(argument.value))
            yield from _entries(argument.value, (argument.name or "",))


def _set(call: Any) -> Iterator[BoundName]:
    """`os.environ.setdefault("NAME", "value")` and its relatives."""
    from quantum_lint.evaluate.values import constants

    first = _SETTERS.get(call.callee)
    if first is None and call.callee.rpartition(".")[2] in _SETTING_METHODS:
        first = 0
    given = {each.position: each.value for each in call.arguments}
    if first is not None and first in given and first + 1 in given:
        for name in constants(given[first]):
            if isinstance(name.value, str):
                yield from _texts(name.value, constants(given[first + 1]))


def _entries(value: Any, path: tuple[str, ...]) -> Iterator[BoundName]:
    """The names in a dictionary, and in those inside it."""
    from quantum_lint.evaluate.values import DictValue, constants

    if not isinstance(value, DictValue) or len(path) > _DEEPEST:
        return
    for key, item in value.items:
        for name in constants(key):
            if isinstance(name.value, str):
                inner = (*path, name.value)
                yield from (each._replace(path=".".join(inner)) for each in _texts(name.value, constants(item)))
                yield from _entries(item, inner)


def _texts(name: str, values: Any) -> Iterator[BoundName]:
    for value in values:
        text = value.value.decode("latin-1") if isinstance(value.value, bytes) else value.value
        if isinstance(text, str) and value.origins:
            yield BoundName(name, text, value.origins, name)
