"""Notes where a reading leads to other files and is not followed there: what is not found may be there all the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quantum_lint.evaluate.calls import Unfollowed
from quantum_lint.evaluate.functions import Function

if TYPE_CHECKING:
    from quantum_lint.evaluate.machine import Machine


def function_left_out(machine: Machine, function: Function, reason: str) -> None:
    """The call that is being read leads to a function, and is not followed if that is of another file."""
    path = function.positions.path
    if path is not None:
        _note(machine, (path, function.name), reason, read=function.node in machine.results)


def module_left_out(machine: Machine, path: str, reason: str) -> None:
    """A module is not read, or not to its end."""
    machine.own.unknown.append(reason)
    _note(machine, (path, ""), reason, read=False)


def _note(machine: Machine, function: tuple[str, str], reason: str, *, read: bool) -> None:
    key = (machine.crossing.node, function)
    if key not in machine.own.unfollowed:
        machine.own.unfollowed[key] = Unfollowed(machine.crossing, function, reason, machine.context(), read)
