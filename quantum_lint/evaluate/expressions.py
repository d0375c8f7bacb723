"""Expressions: one function for each kind of node."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from quantum_lint.evaluate import operators
from quantum_lint.evaluate.access import attribute, subscript
from quantum_lint.evaluate.calling import call
from quantum_lint.evaluate.functions import Function
from quantum_lint.evaluate.histories import forget
from quantum_lint.evaluate.items import items
from quantum_lint.evaluate.loops import comprehension
from quantum_lint.evaluate.positions import Where
from quantum_lint.evaluate.text import concatenate
from quantum_lint.evaluate.values import (
    NOTHING,
    DictValue,
    Environment,
    Foreign,
    Known,
    ListValue,
    Series,
    Text,
    Union,
    Unknown,
    Value,
    Yielded,
    constant,
    join,
    options,
    truth,
)

if TYPE_CHECKING:
    from quantum_lint.evaluate.machine import Machine

_TOO_MANY = Unknown("there are too many items")
_NOT_FOLLOWED = Unknown("the operation is not followed")
_EMPTY = Unknown("it is empty")


def _constant(machine: Machine, node: ast.Constant) -> Value:
    known = machine.constants.get(node)
    if known is None:
        known = machine.constants[node] = Known(node.value, (Where(machine.positions, node),))
    return known


def _joined_string(machine: Machine, node: ast.JoinedStr) -> Value:
    pieces: list[Value] = []
    for part in node.values:
        if isinstance(part, ast.Constant):
            pieces.append(Known(part.value, (Where(machine.positions, node),)))
        elif isinstance(part, ast.FormattedValue):
            pieces.append(_formatted(machine, part))
    return concatenate(machine, pieces)


def _formatted(machine: Machine, node: ast.FormattedValue) -> Value:
    value = machine.evaluate(node.value)
    specification = constant(machine.evaluate(node.format_spec), str) if node.format_spec else ""
    if isinstance(value, Known) and specification is not None:
        return operators.formatted(value, node.conversion, specification) or _NOT_FOLLOWED
    if isinstance(value, Foreign) and not specification:
        return machine.library.text(value) or value
    cut = specification is None or "." in specification
    return _NOT_FOLLOWED if cut and isinstance(value, (Environment, Text)) else value


_KINDS: dict[type[ast.expr], str] = {ast.List: "list", ast.Tuple: "tuple"}


def _sequence(machine: Machine, node: ast.List | ast.Tuple | ast.Set) -> Value:
    items: list[Value] = []
    exact = True
    for element in node.elts:
        if isinstance(element, ast.Starred):
            value = machine.evaluate(element.value)
            exact = exact and isinstance(value, ListValue)
            items.extend(value.items if isinstance(value, ListValue) else ())
        else:
            items.append(machine.evaluate(element))
    if len(items) > machine.limits.container:
        return _TOO_MANY
    if not exact:
        return Unknown("it holds items that are not known")
    return (
        machine.library.distinct(machine, items) if isinstance(node, ast.Set) else ListValue(items, _KINDS[type(node)])
    )


def _dictionary(machine: Machine, node: ast.Dict) -> Value:
    items: list[tuple[Value, Value]] = []
    for key, value in zip(node.keys, node.values, strict=False):
        held = machine.evaluate(value)
        if key is not None:
            items.append((machine.evaluate(key), held))
        elif isinstance(held, DictValue):
            items.extend(held.items)
        else:
            items.append((_NOT_FOLLOWED, held))
    return DictValue(items) if len(items) <= machine.limits.container else _TOO_MANY


def _binary(machine: Machine, node: ast.BinOp) -> Value:
    chain = [node]
    while isinstance(chain[-1].left, ast.BinOp):
        chain.append(chain[-1].left)
        machine.steps -= 1
    result = machine.evaluate(chain[-1].left)
    for link in reversed(chain):
        result = operate(machine, type(link.op), result, machine.evaluate(link.right))
    return result


def operate(machine: Machine, kind: type[ast.operator], left: Value, right: Value) -> Value:
    """The result of a binary operator."""
    if isinstance(left, Known) and isinstance(right, Known):
        return operators.binary(kind, left, right, machine.limits)
    if isinstance(left, Union) or isinstance(right, Union):
        pairs = [(one, other) for one in options(left) for other in options(right)]
        if len(pairs) <= 16:
            return join(*(operate(machine, kind, one, other) for one, other in pairs))
    if kind is ast.Add and (_is_text(left) or _is_text(right)):
        return concatenate(machine, [left, right])
    if kind is ast.Mod and isinstance(left, Known) and isinstance(left.value, str):
        return _percent(machine, left, right)
    if isinstance(left, ListValue) or isinstance(right, ListValue):
        return _operate_on_lists(machine, kind, left, right)
    if kind is ast.BitOr and isinstance(left, DictValue) and isinstance(right, DictValue):
        return DictValue((*left.items, *right.items))
    return machine.library.operate(machine, kind, left, right) or _derived(left, right)


def _derived(left: Value, right: Value) -> Value:
    for operand in (left, right):
        if isinstance(operand, (Unknown, Environment)):
            return operand
    return _NOT_FOLLOWED


def _is_text(value: Value) -> bool:
    return isinstance(value, Text) or (isinstance(value, Known) and isinstance(value.value, str))


def _operate_on_lists(machine: Machine, kind: type[ast.operator], left: Value, right: Value) -> Value:
    if kind is ast.Add and isinstance(left, ListValue) and isinstance(right, ListValue):
        items = left.items + right.items
        return ListValue(items, left.kind) if len(items) <= machine.limits.container else _TOO_MANY
    listed, other = (left, right) if isinstance(left, ListValue) else (right, left)
    times = constant(other, int)
    if kind is ast.Mult and isinstance(listed, ListValue) and times is not None:
        if len(listed.items) * times <= machine.limits.container:
            return ListValue(listed.items * times, listed.kind)
        return _TOO_MANY
    return machine.library.operate(machine, kind, left, right) or _NOT_FOLLOWED


def _percent(machine: Machine, template: Known, right: Value) -> Value:
    if isinstance(right, DictValue):
        return _percent_of_names(machine, template, right)
    values = right.items if isinstance(right, ListValue) and right.kind == "tuple" else (right,)
    if all(isinstance(value, Known) for value in values):
        given = Known(tuple(value.value for value in values), ())  # type: ignore[attr-defined]
        result = operators.binary(ast.Mod, template, given, machine.limits)
        if isinstance(result, Known):
            sources = tuple(source for value in values for source in value.sources)  # type: ignore[attr-defined]
            return Known(result.value, template.sources + sources)
        return result
    pieces: list[Value] = []
    for index, text in enumerate(template.value.split("%s")):
        if index:
            pieces.append(values[index - 1] if index <= len(values) else _NOT_FOLLOWED)
        pieces.append(Known(text, template.sources))
    return concatenate(machine, [_textual(piece) for piece in pieces])


def _percent_of_names(machine: Machine, template: Known, names: DictValue) -> Value:
    """`"%(name)s" % {"name": value}`."""
    pieces: list[Value] = []
    for index, text in enumerate(re.split(r"%\((\w+)\)s", template.value)):
        named = names.get(text) or _NOT_FOLLOWED if index % 2 else Known(text, template.sources)
        pieces.append(_textual(named))
    return concatenate(machine, pieces)


def _textual(value: Value) -> Value:
    if isinstance(value, Known) and not isinstance(value.value, str):
        return Known(str(value.value), value.sources)
    return value


def _unary(machine: Machine, node: ast.UnaryOp) -> Value:
    operand = machine.evaluate(node.operand)
    if isinstance(operand, Known):
        return operators.unary(type(node.op), operand)
    if isinstance(node.op, ast.Not):
        holds = truth(operand)
        return Unknown("the condition is not known") if holds is None else Known(not holds)
    found = machine.library.unary(machine, type(node.op), operand)
    if found is not None:
        return found
    return operand if isinstance(operand, Unknown) else _NOT_FOLLOWED


def _boolean(machine: Machine, node: ast.BoolOp) -> Value:
    stops = isinstance(node.op, ast.Or)
    result: Value = NOTHING
    found: list[Value] = []
    for operand in node.values:
        result = machine.evaluate(operand)
        holds = truth(result)
        if holds is stops:
            found.append(result)
            break
        if holds is None:
            found.append(result if stops or not isinstance(result, Environment) else _EMPTY)
    else:
        if result not in found:
            found.append(result)
    if stops and isinstance(found[0], Environment) and len(found) > 1:
        return Environment(found[0].name, join(*found[1:]))
    return join(*found)


def _compare(machine: Machine, node: ast.Compare) -> Value:
    left = machine.evaluate(node.left)
    results: list[Value] = []
    for kind, right_node in zip(node.ops, node.comparators, strict=False):
        right = machine.evaluate(right_node)
        results.append(_comparison(machine, type(kind), left, right))
        left = right
    if all(truth(result) for result in results):
        return results[-1]
    return (
        Known(value=False)
        if any(truth(result) is False for result in results)
        else Unknown("the comparison is not known")
    )


def _comparison(machine: Machine, kind: type[ast.cmpop], left: Value, right: Value) -> Value:
    if isinstance(left, Known) and isinstance(right, Known):
        return operators.compare(kind, left, right)
    if kind in (ast.In, ast.NotIn) and isinstance(left, Known) and isinstance(right, (ListValue, DictValue)):
        keys = right.items if isinstance(right, ListValue) else [key for key, _ in right.items]
        if right.exact and all(isinstance(key, Known) for key in keys):
            return Known((left in keys) is (kind is ast.In))
    return machine.library.compare(machine, kind, left, right) or Unknown("the comparison is not known")


def _conditional(machine: Machine, node: ast.IfExp) -> Value:
    holds = truth(machine.evaluate(node.test))
    if holds is not None and not machine.limits.skipped:
        return machine.evaluate(node.body if holds else node.orelse)
    chosen, other = machine.evaluate(node.body), machine.evaluate(node.orelse)
    if holds is None:
        return join(chosen, other)
    return chosen if holds else other


def _named(machine: Machine, node: ast.NamedExpr) -> Value:
    value = machine.evaluate(node.value)
    inner, machine.scope = machine.scope, machine.scope.outside_comprehensions()
    try:
        machine.bind(node.target.id, value)
    finally:
        machine.scope = inner
    return value


def _lambda(machine: Machine, node: ast.Lambda) -> Value:
    return Function.define(machine, node, "<lambda>")


def _inner(machine: Machine, node: ast.Await | ast.Starred) -> Value:
    return machine.evaluate(node.value)


def _yield(machine: Machine, node: ast.Yield) -> Value:
    if node.value is not None:
        value = machine.evaluate(node.value)
        forget(machine, value)
        surely = machine.limits.careful and machine.state.mark is machine.frame and not machine.doubts
        machine.returned.append(Yielded(value, None) if surely else Series(value, None))
        machine.recorder.returns(value)
    return Unknown("it is sent to a generator")


def _yield_from(machine: Machine, node: ast.YieldFrom) -> Value:
    found = items(machine, machine.evaluate(node.value))
    if machine.limits.careful and found.known is not None and machine.state.mark is machine.frame:
        machine.returned.extend(Yielded(item, None) for item in found.known)
    else:
        machine.returned.append(Series(found.element, found.length))
    return Unknown("it is what a generator returns")


def _slice(machine: Machine, node: ast.Slice) -> Value:
    bounds = [machine.evaluate(bound) if bound else NOTHING for bound in (node.lower, node.upper, node.step)]
    if all(isinstance(bound, Known) and isinstance(bound.value, (int, type(None))) for bound in bounds):
        return Known(slice(*(bound.value for bound in bounds)))  # type: ignore[attr-defined]
    return Unknown("it is a slice")


def _other(machine: Machine, node: ast.expr) -> Value:
    return _NOT_FOLLOWED


EXPRESSIONS: dict[type[ast.AST], Callable[[Machine, Any], Value]] = dict.fromkeys(ast.expr.__subclasses__(), _other)
EXPRESSIONS |= {
    ast.Constant: _constant,
    ast.JoinedStr: _joined_string,
    ast.List: _sequence,
    ast.Tuple: _sequence,
    ast.Set: _sequence,
    ast.Dict: _dictionary,
    ast.BinOp: _binary,
    ast.UnaryOp: _unary,
    ast.BoolOp: _boolean,
    ast.Compare: _compare,
    ast.IfExp: _conditional,
    ast.NamedExpr: _named,
    ast.Lambda: _lambda,
    ast.Await: _inner,
    ast.Starred: _inner,
    ast.YieldFrom: _yield_from,
    ast.Yield: _yield,
    ast.Slice: _slice,
    ast.Attribute: attribute,
    ast.Subscript: subscript,
    ast.Call: call,
    ast.ListComp: comprehension,
    ast.SetComp: comprehension,
    ast.GeneratorExp: comprehension,
    ast.DictComp: comprehension,
}
