"""Calls of functions that the program defines: reading their bodies with the arguments they are given."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from quantum_lint.evaluate.budget import ExhaustedError
from quantum_lint.evaluate.calls import Argument
from quantum_lint.evaluate.functions import Bound, Function, Object, UserClass
from quantum_lint.evaluate.parameters import bound
from quantum_lint.evaluate.state import Scope
from quantum_lint.evaluate.unfollowed import function_left_out
from quantum_lint.evaluate.values import NOTHING, ListValue, Series, Unknown, Value, Yielded, join

if TYPE_CHECKING:
    from quantum_lint.evaluate.machine import Machine

_RECURSIVE = Unknown("the function calls itself")
_FAR = Unknown("too much happens in other files to be followed to its end")
#: How often a function may be inside itself where a condition on the way is not known: both ways are followed.
RECURSION_IN_TRIALS = 2
_OFTEN = Unknown("the function is called too often to be followed")


def decorated(machine: Machine, function: Function) -> Function:
    """The function as its decorators leave it; those from outside leave it as it is."""
    made: Value = function
    for decorator in reversed(function.decorators):
        given = Argument(None, 0, made, machine.where(function.node))
        result = _called(machine, decorator, (given,))
        made = result if isinstance(result, (Function, Bound, Object)) else made
    if made is function or (isinstance(made, Object) and made.kind.find("__call__") is None):
        return function
    wrapped = replace(function, wrapper=made)
    if function.node in machine.waiting:
        machine.waiting[function.node] = wrapped
    return wrapped


def _called(
    machine: Machine, callee: Value | None, arguments: Sequence[Argument], receiver: Value | None = None
) -> Value | None:
    """What a value of the program gives when it is called; None for anything else."""
    if isinstance(callee, Function):
        return invoke(machine, callee, arguments, receiver)
    if isinstance(callee, Bound):
        return invoke(machine, callee.function, arguments, callee.receiver)
    if isinstance(callee, UserClass) and callee.outside() is None:
        return machine.construct(callee, arguments)
    method = callee.kind.find("__call__") if isinstance(callee, Object) else None
    return invoke(machine, method, arguments, callee) if isinstance(method, Function) else None


def invoke(machine: Machine, function: Function, arguments: Sequence[Argument], receiver: Value | None = None) -> Value:
    """What a call of the function returns; calls in its body are noted."""
    if function.wrapper is not None:
        return _wrapped(machine, function, arguments, receiver)
    if function.positions.path is None or machine.positions.path is not None:
        return _invoked(machine, function, arguments, receiver)
    try:
        with machine.spending_abroad():
            return _invoked(machine, function, arguments, receiver)
    except ExhaustedError as error:
        machine.epoch += 1
        function_left_out(machine, function, _FAR.reason)
        machine.library.cut_short(machine, error, _FAR.reason)
        return _FAR


def _wrapped(machine: Machine, function: Function, arguments: Sequence[Argument], receiver: Value | None) -> Value:
    """What the wrapper returns; where it does not come to the function, what the function itself returns."""
    before = machine.runs.get(function.node, 0)
    if function.has_decorator("staticmethod"):
        receiver = None
    elif function.has_decorator("classmethod") and isinstance(receiver, Object):
        receiver = receiver.kind
    result = _called(machine, function.wrapper, arguments, receiver)
    if result is not None and machine.runs.get(function.node, 0) > before:
        return result
    return invoke(machine, replace(function, wrapper=None), arguments, receiver)


def _invoked(machine: Machine, function: Function, arguments: Sequence[Argument], receiver: Value | None) -> Value:
    machine.library.in_time()
    node = function.node
    runs = machine.runs.get(node, 0)
    if runs >= machine.limits.runs and machine.costs.get(node, 0) > machine.limits.function_steps:
        return _again(machine, function)
    active = sum(1 for calling in machine.calling if calling.node is node)
    deepest = machine.limits.recursion if not machine.state.trying else RECURSION_IN_TRIALS
    if active >= deepest or len(machine.calling) >= machine.limits.call_depth:
        machine.epoch += 1
        return machine.results.get(node, _RECURSIVE)
    machine.runs[node] = runs + 1
    machine.waiting.pop(node, None)
    before = machine.steps
    result = _run(machine, function, arguments, receiver)
    machine.costs[node] = machine.costs.get(node, 0) + before - machine.steps
    machine.results[node] = join(result, machine.results.get(node, result))
    return result


def _again(machine: Machine, function: Function) -> Value:
    """What earlier calls gave."""
    machine.epoch += 1
    function_left_out(machine, function, _OFTEN.reason)
    return machine.results.get(function.node, _OFTEN)


def _run(machine: Machine, function: Function, arguments: Sequence[Argument], receiver: Value | None) -> Value:
    scope = Scope(function.scope)
    nobody = not machine.called and not machine.calling
    machine.calling.append(function)
    try:
        scope.contents.update(bound(machine, function, arguments, receiver, nobody=nobody))
        return _read(machine, function, scope)
    finally:
        machine.calling.pop()


def _read(machine: Machine, function: Function, scope: Scope) -> Value:
    outer = (machine.scope, machine.positions, machine.returned, machine.recorder)
    doubts, frame = machine.doubts, machine.frame
    machine.scope, machine.positions, machine.returned = scope, function.positions, []
    machine.frame = machine.state.mark
    machine.recorder = machine.recorder_for(function.positions)
    try:
        if isinstance(function.node, ast.Lambda):
            return machine.evaluate(function.node.body)
        machine.block(function.node.body)
        return _returned(machine.returned)
    finally:
        machine.scope, machine.positions, machine.returned, machine.recorder = outer
        machine.doubts, machine.frame = doubts, frame


def _returned(values: list[Value]) -> Value:
    if not values:
        return NOTHING
    if all(isinstance(value, Yielded) for value in values):
        return ListValue([value.element for value in values if isinstance(value, Yielded)])
    if all(isinstance(value, Series) for value in values):
        return Series(join(*(value.element for value in values if isinstance(value, Series))), None)
    return join(*values)
