"""Statements: one function for each kind of node."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from quantum_lint.evaluate.access import delete_item
from quantum_lint.evaluate.branches import if_statement, try_statement
from quantum_lint.evaluate.calling import call
from quantum_lint.evaluate.calls import Expression
from quantum_lint.evaluate.containers import extend
from quantum_lint.evaluate.expressions import operate
from quantum_lint.evaluate.functions import Function, UserClass
from quantum_lint.evaluate.imports import import_from, import_module
from quantum_lint.evaluate.invocation import decorated
from quantum_lint.evaluate.loops import for_loop, while_loop
from quantum_lint.evaluate.managers import with_statement
from quantum_lint.evaluate.matching import match_statement
from quantum_lint.evaluate.state import ModuleScope, Scope
from quantum_lint.evaluate.targets import assign
from quantum_lint.evaluate.values import (
    NOTHING,
    Instance,
    ListValue,
    Raised,
    Unknown,
    Value,
)

if TYPE_CHECKING:
    from quantum_lint.evaluate.machine import Flow, Machine

#: Calls that do not come back.
_EXITS = frozenset({
    "sys.exit", "exit", "quit", "os._exit", "os.abort", "pytest.skip", "pytest.exit", "pytest.fail", "pytest.xfail",
    "unittest.TestCase.skipTest", "unittest.TestCase.fail", "?.skipTest",
})  # fmt: skip


def _expression(machine: Machine, node: ast.Expr) -> Flow:
    if not isinstance(node.value, ast.Call):
        if not isinstance(node.value, ast.Constant):
            machine.recorder.expression(Expression(machine.evaluate(node.value), machine.where(node.value)))
        return None
    value = call(machine, node.value, statement=True)
    ends = isinstance(value, Raised) or (isinstance(value, Instance) and value.callee in _EXITS)
    return "raise" if ends else None


def _assign(machine: Machine, node: ast.Assign) -> Flow:
    value = machine.evaluate(node.value)
    for target in node.targets:
        assign(machine, target, value, node.value)
    return None


def _annotated(machine: Machine, node: ast.AnnAssign) -> Flow:
    if machine.scope.is_class and machine.classes and isinstance(node.target, ast.Name):
        machine.classes[-1].fields.append(node.target.id)
    if node.value is not None:
        assign(machine, node.target, machine.evaluate(node.value), node.value)
    return None


def _augmented(machine: Machine, node: ast.AugAssign) -> Flow:
    target = node.target
    before = machine.evaluate(target)
    change = machine.evaluate(node.value)
    grows = isinstance(before, ListValue) and before.kind == "list" and isinstance(node.op, ast.Add)
    if grows and isinstance(before, ListValue) and isinstance(change, ListValue):
        extend(machine, before, before.items + change.items)
        machine.library.changed(machine, before)
        return None
    found = machine.library.augment(machine, type(node.op), before, change) or _grown(machine, node.op, before)
    assign(machine, target, found or operate(machine, type(node.op), before, change), node.value)
    return None


def _grown(machine: Machine, operator: ast.operator, before: Value) -> Value | None:
    """An object of an SDK that `+=` adds something to, and that stays the same object."""
    if not isinstance(before, Instance) or not isinstance(operator, ast.Add):
        return None
    return before if machine.sdk.returns(f"{before.callee}.__iadd__") == before.callee else None


def _delete(machine: Machine, node: ast.Delete) -> Flow:
    for target in node.targets:
        if isinstance(target, ast.Name):
            machine.bind(target.id, Unknown("it was deleted"))
        elif isinstance(target, ast.Subscript):
            delete_item(machine, machine.evaluate(target.value), machine.evaluate(target.slice))
    return None


def _return(machine: Machine, node: ast.Return) -> Flow:
    value = machine.evaluate(node.value) if node.value is not None else NOTHING
    machine.returned.append(value)
    machine.recorder.returns(value)
    return "return"


def _raise(machine: Machine, node: ast.Raise) -> Flow:
    for part in (node.exc, node.cause):
        if part is not None:
            machine.evaluate(part)
    return "raise"


def _assert(machine: Machine, node: ast.Assert) -> Flow:
    machine.evaluate(node.test)
    if node.msg is not None:
        machine.evaluate(node.msg)
    return None


def _function(machine: Machine, node: ast.FunctionDef | ast.AsyncFunctionDef) -> Flow:
    function = decorated(machine, Function.define(machine, node, node.name))
    getter = machine.scope.contents.get(node.name)
    if isinstance(getter, Function) and any(_sets_property(decorator, node.name) for decorator in node.decorator_list):
        function = replace(getter, setter=function)
    if isinstance(machine.scope, ModuleScope):
        for statement in node.body:
            for name in statement.names if isinstance(statement, ast.Global) else ():
                machine.scope.later.setdefault(name, []).append(function)
    machine.bind(node.name, machine.library.decorated(machine, function))
    return None


def _sets_property(decorator: ast.expr, name: str) -> bool:
    """Whether it is `@name.setter`, or another that leaves the property of that name what it was."""
    return isinstance(decorator, ast.Attribute) and isinstance(decorator.value, ast.Name) and decorator.value.id == name


def _class(machine: Machine, node: ast.ClassDef) -> Flow:
    scope = Scope(machine.scope, is_class=True)
    around = f"{machine.classes[-1].name}." if machine.scope.is_class and machine.classes else ""
    made = UserClass(
        name=around + node.name,
        bases=tuple(machine.evaluate(base) for base in node.bases),
        scope=scope,
        decorators=tuple(machine.evaluate(decorator) for decorator in node.decorator_list),
    )
    outer, machine.scope = machine.scope, scope
    machine.classes.append(made)
    try:
        machine.block(node.body)
    finally:
        machine.scope = outer
        machine.classes.pop()
    machine.bind(node.name, made)
    return None


def _global(machine: Machine, node: ast.Global) -> Flow:
    _redirect(machine, node.names, [machine.root()])
    return None


def _nonlocal(machine: Machine, node: ast.Nonlocal) -> Flow:
    around = []
    scope = machine.scope.parent
    while scope is not None:
        around.append(scope)
        scope = scope.parent
    _redirect(machine, node.names, around)
    return None


def _redirect(machine: Machine, names: Sequence[str], scopes: Sequence[Scope]) -> None:
    redirected = machine.scope.redirected = machine.scope.redirected or {}
    for name in names:
        for scope in scopes:
            if scope is not machine.scope and (name in scope.contents or len(scopes) == 1):
                redirected[name] = scope
                break


def _pass(machine: Machine, node: ast.stmt) -> Flow:
    return None


def _break(machine: Machine, node: ast.Break) -> Flow:
    return "break"


def _continue(machine: Machine, node: ast.Continue) -> Flow:
    return "continue"


STATEMENTS: dict[type[ast.AST], Callable[[Machine, Any], Flow]] = dict.fromkeys(ast.stmt.__subclasses__(), _pass)
STATEMENTS |= {
    ast.Expr: _expression,
    ast.Assign: _assign,
    ast.AnnAssign: _annotated,
    ast.AugAssign: _augmented,
    ast.Delete: _delete,
    ast.Return: _return,
    ast.Raise: _raise,
    ast.Assert: _assert,
    ast.FunctionDef: _function,
    ast.AsyncFunctionDef: _function,
    ast.ClassDef: _class,
    ast.Global: _global,
    ast.Nonlocal: _nonlocal,
    ast.With: with_statement,
    ast.AsyncWith: with_statement,
    ast.Break: _break,
    ast.Continue: _continue,
    ast.Import: import_module,
    ast.ImportFrom: import_from,
    ast.If: if_statement,
    ast.Try: try_statement,
    ast.For: for_loop,
    ast.AsyncFor: for_loop,
    ast.While: while_loop,
    ast.Match: match_statement,
}
if hasattr(ast, "TryStar"):
    STATEMENTS[ast.TryStar] = try_statement
