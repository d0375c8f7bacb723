"""Models of the methods of strings, lists, sets and dictionaries."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from quantum_lint.evaluate import operators
from quantum_lint.evaluate.access import COPIED
from quantum_lint.evaluate.calls import Argument
from quantum_lint.evaluate.text import concatenate
from quantum_lint.evaluate.values import (
    INEXACT,
    ITEMS,
    NOTHING,
    UNKNOWN_ITEM,
    DictValue,
    Environment,
    Known,
    ListValue,
    Text,
    Unknown,
    Value,
    constant,
    join,
)

if TYPE_CHECKING:
    from quantum_lint.evaluate.machine import Machine

Arguments = tuple[Argument, ...]
Model = Callable[["Machine", Arguments, "Value | None"], "Value | None"]

#: Methods of strings that tell something of the text and give none of it back.
_ANSWERS = frozenset(
    ("count", "endswith", "find", "index", "isalnum", "isalpha", "isdigit", "islower", "isspace", "isupper", "rfind",
     "startswith")
)  # fmt: skip
_ANSWER = Unknown("what a text tells of itself")
_FIELD = re.compile(r"\{\{|\}\}|\{(\w*)(?:![rsa])?(?::([^{}]*))?\}")


def textual(value: Value) -> bool:
    """Whether the value can be a piece of a string."""
    return not isinstance(value, Known) or isinstance(value.value, str)


def _string_method(name: str) -> Model:
    def model(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
        values = tuple(argument.value for argument in arguments if argument.position is not None)
        if isinstance(receiver, Known) and all(isinstance(value, Known) for value in values):
            return operators.method(name, receiver, values, machine.limits)  # type: ignore[arg-type]
        if not isinstance(receiver, (Environment, Text)):
            return None
        return _ANSWER if name in _ANSWERS or _hiding(name, values) else receiver

    return model


def _hiding(name: str, values: tuple[Value, ...]) -> bool:
    """Whether a method takes something unknown out of a text: `message.replace(token, "***")`."""
    return name == "replace" and bool(values) and not isinstance(values[0], Known)


def _join(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    listed = arguments[0].value if arguments else None
    if not isinstance(receiver, Known) or not isinstance(listed, ListValue) or not listed.exact:
        return None
    pieces: list[Value] = []
    for item in listed.items:
        pieces.extend((receiver, item) if pieces else (item,))
    return concatenate(machine, pieces) if all(textual(piece) for piece in pieces) else None


def _split(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    separator = constant(arguments[0].value, str) if arguments else None
    if not isinstance(receiver, Known) or not isinstance(receiver.value, str) or (arguments and not separator):
        return None
    parts = receiver.value.split(separator, machine.limits.container)
    return ListValue([Known(part, receiver.sources) for part in parts])


def _format(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    if not isinstance(receiver, Known) or not isinstance(receiver.value, str):
        return None
    pieces: list[Value] = []
    end, automatic = 0, 0
    for match in _FIELD.finditer(receiver.value):
        pieces.append(Known(receiver.value[end : match.start()], receiver.sources))
        end = match.end()
        if match[0] in ("{{", "}}"):
            pieces.append(Known(match[0][0], receiver.sources))
            continue
        name = match[1] or str(automatic)
        automatic += not match[1]
        pieces.append(_field(arguments, name, match[2] or ""))
    pieces.append(Known(receiver.value[end:], receiver.sources))
    return concatenate(machine, pieces)


def _field(arguments: Arguments, name: str, specification: str) -> Value:
    for argument in arguments:
        if argument.name == name or (name.isdecimal() and argument.position == int(name[:4])):
            if isinstance(argument.value, Known):
                return operators.formatted(argument.value, -1, specification) or UNKNOWN_ITEM
            return argument.value
    return UNKNOWN_ITEM


def _append(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    if isinstance(receiver, ListValue) and arguments:
        extend(machine, receiver, (*receiver.items, arguments[-1].value))
    return NOTHING


def _extend(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    added = arguments[0].value if arguments else None
    if isinstance(receiver, ListValue) and isinstance(added, ListValue):
        extend(machine, receiver, receiver.items + added.items)
    elif isinstance(receiver, ListValue):
        machine.state.disturb(receiver.contents)
    return NOTHING


def extend(machine: Machine, receiver: ListValue, items: tuple[Value, ...]) -> None:
    """Set the items of a list that has grown, unless it has grown too large."""
    if len(items) <= machine.limits.container:
        machine.steps -= len(items) // COPIED
        machine.state.bind(receiver.contents, ITEMS, items)
    else:
        machine.state.disturb(receiver.contents)


def _pop(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    if not isinstance(receiver, ListValue) or not receiver.items:
        return UNKNOWN_ITEM
    at = constant(arguments[0].value, int) if arguments else -1
    if at is None or not -len(receiver.items) <= at < len(receiver.items):
        machine.state.disturb(receiver.contents)
        return UNKNOWN_ITEM
    items = list(receiver.items)
    item = items.pop(at)
    machine.state.bind(receiver.contents, ITEMS, tuple(items))
    return item


def _disturb(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    if isinstance(receiver, (ListValue, DictValue)):
        machine.state.disturb(receiver.contents)
    return NOTHING


def _reorder(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    if isinstance(receiver, ListValue):
        machine.state.bind(receiver.contents, ITEMS, (UNKNOWN_ITEM,) * len(receiver.items))
    return NOTHING


def _get(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    if not isinstance(receiver, DictValue) or not arguments:
        return None
    key = arguments[0].value
    default = arguments[1].value if len(arguments) > 1 else NOTHING
    if not isinstance(key, Known):
        held = tuple(value for _, value in receiver.items)
        return join(*held, default) if len(held) < 8 else UNKNOWN_ITEM
    held_value = receiver.get(key.value)
    if held_value is not None:
        return held_value
    return default if receiver.exact and all(isinstance(known, Known) for known, _ in receiver.items) else UNKNOWN_ITEM


def _set_default(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    if not isinstance(receiver, DictValue) or len(arguments) < 2 or not isinstance(arguments[0].value, Known):
        return None
    held = receiver.get(arguments[0].value.value)
    if held is not None:
        return held
    pair = (arguments[0].value, arguments[1].value)
    machine.state.bind(receiver.contents, ITEMS, (*receiver.items, pair))
    return arguments[1].value


def _update(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    if not isinstance(receiver, DictValue):
        return None
    added: list[tuple[Value, Value]] = []
    for argument in arguments:
        if argument.name is not None:
            added.append((Known(argument.name), argument.value))
        elif isinstance(argument.value, DictValue):
            added.extend(argument.value.items)
        else:
            machine.state.disturb(receiver.contents)
    kept = [pair for pair in receiver.items if not any(pair[0] == key for key, _ in added)]
    if len(kept) + len(added) <= machine.limits.container:
        machine.state.bind(receiver.contents, ITEMS, (*kept, *added))
    return NOTHING


def _view(choose: Callable[[tuple[Value, Value]], Value]) -> Model:
    def model(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
        if not isinstance(receiver, DictValue):
            return None
        listed = ListValue([choose(pair) for pair in receiver.items])
        if not receiver.exact:
            listed.contents[INEXACT] = True
        return listed

    return model


def _copy(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    if isinstance(receiver, ListValue):
        return ListValue(receiver.items, receiver.kind)
    return DictValue(receiver.items) if isinstance(receiver, DictValue) else None


MODELS: dict[str, Model] = {
    **{f"str.{name}": _string_method(name) for name in operators.STRING_METHODS},
    "bytes.decode": _string_method("decode"),
    "bytes.hex": _string_method("hex"),
    "bytes.strip": _string_method("strip"),
    "str.join": _join,
    "str.split": _split,
    "str.format": _format,
    "list.append": _append,
    "set.add": _append,
    "list.extend": _extend,
    "set.update": _extend,
    "list.insert": _append,
    "list.pop": _pop,
    "list.remove": _disturb,
    "list.clear": _disturb,
    "set.discard": _disturb,
    "list.sort": _reorder,
    "list.reverse": _reorder,
    "list.copy": _copy,
    "list.__iter__": _copy,
    "dict.copy": _copy,
    "dict.get": _get,
    "dict.pop": _get,
    "dict.setdefault": _set_default,
    "dict.update": _update,
    "dict.keys": _view(lambda pair: pair[0]),
    "dict.__iter__": _view(lambda pair: pair[0]),
    "dict.values": _view(lambda pair: pair[1]),
    "dict.items": _view(lambda pair: ListValue(pair, "tuple")),
}
