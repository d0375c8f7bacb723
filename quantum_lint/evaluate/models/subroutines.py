"""Functions of a program that an SDK made methods of its circuits: `@circuit.subroutine(register=True)` of Braket."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quantum_lint.evaluate.functions import Function
from quantum_lint.evaluate.models.live import Live
from quantum_lint.evaluate.values import Instance

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quantum_lint.evaluate.machine import Machine

_REGISTERING = ".subroutine"


def registered(machine: Machine, receiver: Live, name: str) -> Function | None:
    """The function that calling a circuit's method of that name calls."""
    if receiver.kind != "braket.Circuit":
        return None
    return next((each for each in _called(machine, name) if _is_registered(each)), None)


def _called(machine: Machine, name: str) -> Iterator[Function]:
    """The functions of the name that the part that is read knows, and those of all modules that were read."""
    for value in (machine.lookup(name), *(each.contents.get(name) for each in machine.namespaces.values())):
        if isinstance(value, Function):
            yield value


def _is_registered(function: Function) -> bool:
    return any(isinstance(each, Instance) and each.callee.endswith(_REGISTERING) for each in function.decorators)
