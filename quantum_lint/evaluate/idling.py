"""Loops that are read for long and leave all circuits as they are: the rest of their turns is read once for all."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quantum_lint.evaluate.machine import Machine


class Idling:
    """Watches a loop from its first turn on."""

    __slots__ = ("_machine", "_start", "_touched")

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self._start = machine.steps
        self._touched = machine.library.touched()

    def too_long(self) -> bool:
        """Whether the rest of the turns is not worth reading one by one.

        Each loop of which that is so leaves half as many steps to the next one, so that any number of them ends soon.
        """
        machine = self._machine
        if self._start - machine.steps <= machine.patience or machine.library.touched() != self._touched:
            return False
        machine.patience //= 2
        machine.epoch += 1
        return True
