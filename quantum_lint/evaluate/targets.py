"""Assignment targets: names, attributes, items and tuples of these."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from quantum_lint.evaluate.access import read_item, write_attribute, write_item
from quantum_lint.evaluate.calls import Argument, Assignment
from quantum_lint.evaluate.values import (
    UNKNOWN_ITEM,
    DictValue,
    Known,
    ListValue,
    Series,
    Value,
    constant,
    qualified,
    snapshot,
)

if TYPE_CHECKING:
    from quantum_lint.evaluate.machine import Machine


def names(target: ast.expr) -> Iterator[str]:
    """The variables that a target binds."""
    queue = [target]
    while queue:
        node = queue.pop(0)
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, (ast.Tuple, ast.List)):
            queue.extend(node.elts)
        elif isinstance(node, ast.Starred):
            queue.append(node.value)


def assign(machine: Machine, target: ast.expr, value: Value, source: ast.expr | None = None) -> None:
    """Bind a target. With `source`, the expression the value comes from, the binding is noted."""
    if isinstance(target, ast.Name):
        machine.bind(target.id, value)
        if source is not None:
            _note(machine, target, value, source, target=target.id, key=target.id)
    elif isinstance(target, ast.Attribute):
        receiver = machine.evaluate(target.value)
        write_attribute(machine, receiver, target.attr, value)
        owner = qualified(receiver) or machine.positions.text(target.value)
        name = f"{owner}.{target.attr}"
        _note(machine, target, value, source, target=name, key=target.attr, receiver=receiver)
    elif isinstance(target, ast.Subscript):
        _assign_item(machine, target, value, source)
    elif isinstance(target, (ast.Tuple, ast.List)):
        _unpack(machine, target.elts, value, source)
    elif isinstance(target, ast.Starred):
        assign(machine, target.value, value)


def _assign_item(machine: Machine, target: ast.Subscript, value: Value, source: ast.expr | None) -> None:
    container, index = machine.evaluate(target.value), machine.evaluate(target.slice)
    write_item(machine, container, index, value)
    key = constant(index, str)
    if key is not None:
        owner = qualified(container) or machine.positions.text(target.value)
        _note(machine, target, value, source, target=f"{owner}[{key!r}]", key=key, receiver=container)


def note_attribute(machine: Machine, receiver: Value, name: str, given: Argument) -> None:
    """Note an attribute that a call sets."""
    machine.recorder.assignment(
        Assignment(
            target=f"{qualified(receiver) or '?'}.{name}",
            key=name,
            value=snapshot(given.value),
            receiver=receiver,
            context=machine.context(),
            where=given.where,
            value_where=given.where,
        )
    )


def _note(
    machine: Machine,
    node: ast.expr,
    value: Value,
    source: ast.expr | None,
    *,
    target: str,
    key: str,
    receiver: Value | None = None,
) -> None:
    machine.recorder.assignment(
        Assignment(
            target=target,
            key=key,
            value=snapshot(value),
            receiver=receiver,
            context=machine.context(),
            where=machine.where(node),
            value_where=machine.where(source) if source is not None else None,
        )
    )


def _unpack(machine: Machine, targets: list[ast.expr], value: Value, source: ast.expr | None) -> None:
    parts = _parts(machine, targets, value)
    sources: list[ast.expr | None] = [source] * len(targets)
    if isinstance(source, (ast.Tuple, ast.List)) and len(source.elts) == len(targets):
        sources = list(source.elts)
    for target, part, origin in zip(targets, parts, sources, strict=False):
        assign(machine, target, part, origin)


def _parts(machine: Machine, targets: list[ast.expr], value: Value) -> list[Value]:
    if isinstance(value, DictValue):
        value = ListValue([key for key, _ in value.items])
    if isinstance(value, ListValue):
        starred = [at for at, target in enumerate(targets) if isinstance(target, ast.Starred)]
        if not starred and len(value.items) == len(targets):
            return list(value.items)
        if starred and len(value.items) >= len(targets) - 1:
            first, last = starred[0], len(value.items) - (len(targets) - starred[0] - 1)
            middle = ListValue(value.items[first:last])
            return [*value.items[:first], middle, *value.items[last:]]
    if isinstance(value, Series):
        return [value.element] * len(targets)
    if isinstance(value, Known):
        return [UNKNOWN_ITEM] * len(targets)
    return [read_item(machine, value, Known(at)) for at in range(len(targets))]
