"""A part that was not read to its end: nothing is known any more of what its rest may have changed."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from quantum_lint.evaluate.functions import Function, Object
from quantum_lint.evaluate.models.live import UNKNOWN, Live, Quality
from quantum_lint.evaluate.values import DictValue, ListValue, Unknown, Value

if TYPE_CHECKING:
    from quantum_lint.evaluate.machine import Machine
    from quantum_lint.evaluate.positions import Source

_DEFINED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def forget(machine: Machine, source: Source, reason: str) -> None:
    """Make unknown, for the reason, what the part binds, and the circuits and containers that it mentions."""
    nodes = {node for statement in source.body for node in ast.walk(statement)}
    names = {node.id for node in nodes if isinstance(node, ast.Name)}
    bound = {node.id for node in nodes if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)}
    bound |= {node.name for node in nodes if isinstance(node, _DEFINED)}
    contents = machine.module.contents
    for name in sorted(names | bound):
        value = contents.get(name)
        if value is not None and not (isinstance(value, Function) and value.node in nodes):
            contents[name] = _forgotten(machine, value, reason, bound=name in bound)


def _forgotten(machine: Machine, value: Value, reason: str, *, bound: bool) -> Value:
    """What is left of a value that a name had; circuits are still seen, as ones that are not known."""
    for live in _circuits(value):
        live.spoil(machine, Quality(UNKNOWN, reason))
    if isinstance(value, (ListValue, DictValue)):
        machine.state.disturb(value.contents)
    if isinstance(value, Live) and hasattr(value.real, "count_ops"):
        return value
    return Unknown(reason) if bound or isinstance(value, (Object, Live)) else value


def _circuits(value: Value) -> list[Live]:
    """The objects that a value is or holds, one step inside."""
    held = [value]
    if isinstance(value, (ListValue, DictValue, Object)):
        inside = value.items if isinstance(value, ListValue) else ()
        held += [*inside, *_attributes(value)]
    return [each for each in held if isinstance(each, Live)]


def _attributes(value: Value) -> list[Value]:
    if isinstance(value, DictValue):
        return [each for _, each in value.items]
    return [each for each in value.contents.values() if isinstance(each, Value)] if isinstance(value, Object) else []
