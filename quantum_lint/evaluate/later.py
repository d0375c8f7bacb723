"""Attributes and module variables that have no value yet where they are read: what functions set them to."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import TYPE_CHECKING

from quantum_lint.evaluate.functions import Function, Object, UserClass
from quantum_lint.evaluate.state import Contents, ModuleScope
from quantum_lint.evaluate.values import NOTHING, Value, join

if TYPE_CHECKING:
    from quantum_lint.evaluate.machine import Machine

#: Of more functions that set one name the others are not read for it.
_SETTERS = 4


def attribute_set(machine: Machine, made: Object, name: str) -> Value | None:
    """What methods of its class set an attribute to that has no value; None where none of them does."""
    methods: list[Function] = []
    for kind in made.kind.lineage():
        if isinstance(kind, UserClass):
            if kind.setting is None:
                kind.setting = _setting_methods(kind)
            methods += kind.setting.get(name, ())
    return _set(machine, methods, (made.contents, made.kind.scope.contents), name, made)


def variable_set(machine: Machine, scope: ModuleScope, name: str) -> Value | None:
    """What functions of a module set one of its variables to that has no value; None where none of them does."""
    return _set(machine, scope.later.get(name, ()), (scope.contents,), name, None)


def _set(
    machine: Machine, functions: Sequence[Function], holders: Sequence[Contents], name: str, receiver: Value | None
) -> Value | None:
    """What the functions leave in one of the holders, which is kept there.

    They are read as if nobody called them. The value is the only thing that they leave behind.
    """
    reading = {function.node for function in machine.calling}
    found: list[Value] = []
    for function in functions[:_SETTERS]:
        if function.node not in reading:
            with machine.aside(), machine.state.trial() as changes:
                machine.invoke(function, (), receiver)
            cells = (changes.get((id(holder), name)) for holder in holders)
            found.extend(cell[2] for cell in cells if cell is not None and cell[2] != NOTHING)
    if not found:
        return None
    value = join(*found)
    with machine.state.settled():
        machine.state.bind(holders[0], name, value)
    return value


def _setting_methods(kind: UserClass) -> dict[str, list[Function]]:
    """The methods of the class itself that set each attribute."""
    found: dict[str, list[Function]] = {}
    for method in kind.scope.contents.values():
        if isinstance(method, Function) and method.node.args.args and not method.has_decorator("staticmethod"):
            for name in _set_on(method.node, method.parameters()[0]):
                found.setdefault(name, []).append(method)
    return found


def _set_on(node: ast.AST, receiver: str) -> set[str]:
    """The attributes of a variable that a function sets."""
    return {
        each.attr
        for each in ast.walk(node)
        if isinstance(each, ast.Attribute)
        and isinstance(each.ctx, ast.Store)
        and isinstance(each.value, ast.Name)
        and each.value.id == receiver
    }
