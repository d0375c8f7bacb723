"""Calls: the one place where a callee gets its name, its meaning and its entry among the findings."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from quantum_lint.evaluate import histories
from quantum_lint.evaluate.access import read_attribute
from quantum_lint.evaluate.calls import Argument, Call
from quantum_lint.evaluate.functions import Bound, Function, Object, Partial, SuperObject, UserClass
from quantum_lint.evaluate.items import items
from quantum_lint.evaluate.positions import Where
from quantum_lint.evaluate.values import (
    NOTHING,
    TOO_FAR,
    DictValue,
    Environment,
    Foreign,
    Instance,
    Known,
    ListValue,
    Member,
    Method,
    Reference,
    Series,
    Text,
    Unknown,
    Value,
    join,
    options,
    snapshot,
)

if TYPE_CHECKING:
    from quantum_lint.evaluate.machine import Machine

#: Noting a call takes about as long as reading this many nodes.
_NOTE_STEPS = 5
_NOT_FOLLOWED = Unknown("the call is not followed")
#: What is read itself when it is called, so that what it does to its arguments is known.
_FOLLOWED = (Function, Bound, UserClass, Object)
#: Bases of classes whose objects are plain dictionaries.
_DICTIONARIES = ("typing.TypedDict", "typing_extensions.TypedDict")


def call(machine: Machine, node: ast.Call, statement: bool = False) -> Value:
    """The value of a call; the call is noted, once for each thing it may be a call of."""
    callees = _callees(machine, node.func)
    arguments = _arguments(machine, node)
    sure = len(callees) == 1
    results = [_perform(machine, receiver, callee, arguments, node, statement, sure) for receiver, callee in callees]
    return results[0] if len(results) == 1 else join(*results)


def apply(machine: Machine, callee: Value, arguments: tuple[Argument, ...], site: ast.Call) -> Value:
    """The value of calling something that the call at `site` was given; the call is noted there."""
    results = [_perform(machine, _called_on(option), option, arguments, site) for option in options(callee)]
    return results[0] if len(results) == 1 else join(*results)


def _perform(
    machine: Machine,
    receiver: Value | None,
    callee: Value | str,
    arguments: tuple[Argument, ...],
    node: ast.Call,
    statement: bool = False,
    sure: bool = True,
) -> Value:
    """What the call gives; the call is noted after those that its callee makes."""
    while isinstance(callee, Partial):
        arguments = callee.completed(arguments)
        callee = callee.function
        receiver = _called_on(callee)
    if isinstance(callee, Method):
        receiver, callee = callee.receiver, f"{callee.receiver.kind}.{callee.name}"
    where, callee_where = machine.where(node), machine.where(node.func)
    origin = None if machine.positions.path is None else Where(machine.positions, node)
    machine.crossing, machine.site = where, node
    kept = tuple(_kept(argument) for argument in arguments)
    outer, machine.callers = machine.callers, (*machine.callers, where)
    try:
        name, result = _dispatch(machine, callee, receiver, arguments, node)
    finally:
        machine.callers = outer
    for called, through in _names(name, receiver, callee):
        machine.steps -= _NOTE_STEPS
        noted = Call(called, kept, machine.context(), through, result, statement, where, callee_where, origin)
        machine.recorder.call(noted)
        if not isinstance(callee, _FOLLOWED) and called not in machine.models:
            histories.note(machine, noted, sure)
            machine.library.note(machine, noted)
    return result


def _names(name: str | None, receiver: Value | None, callee: Value | str) -> Iterator[tuple[str, Value | None]]:
    """What is called, and on what. A function that an outside decorator made goes through that, too."""
    if name is not None:
        yield name, receiver
    for decorator in callee.decorators if isinstance(callee, Function) else ():
        if isinstance(decorator, Instance):
            yield f"{decorator.callee}.__call__", decorator


def _callees(machine: Machine, node: ast.expr) -> list[tuple[Value | None, Value | str]]:
    """Receiver and callee of each possibility; a callee that is a string is a method of a plain value."""
    if not isinstance(node, ast.Attribute):
        callee = machine.evaluate(node)
        return [(_called_on(option), option) for option in options(callee)]
    receiver = machine.evaluate(node.value)
    found: list[tuple[Value | None, Value | str]] = []
    for option in options(receiver):
        if isinstance(option, (Reference, Object, UserClass, SuperObject)):
            callee_found = _attribute(machine, option, node.attr)
            if node.attr == "__init__" and isinstance(option, SuperObject) and isinstance(callee_found, str):
                callee_found = f"{option.receiver.kind.outside()}.__init__"
            holder = callee_found.receiver if isinstance(callee_found, Member) else option
            holder = callee_found if isinstance(callee_found, Foreign) else holder
            found.append((holder, callee_found))
        elif isinstance(option, Instance):
            found.append((option, option.contents.get(node.attr) or f"{option.callee}.{node.attr}"))
        else:
            found.append((option, f"{_kind_name(option)}.{node.attr}"))
    return found


def _called_on(callee: Value) -> Value | None:
    """What a value that is called by itself belongs to: a bound method to its object, an object to itself."""
    if isinstance(callee, Member):
        return callee.receiver
    return callee if isinstance(callee, (Instance, Foreign)) else None


def _attribute(machine: Machine, receiver: Value, name: str) -> Value | str:
    found = read_attribute(machine, receiver, name)
    if not isinstance(found, Unknown):
        return found
    if isinstance(receiver, Object):
        return f"{receiver.kind.qualified_name}.{name}"
    return f"?.{name}"


def _kind_name(value: Value) -> str:
    """The name of the type of a plain value, `?` when it is not known."""
    if isinstance(value, Known):
        return type(value.value).__name__
    if isinstance(value, ListValue):
        return value.kind
    if isinstance(value, DictValue):
        return "dict"
    if isinstance(value, (Text, Environment)):
        return "str"
    return value.kind if isinstance(value, Foreign) else "?"


def _arguments(machine: Machine, node: ast.Call) -> tuple[Argument, ...]:
    found: list[Argument] = []
    position: int | None = 0
    for given in node.args:
        where = machine.where(given)
        if not isinstance(given, ast.Starred):
            found.append(Argument(None, position, machine.evaluate(given), where))
            position = None if position is None else position + 1
            continue
        value = machine.evaluate(given.value)
        known = items(machine, value).known if position is not None else None
        if known is not None and position is not None:
            found.extend(Argument(None, position + at, item, where) for at, item in enumerate(known))
            position += len(known)
        else:
            found.append(Argument(None, None, value, where))
            position = None
    for keyword in node.keywords:
        value = machine.evaluate(keyword.value)
        where = machine.where(keyword.value)
        if keyword.arg is not None:
            found.append(Argument(keyword.arg, None, value, where))
        else:
            found.extend(_unpacked(value, where))
    return tuple(found)


def _unpacked(value: Value, where: object) -> list[Argument]:
    if not isinstance(value, DictValue):
        return [Argument(None, None, value, where)]  # type: ignore[arg-type]
    found = []
    for key, held in value.items:
        name = key.value if isinstance(key, Known) and isinstance(key.value, str) else None
        found.append(Argument(name, None, held, where))  # type: ignore[arg-type]
    if not value.exact:
        found.append(Argument(None, None, _NOT_FOLLOWED, where))  # type: ignore[arg-type]
    return found


def _dispatch(
    machine: Machine,
    callee: Value | str,
    receiver: Value | None,
    arguments: tuple[Argument, ...],
    node: ast.Call,
) -> tuple[str | None, Value]:
    """The qualified name of what is called, and what the call gives."""
    if isinstance(callee, Function):
        owner = receiver if isinstance(receiver, Object) else None
        return callee.qualified_name, machine.invoke(callee, arguments, owner)
    if isinstance(callee, Bound):
        return callee.function.qualified_name, machine.invoke(callee.function, arguments, callee.receiver)
    if isinstance(callee, UserClass) and callee.outside() in _DICTIONARIES:
        return callee.qualified_name, _outside(machine, "dict", None, arguments, node)
    if isinstance(callee, UserClass):
        made = machine.construct(callee, arguments)
        own = isinstance(callee.find("__init__"), Function)
        return (None if own else callee.outside()) or callee.qualified_name, made
    if isinstance(callee, Object):
        return _call_object(machine, callee, arguments, node)
    if isinstance(callee, Unknown):
        return _unknown_name(node), callee
    name = _name(machine, callee)
    if name is None:
        return None, _NOT_FOLLOWED
    if name.endswith(".__init__"):
        base = name.removesuffix(".__init__")
        if machine.library.base(machine, base):
            return base, _made_of(machine, base, receiver, arguments, node)
        return base, _initialized(receiver, arguments)
    return name, _outside(machine, name, receiver, arguments, node)


def _initialized(receiver: Value | None, arguments: tuple[Argument, ...]) -> Value:
    """`super().__init__(...)` and `Base.__init__(self, ...)` of a base from outside."""
    first = arguments[0].value if arguments else None
    if not isinstance(receiver, Instance) and isinstance(first, Object):
        receiver = first.outside
        arguments = tuple(
            each if each.position is None else each._replace(position=each.position - 1) for each in arguments[1:]
        )
    if isinstance(receiver, Instance):
        receiver.arguments = arguments
    return NOTHING


def _made_of(
    machine: Machine, base: str, receiver: Value | None, arguments: tuple[Argument, ...], node: ast.Call
) -> Value:
    """The same where the base is one whose objects are really made."""
    owner = receiver.receiver if isinstance(receiver, SuperObject) else (arguments[0].value if arguments else None)
    if not isinstance(receiver, SuperObject):
        moved = (each if each.position is None else each._replace(position=each.position - 1) for each in arguments[1:])
        arguments = tuple(moved)
    made = _outside(machine, base, None, arguments, node)
    if isinstance(owner, Object) and isinstance(made, Foreign):
        owner.outside = made
    return NOTHING


def _call_object(machine: Machine, made: Object, arguments: tuple[Argument, ...], node: ast.Call) -> tuple[str, Value]:
    method = made.kind.find("__call__")
    name = f"{made.kind.qualified_name}.__call__"
    if isinstance(method, Function):
        return name, machine.invoke(method, arguments, made)
    if isinstance(made.outside, Foreign):
        return name, _outside(machine, f"{made.outside.kind}.__call__", made.outside, arguments, node)
    return name, _NOT_FOLLOWED


def _unknown_name(node: ast.Call) -> str:
    function = node.func
    if isinstance(function, ast.Name):
        return f"?.{function.id}"
    return f"?.{function.attr}" if isinstance(function, ast.Attribute) else "?.__call__"


def _name(machine: Machine, callee: Value | str) -> str | None:
    if isinstance(callee, str):
        return callee
    if isinstance(callee, Reference):
        return machine.sdk.canonical(callee.name)
    if isinstance(callee, Member):
        return callee.callee
    if isinstance(callee, Foreign):
        return f"{callee.kind}.__call__"
    return f"{callee.callee}.__call__" if isinstance(callee, Instance) else None


def _outside(
    machine: Machine, name: str, receiver: Value | None, arguments: tuple[Argument, ...], node: ast.Call
) -> Value:
    model = machine.models.get(name)
    if model is not None:
        result = model(machine, arguments, receiver)
        if result is not None:
            return result
    if isinstance(receiver, (Known, ListValue, DictValue, Series)):
        return _NOT_FOLLOWED
    if isinstance(receiver, (Environment, Text)):
        return receiver
    if name.startswith("?."):
        return receiver if isinstance(receiver, Unknown) else _NOT_FOLLOWED
    if len(name) > machine.limits.name:
        return TOO_FAR
    made = machine.sdk.returns(name) or name
    return Instance(made, arguments, where=machine.where(node), maker=name, receiver=receiver)


def enter(machine: Machine, value: Value, node: ast.expr) -> None:
    """Note the `__enter__` of what a `with` block manages."""
    for option in options(value):
        if isinstance(option, Instance):
            where = machine.where(node)
            name = f"{option.callee}.__enter__"
            machine.recorder.call(
                Call(name, (), machine.context(), option, option, statement=True, where=where, callee_where=where)
            )


def _kept(argument: Argument) -> Argument:
    if isinstance(argument.value, (ListValue, DictValue)):
        return Argument(argument.name, argument.position, snapshot(argument.value), argument.where)
    return argument
