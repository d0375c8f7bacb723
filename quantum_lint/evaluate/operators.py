"""Operators and pure methods on constants, within limits of size."""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from quantum_lint.evaluate.budget import Limits
from quantum_lint.evaluate.values import Known, Unknown, Value

#: What an operation on constants may raise; the result is then unknown.
FAILURES = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
_TOO_LARGE = Unknown("the value would be too large")
_UNDEFINED = Unknown("the operation fails on these values")

_BINARY: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Pow: operator.pow,
    ast.LShift: operator.lshift,
    ast.RShift: operator.rshift,
    ast.BitOr: operator.or_,
    ast.BitAnd: operator.and_,
    ast.BitXor: operator.xor,
}
_UNARY: dict[type[ast.unaryop], Callable[[Any], Any]] = {
    ast.UAdd: operator.pos,
    ast.USub: operator.neg,
    ast.Invert: operator.invert,
    ast.Not: operator.not_,
}
_COMPARE: dict[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Is: operator.is_,
    ast.IsNot: operator.is_not,
    ast.In: lambda left, right: left in right,
    ast.NotIn: lambda left, right: left not in right,
}
#: `!r`, `!s` and `!a`, by the number the syntax tree gives them.
_CONVERSIONS: dict[int, Callable[[Any], str]] = {114: repr, 115: str, 97: ascii}
#: A width or precision of more than three digits in a format string asks for a string of that many characters.
_WIDE = re.compile(r"\d{4}|\*")


def binary(kind: type[ast.operator], left: Known, right: Known, limits: Limits) -> Value:
    """The result of an operator on two constants."""
    if kind not in _BINARY:
        return _UNDEFINED
    if not _fits(kind, left.value, right.value, limits):
        return _TOO_LARGE
    return _result(_BINARY[kind], (left.value, right.value), left.sources + right.sources)


def unary(kind: type[ast.unaryop], operand: Known) -> Value:
    """The result of an operator on one constant."""
    return _result(_UNARY[kind], (operand.value,), operand.sources)


def compare(kind: type[ast.cmpop], left: Known, right: Known) -> Value:
    """Whether a comparison of two constants holds."""
    return _result(_COMPARE[kind], (left.value, right.value), ())


def method(name: str, subject: Known, arguments: tuple[Known, ...], limits: Limits) -> Value:
    """The result of a pure method of a string or bytes constant."""
    values = [argument.value for argument in arguments]
    functions = _METHODS.get(type(subject.value), {})
    if name not in functions:
        return Unknown(f"`{name}` is not followed")
    if not _call_fits(name, subject.value, values, limits):
        return _TOO_LARGE
    sources = subject.sources + tuple(source for argument in arguments for source in argument.sources)
    return _result(functions[name], (subject.value, *values), sources)


def formatted(value: Known, conversion: int, specification: str) -> Known | None:
    """What a field of an f-string or of `str.format` shows, if that is safe to work out."""
    if _WIDE.search(specification):
        return None
    convert = _CONVERSIONS.get(conversion)
    try:
        shown = value.value if convert is None else convert(value.value)
        return Known(format(shown, specification), value.sources)
    except FAILURES:
        return None


def _result(function: Callable[..., Any], values: tuple[Any, ...], sources: tuple[Any, ...]) -> Value:
    try:
        result = function(*values)
    except FAILURES:
        return _UNDEFINED
    return Known(result, sources) if isinstance(result, _CONSTANTS) else _UNDEFINED


_CONSTANTS = (str, bytes, int, float, complex, type(None))


def _fits(kind: type[ast.operator], left: Any, right: Any, limits: Limits) -> bool:
    if isinstance(left, int) and isinstance(right, int):
        return _integer_bits(kind, left, right) <= limits.bits
    if kind is ast.Mult and isinstance(left, (str, bytes)) and isinstance(right, int):
        return len(left) * right <= limits.characters
    if kind is ast.Mult and isinstance(right, (str, bytes)) and isinstance(left, int):
        return len(right) * left <= limits.characters
    if kind is ast.Mod and isinstance(left, (str, bytes)):
        return isinstance(left, str) and not _WIDE.search(left)
    if isinstance(left, (str, bytes)) and isinstance(right, (str, bytes)):
        return len(left) + len(right) <= limits.characters
    return True


def _integer_bits(kind: type[ast.operator], left: int, right: int) -> int:
    if kind is ast.Pow:
        return max(left.bit_length(), 1) * max(right, 1)
    if kind is ast.LShift:
        return left.bit_length() + max(right, 0)
    return left.bit_length() + right.bit_length()


def _call_fits(name: str, subject: Any, values: list[Any], limits: Limits) -> bool:
    if name == "replace" and len(values) >= 2 and isinstance(values[1], (str, bytes)):
        return (len(subject) + 1) * (len(values[1]) + 1) <= limits.characters
    if name in ("zfill", "ljust", "rjust", "center"):
        return bool(values) and isinstance(values[0], int) and values[0] <= limits.characters
    return True


#: Methods of strings that need nothing but constants.
STRING_METHODS = [
    "capitalize",
    "casefold",
    "center",
    "count",
    "endswith",
    "find",
    "index",
    "isalnum",
    "isalpha",
    "isdigit",
    "islower",
    "isspace",
    "isupper",
    "ljust",
    "lower",
    "lstrip",
    "removeprefix",
    "removesuffix",
    "replace",
    "rfind",
    "rjust",
    "rstrip",
    "startswith",
    "strip",
    "swapcase",
    "title",
    "upper",
    "zfill",
    "encode",
]
_METHODS: Mapping[type, Mapping[str, Callable[..., Any]]] = {
    str: {name: getattr(str, name) for name in STRING_METHODS},
    bytes: {"decode": bytes.decode, "hex": bytes.hex, "strip": bytes.strip},
    int: {"bit_length": int.bit_length},
}


def fits_power(values: Sequence[Any], limits: Limits) -> bool:
    """Whether a power of two numbers is of a bounded size."""
    return len(values) == 2 and _fits(ast.Pow, values[0], values[1], limits)


def is_wide(specification: str) -> bool:
    """Whether a format string may ask for a string of any length."""
    return _WIDE.search(specification) is not None
