"""What plain functions of numbers give, where the numbers are known: roots, logarithms, rounding."""

from __future__ import annotations

import ast
import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from quantum_lint.evaluate import operators
from quantum_lint.evaluate.calls import Argument
from quantum_lint.evaluate.values import Known, Value

if TYPE_CHECKING:
    from quantum_lint.evaluate.machine import Machine

Arguments = tuple[Argument, ...]
Model = Callable[["Machine", Arguments, "Value | None"], "Value | None"]

#: Numbers with more digits than this are not worked with.
_MOST = 10**100
_ROUNDING: dict[str, Callable[..., float]] = {"ceil": math.ceil, "floor": math.floor, "trunc": math.trunc}
_SMOOTH: dict[str, Callable[..., float]] = {
    "sqrt": math.sqrt,
    "log": math.log,
    "log2": math.log2,
    "log10": math.log10,
    "exp": math.exp,
}
_WHOLE = ("int8", "int16", "int32", "int64", "intp", "uint8", "uint16", "uint32", "uint64")


def _of_numbers(function: Callable[..., Any]) -> Model:
    """A function of one or two numbers; nothing where one of them is not known or out of bounds."""

    def model(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
        numbers = [each.value for each in arguments if each.position is not None]
        if not 0 < len(numbers) == len(arguments) < 3 or not all(map(_is_number, numbers)):
            return None
        given = [number for number in numbers if isinstance(number, Known)]
        try:
            return Known(function(*(number.value for number in given)), given[0].sources)
        except operators.FAILURES:
            return None

    return model


def _is_number(value: Value) -> bool:
    return isinstance(value, Known) and isinstance(value.value, (int, float)) and abs(value.value) < _MOST


def _power(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    numbers = [each.value for each in arguments if isinstance(each.value, Known)]
    if len(numbers) != 2 or len(arguments) != 2:
        return None
    return operators.binary(ast.Pow, numbers[0], numbers[1], machine.limits)


MODELS: dict[str, Model] = {
    **{f"math.{name}": _of_numbers(function) for name, function in {**_ROUNDING, **_SMOOTH}.items()},
    **{f"numpy.{name}": _of_numbers(function) for name, function in {**_ROUNDING, **_SMOOTH}.items()},
    **dict.fromkeys((f"numpy.{name}" for name in _WHOLE), _of_numbers(int)),
    **dict.fromkeys(("numpy.float32", "numpy.float64"), _of_numbers(float)),
    **dict.fromkeys(("round", "numpy.round", "numpy.rint"), _of_numbers(round)),
    **dict.fromkeys(("abs", "math.fabs", "numpy.abs"), _of_numbers(abs)),
    **dict.fromkeys(("pow", "math.pow", "numpy.power"), _power),
}
