"""Expressions of a GitHub workflow worked out as far as their values are known; of the rest, what it may be.

The language: https://docs.github.com/en/actions/reference/workflows-and-actions/expressions
"""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable, Mapping
from enum import Enum
from functools import lru_cache
from typing import Any, NamedTuple

from quantum_lint.model import lazy
from quantum_lint.parse.workflow_expression import path_of

_TOKEN = lazy.pattern(
    r"""\s*(?:(?P<text>'(?:[^']|'')*')
    |(?P<number>-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)(?![\w.])
    |(?P<path>[A-Za-z_][\w-]*(?:\s*\.\s*[\w*-]+|\s*\[\s*(?:'[^']*'|\d+|\*)\s*\])*)
    |(?P<sign>&&|\|\||[=!<>]=|[<>!(),]))""",
    re.VERBOSE,
)
_FIELD = lazy.pattern(r"\{\{|\}\}|\{(\d{1,3})\}")
_WORDS = {"true": True, "false": False, "null": None}
#: Deeper nested ones are left alone.
_DEEPEST = 50


class Unknown(Enum):
    """A value that is not known; of some it is known what they count as in a condition."""

    MAYBE = "true or false"
    SOMETHING = "true"
    NOTHING = "false"


Value = str | float | bool | list["Value"] | dict[str, "Value"] | Unknown | None
#: What stands for a dotted path, in small letters.
Known = Callable[[str], Value]
_Part = Callable[[Known], Value]
_ORDERS: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip


class _UnreadableError(Exception):
    """Written in a way that is not known here."""


def holds(source: str, known: Known) -> bool | None:
    """Whether an expression without its braces is true; None where values that are not known decide."""
    part = _read(source)
    return truth(part(known)) if part else None


def inside(value: Mapping[str, Value], path: list[str]) -> Value:
    """What stands at a path below a value; null where nothing does."""
    found: Value = dict(value)
    for name in path:
        if name == "*" or isinstance(found, list):
            return Unknown.MAYBE
        found = found.get(name) if isinstance(found, dict) else None
    return found


def truth(value: Value) -> bool | None:
    """What a value counts as in a condition; None where either may be."""
    if isinstance(value, Unknown):
        return {Unknown.SOMETHING: True, Unknown.NOTHING: False}.get(value)
    return isinstance(value, list | dict) or bool(value)


@lru_cache(maxsize=512)
def _read(source: str) -> _Part | None:
    """What works the expression out; None for one that cannot be read."""
    try:
        reader = _Reader(source)
        part = reader.either()
        return part if reader.at_end else None
    except _UnreadableError:
        return None


class _Reader:
    """Reads an expression once; what it makes can be asked with different values."""

    def __init__(self, source: str) -> None:
        self._source = source.strip()
        self._at = 0
        self._depth = 0

    @property
    def at_end(self) -> bool:
        """Whether nothing is left to read."""
        return self._at == len(self._source)

    def either(self) -> _Part:
        """Parts that `||` joins."""
        part = self._both()
        while self._takes("||"):
            part = _joined(part, self._both(), _or)
        return part

    def _both(self) -> _Part:
        part = self._compared()
        while self._takes("&&"):
            part = _joined(part, self._compared(), _and)
        return part

    def _compared(self) -> _Part:
        part = self._single()
        while sign := self._takes("==", "!=", *_ORDERS):
            part = _joined(part, self._single(), _COMPARISONS[sign])
        return part

    def _single(self) -> _Part:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _UnreadableError
        part = self._negated() if self._takes("!") else self._bracketed() if self._takes("(") else self._plain()
        self._depth -= 1
        return part

    def _negated(self) -> _Part:
        part = self._single()
        return lambda known: _not(part(known))

    def _bracketed(self) -> _Part:
        part = self.either()
        self._wants(")")
        return part

    def _plain(self) -> _Part:
        found = self._next()
        if found["path"]:
            return self._called(found["path"].lower()) if self._takes("(") else _looked_up(path_of(found["path"]))
        if not found["text"] and not found["number"]:
            raise _UnreadableError
        value = found["text"][1:-1].replace("''", "'") if found["text"] else float(found["number"])
        return lambda _known: value

    def _called(self, name: str) -> _Part:
        arguments: list[_Part] = []
        while not self._takes(")"):
            if arguments:
                self._wants(",")
            arguments.append(self.either())
        function = _FUNCTIONS.get(name)
        if function is None or not function.least <= len(arguments) <= function.most:
            return lambda _known: Unknown.MAYBE
        return lambda known: _of_known(function.work, [each(known) for each in arguments])

    def _next(self) -> re.Match[str]:
        found = _TOKEN.match(self._source, self._at)
        if found is None:
            raise _UnreadableError
        self._at = found.end()
        return found

    def _takes(self, *signs: str) -> str | None:
        found = _TOKEN.match(self._source, self._at)
        if found is None or found["sign"] not in signs:
            return None
        self._at = found.end()
        return found["sign"]

    def _wants(self, sign: str) -> None:
        if not self._takes(sign):
            raise _UnreadableError


def _looked_up(path: str) -> _Part:
    return (lambda _known: _WORDS[path]) if path in _WORDS else (lambda known: known(path))


def _joined(left: _Part, right: _Part, joint: Callable[[Value, Value], Value]) -> _Part:
    return lambda known: joint(left(known), right(known))


def _or(left: Value, right: Value) -> Value:
    first = truth(left)
    if first is not None:
        return left if first else right
    return Unknown.SOMETHING if truth(right) else Unknown.MAYBE


def _and(left: Value, right: Value) -> Value:
    first = truth(left)
    if first is not None:
        return right if first else left
    return Unknown.NOTHING if truth(right) is False else Unknown.MAYBE


def _not(value: Value) -> Value:
    found = truth(value)
    return Unknown.MAYBE if found is None else not found


def _certain(test: Callable[[Value, Value], bool]) -> Callable[[Value, Value], Value]:
    """The same of two values of which one may be unknown."""
    return lambda left, right: (
        Unknown.MAYBE if isinstance(left, Unknown) or isinstance(right, Unknown) else test(left, right)
    )


def _equal(left: Value, right: Value) -> bool:
    """Texts without regard to case; values of different types as numbers; lists and objects never."""
    if isinstance(left, str) and isinstance(right, str):
        return left.lower() == right.lower()
    return _number(left) == _number(right)


def _ordered(compare: Callable[[Any, Any], bool]) -> Callable[[Value, Value], bool]:
    def test(left: Value, right: Value) -> bool:
        texts = isinstance(left, str) and isinstance(right, str)
        return compare(str(left).lower(), str(right).lower()) if texts else compare(_number(left), _number(right))

    return test


def _number(value: Value) -> float:
    if isinstance(value, list | dict | Unknown):
        return math.nan
    try:
        return float(value or 0)
    except ValueError:
        return math.nan


def _text(value: Value) -> str:
    if isinstance(value, float):
        return f"{value:g}"
    return "" if value is None else str(value).lower()


def _contains(left: Value, right: Value) -> bool:
    if isinstance(left, list):
        return any(_equal(each, right) for each in left)
    return _text(right) in _text(left)


_COMPARISONS = {
    "==": _certain(_equal),
    "!=": _certain(lambda left, right: not _equal(left, right)),
    **{sign: _certain(_ordered(compare)) for sign, compare in _ORDERS.items()},
}


def _of_known(work: Callable[..., Value], values: list[Value]) -> Value:
    """What a function makes of values; nothing is known of what it makes of one that is not."""
    return Unknown.MAYBE if any(isinstance(each, Unknown) for each in values) else work(*values)


def _from_json(value: Value) -> Value:
    """The value that a text writes down; the host fails where it is none."""
    import json

    try:
        return _converted(json.loads(str(value))) if isinstance(value, str) else value
    except (ValueError, OverflowError, RecursionError):
        return Unknown.MAYBE


def _converted(value: Any) -> Value:
    """A value of JSON as one of the language, whose numbers are all of one kind."""
    if isinstance(value, list):
        return [_converted(each) for each in value]
    if isinstance(value, dict):
        return {key.lower(): _converted(each) for key, each in value.items()}
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _formatted(pattern: Value, *values: Value) -> Value:
    """`format('{0} of {1}', 1, 2)`; two braces are one."""

    def filled(match: re.Match[str]) -> str:
        return _text(values[int(match[1])]) if match[1] else match[0][0]

    try:
        return _FIELD.sub(filled, _text(pattern))
    except IndexError:
        return Unknown.MAYBE


class _Function(NamedTuple):
    """A function of the language that takes from `least` to `most` values."""

    least: int
    most: int
    work: Callable[..., Value]


_FUNCTIONS = {
    "contains": _Function(2, 2, _contains),
    "endswith": _Function(2, 2, lambda left, right: _text(left).endswith(_text(right))),
    "format": _Function(1, 100, _formatted),
    "fromjson": _Function(1, 1, _from_json),
    "startswith": _Function(2, 2, lambda left, right: _text(left).startswith(_text(right))),
}
