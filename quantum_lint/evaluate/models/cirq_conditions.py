"""Conditions of Cirq under which an operation is done: which measurements decide."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from quantum_lint.evaluate.models.named import named_parameter

#: Classes and functions of SymPy that make a condition of others.
_RELATIONS = ("Eq", "Equality", "Ne", "Unequality", "Lt", "Le", "Gt", "Ge", "And", "Or", "Xor", "Nand", "Nor", "Not",
              "Equivalent", "Implies", "Mod")  # fmt: skip


@dataclass(frozen=True)
class Condition:
    """A condition on measurements: the `names` of their keys."""

    names: tuple[str, ...]

    def __and__(self, other: Any) -> Condition:
        return together(self, other)

    __or__ = __xor__ = __and__

    def __invert__(self) -> Condition:
        return self


@dataclass(frozen=True)
class Indexed:
    """A key whose single measurements are meant by number: `key[0]`."""

    name: str

    def __getitem__(self, place: Any) -> Any:
        return named_parameter(self.name)


def together(*parts: Any, **evaluation: Any) -> Condition:
    """A condition that is made of others, of symbols and of numbers."""
    return Condition(tuple(dict.fromkeys(name for part in parts for name in names(part))))


def names(condition: Any) -> Iterator[str]:
    """The keys that a condition is about, as Cirq takes it: a key, a symbol, an expression or a condition."""
    if isinstance(condition, Condition):
        yield from condition.names
    elif isinstance(condition, str):
        yield condition
    elif hasattr(condition, "parameters"):
        yield from sorted(parameter.name for parameter in condition.parameters)
    elif not isinstance(condition, (bool, int, float)):
        raise TypeError("a condition is a key or made of keys")


def on_key(key: Any, *numbers: Any, **more: Any) -> Condition:
    """A condition on one key, whatever it asks of it."""
    return together(key)


def on_expression(expr: Any) -> Condition:
    """A condition on an expression of keys."""
    return together(expr)


def key(name: Any, path: Any = ()) -> str:
    """The key of a measurement."""
    if not isinstance(name, str):
        raise TypeError("a key is text")
    return name


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "KeyCondition": on_key,
    "BitMaskKeyCondition": on_key,
    "BitMaskKeyCondition.create_equal_mask": on_key,
    "BitMaskKeyCondition.create_not_equal_mask": on_key,
    "SympyCondition": on_expression,
    "MeasurementKey": key,
    "MeasurementKey.parse_serialized": key,
}
SYMPY: dict[str, Callable[..., Any]] = {
    **{f"sympy.{name}": together for name in _RELATIONS},
    "sympy.IndexedBase": Indexed,
}
