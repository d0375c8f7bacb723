"""Functions that nobody calls: what they are read with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quantum_lint.evaluate.construction import sample
from quantum_lint.evaluate.functions import Function

if TYPE_CHECKING:
    from quantum_lint.evaluate.machine import Machine


def enter(machine: Machine, function: Function) -> None:
    """Read a function that nobody called, with its defaults."""
    owner = function.owner
    receiver = None
    if owner is not None and not function.has_decorator("staticmethod"):
        receiver = owner if function.has_decorator("classmethod") else sample(machine, owner)
    if function.node not in machine.runs:
        result = machine.invoke(function, (), receiver)
        machine.results.setdefault(function.node, result)
