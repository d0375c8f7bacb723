"""Calls of Amazon Braket that call what they are given: subroutines, which are functions of the program."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from quantum_lint.evaluate.calls import Argument
from quantum_lint.evaluate.functions import Bound, Function, Partial
from quantum_lint.evaluate.models import making, objects
from quantum_lint.evaluate.models.allowed import MEMBERS
from quantum_lint.evaluate.models.braket_circuits import Circuit
from quantum_lint.evaluate.models.live import Live
from quantum_lint.evaluate.modules import scope_of, settled
from quantum_lint.evaluate.values import DictValue, Imported, Instance, Known, Value

if TYPE_CHECKING:
    from quantum_lint.evaluate.machine import Machine

Arguments = tuple[Argument, ...]
Model = Callable[["Machine", Arguments, "Value | None"], "Value | None"]
_OWNER = "braket.Circuit."
_KNOWN = frozenset(MEMBERS["braket.Circuit"].split())


def _circuit(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    """`Circuit(subroutine, ...)` and `Circuit([...])`."""
    if not _is_function(arguments):
        return making.make(machine, "braket.Circuit", Circuit, arguments)
    made = making.make(machine, "braket.Circuit", Circuit, ())
    return _add(machine, arguments, made)


def _add(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    """`circuit.add(subroutine, ...)`, which adds what the function gives for the other arguments."""
    if not isinstance(receiver, Live):
        return None
    if _is_function(arguments):
        arguments = (arguments[0]._replace(value=machine.apply(arguments[0].value, _rest(arguments))),)
    return objects.called(machine, receiver, "add", arguments)


def _is_function(arguments: Arguments) -> bool:
    return bool(arguments) and isinstance(arguments[0].value, (Function, Bound, Partial))


def _rest(arguments: Arguments) -> Arguments:
    return tuple(each if each.position is None else each._replace(position=each.position - 1) for each in arguments[1:])


def _bound(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    """`circuit(0.3)` and `circuit(angle=0.3)`: numbers for its parameters."""
    if not isinstance(receiver, Live):
        return None
    if all(each.name is None for each in arguments):
        return objects.called(machine, receiver, "__call__", arguments)
    pairs = [(Known(each.name), each.value) for each in arguments if each.name is not None]
    given = Argument("param_values", None, DictValue(pairs), arguments[0].where)
    return objects.called(machine, receiver, "make_bound_circuit", (given,))


def _method(name: str) -> Model:
    """A method; functions of the program that were registered under its name come first."""

    def model(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
        if not isinstance(receiver, Live):
            return None
        function = next((each for each in _functions(machine, name) if name not in _KNOWN or _registered(each)), None)
        if function is None:
            return objects.called(machine, receiver, name, arguments)
        moved = [each if each.position is None else each._replace(position=each.position + 1) for each in arguments]
        return _add(machine, (Argument(None, 0, function, machine.crossing), *moved), receiver)

    return model


def _functions(machine: Machine, name: str) -> Iterator[Function]:
    """The functions of a name in this module and in those that it imports."""
    _load(machine)
    for module in (machine.module, *machine.namespaces.values()):
        found = module.contents.get(name)
        if isinstance(found, Function):
            yield found


def _load(machine: Machine) -> None:
    """Read the modules that are imported and that nothing was asked of yet."""
    modules = (machine.module, *machine.namespaces.values())
    for value in [each for module in modules for each in module.contents.values() if type(each) is Imported]:
        found = settled(machine, value)
        if type(found) is Imported:
            scope_of(machine, found)


def _registered(function: Function) -> bool:
    """Whether it carries `@circuit.subroutine(register=True)`."""
    return any(
        isinstance(each, Instance) and each.callee.endswith(".subroutine") and each.arguments
        for each in function.decorators
    )


_MODELS: dict[str, Model] = {f"{_OWNER}add": _add, f"{_OWNER}__call__": _bound}


def model_of(name: str) -> Model | None:
    """The model of a class or method."""
    if name in _MODELS:
        return _MODELS[name]
    if name.startswith(_OWNER) and "." not in name.removeprefix(_OWNER):
        return _method(name.removeprefix(_OWNER))
    return _circuit if name.startswith("braket.") and name.endswith(".Circuit") else None
