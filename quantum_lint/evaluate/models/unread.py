"""A part that was not read to its end: nothing is known any more of what its rest may have changed."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from quantum_lint.evaluate.functions import Bound, Function, Object, Partial, UserClass
from quantum_lint.evaluate.models.live import FROZEN, UNKNOWN, Live, Quality
from quantum_lint.evaluate.state import ModuleScope, Scope
from quantum_lint.evaluate.values import DictValue, ListValue, Method, Series, Union, Unknown, Value

if TYPE_CHECKING:
    from quantum_lint.evaluate.machine import Machine

_DEFINED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
#: The variables of a function of ours.
Variables = dict[str, Any]


def forget(machine: Machine, body: Sequence[ast.stmt], error: BaseException, born: Iterable[Live], reason: str) -> None:
    """Make unknown, for the reason, what was still being built when the error ended the reading of the statements.

    That is what the functions that were being read could reach, and what the rest of the statements binds or mentions.
    `born` are the circuits of these statements: what a branch did to them that was given up is not known either.
    """
    frames = list(_frames(error))
    tried = [live for live in born if live.version.mark not in (None, FROZEN)]
    for live in {id(live): live for live in (*tried, *_reached(frames))}.values():
        live.spoil(machine, Quality(UNKNOWN, reason))
    _forget_names(machine, _rest(body, frames), reason)


def _frames(error: BaseException) -> Iterator[Variables]:
    """The variables of our functions that were at work, which hold all that the program they read was at."""
    trace = error.__traceback__
    while trace is not None:
        yield trace.tb_frame.f_locals
        trace = trace.tb_next


def _rest(body: Sequence[ast.stmt], frames: Iterable[Variables]) -> Sequence[ast.stmt]:
    """The statement that was being read, and those after it."""
    at = next((each["statement"] for each in frames if each.get("body") is body and "statement" in each), None)
    return body[next((place for place, each in enumerate(body) if each is at), 0) :]


def _reached(frames: Iterable[Variables]) -> Iterator[Live]:
    """The objects that can be reached from the variables."""
    queue: list[Any] = [value for variables in frames for value in variables.values()]
    seen: set[int] = set()
    while queue:
        value = queue.pop()
        if id(value) not in seen:
            seen.add(id(value))
            if isinstance(value, Live):
                yield value
            queue.extend(_inside(value))


def _inside(value: Any) -> Iterable[Any]:
    """What something holds; the names of modules are gone through apart from that."""
    if isinstance(value, (list, tuple)):
        return value
    if isinstance(value, Scope):
        return () if isinstance(value, ModuleScope) else (*value.contents.values(), value.parent)
    return next((held(value) for kind, held in _HELD.items() if isinstance(value, kind)), ())


#: What values hold.
_HELD: dict[type, Callable[[Any], Iterable[Any]]] = {
    Live: lambda value: (value.owner,),
    ListValue: lambda value: value.items,
    DictValue: lambda value: value.items,
    Object: lambda value: (*value.contents.values(), value.outside),
    Function: lambda value: (value.scope,),
    Bound: lambda value: (value.receiver, value.function),
    Method: lambda value: (value.receiver,),
    Partial: lambda value: (value.function, value.arguments),
    Union: lambda value: value.options,
    Series: lambda value: (value.element,),
}


def _forget_names(machine: Machine, rest: Sequence[ast.stmt], reason: str) -> None:
    """Make unknown what the statements bind, and the circuits and containers that they mention."""
    nodes = {node for statement in rest for node in ast.walk(statement)}
    bound = {node.id for node in nodes if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)}
    bound |= {node.name for node in nodes if isinstance(node, _DEFINED)}
    contents = machine.module.contents
    for name in sorted(_mentioned(machine, nodes) | bound):
        value = contents.get(name)
        if value is not None and not (isinstance(value, Function) and value.node in nodes):
            contents[name] = _forgotten(machine, value, reason, bound=name in bound)


def _mentioned(machine: Machine, nodes: Iterable[ast.AST]) -> set[str]:
    """The names that code mentions, itself and in the functions and classes that it mentions."""
    found: set[str] = set()
    queue = [nodes]
    while queue:
        new = {node.id for node in queue.pop() if isinstance(node, ast.Name)} - found
        found |= new
        for value in (machine.module.contents.get(name) for name in new):
            queue += [ast.walk(function.node) for function in _functions(value)]
    return found


def _functions(value: Value | None) -> list[Function]:
    """The functions of this file that a value is or has."""
    held = [value]
    if isinstance(value, Object):
        held += value.kind.scope.contents.values()
    if isinstance(value, UserClass):
        held += value.scope.contents.values()
    return [each for each in held if isinstance(each, Function) and each.positions.path is None]


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
