"""`with` blocks, and models of what hands on or collects context managers."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING

from quantum_lint.evaluate.calling import enter
from quantum_lint.evaluate.calls import Argument, With
from quantum_lint.evaluate.functions import Function, Object
from quantum_lint.evaluate.targets import assign
from quantum_lint.evaluate.values import Instance, Series, Union, Value, find_argument, join, options

if TYPE_CHECKING:
    from quantum_lint.evaluate.machine import Flow, Machine

Arguments = tuple[Argument, ...]
Model = Callable[["Machine", Arguments, "Value | None"], "Value | None"]

_STACKS = ("contextlib.ExitStack", "contextlib.AsyncExitStack")


def with_statement(machine: Machine, node: ast.With | ast.AsyncWith) -> Flow:
    """`with manager as target:`."""
    outer, left = machine.withs, list[object]()
    for item in node.items:
        value = machine.evaluate(item.context_expr)
        machine.withs = (*machine.withs, With(value, machine.where(item.context_expr)))
        enter(machine, value, item.context_expr)
        block = machine.library.enter(machine, value)
        if block is not None:
            left.append(block[1])
        given = block[0] if block is not None else entered(machine, value)
        if item.optional_vars is not None:
            assign(machine, item.optional_vars, given)
    try:
        return machine.block(node.body)
    finally:
        machine.withs = outer
        for block_entered in reversed(left):
            machine.library.leave(machine, block_entered)


def entered(machine: Machine, value: Value) -> Value:
    """What `as` binds."""
    if isinstance(value, Union):
        return join(*(entered(machine, option) for option in value.options))
    if isinstance(value, Instance):
        name = machine.sdk.returns(f"{value.callee}.__enter__")
        return Instance(name, value.arguments, where=value.where) if name else value
    if isinstance(value, Object):
        method = value.kind.find("__enter__") or value.kind.find("__aenter__")
        return machine.invoke(method, (), value) if isinstance(method, Function) else value.outside or value
    # Of generators only those that `contextmanager` made can be entered.
    return value.element if isinstance(value, Series) else value


def _handed_on(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    """`contextlib.closing(value)` and `contextlib.nullcontext(value)`."""
    given = find_argument(arguments, "enter_result") or find_argument(arguments, "thing", 0)
    return given.value if given is not None else None


def _enter_context(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    """`stack.enter_context(manager)`: what follows stands in the manager's block until that of the stack ends."""
    if not arguments:
        return None
    manager = arguments[0]
    if any(option is each.value for each in machine.withs for option in options(receiver or each.value)):
        machine.withs = (*machine.withs, With(manager.value, manager.where))
    return entered(machine, manager.value)


MODELS: dict[str, Model] = {
    "contextlib.closing": _handed_on,
    "contextlib.aclosing": _handed_on,
    "contextlib.nullcontext": _handed_on,
    **{f"{stack}.{name}": _enter_context for stack in _STACKS for name in ("enter_context", "enter_async_context")},
}
