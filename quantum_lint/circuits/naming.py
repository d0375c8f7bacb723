"""Names of circuits that have none: Qiskit counts them, and in a process that is not the first adds its number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qiskit import QuantumCircuit
    from qiskit.circuit import Instruction

_COUNTED = re.compile(r"circuit-\d+(?:-\d+)?")


def settled(name: str) -> str:
    """The name of an operation without what differs from run to run: `circuit` for the one that was the 41st."""
    return _COUNTED.sub("circuit", name)


def with_settled_names(circuit: QuantumCircuit) -> QuantumCircuit:
    """The circuit with such names for its operations; the same object where all of them have names of their own."""
    if not any(_COUNTED.search(name) for name in circuit.count_ops()):
        return circuit
    renamed = circuit.copy()
    for place, instruction in enumerate(renamed.data):
        if _COUNTED.search(instruction.operation.name):
            renamed.data[place] = instruction.replace(operation=_renamed(instruction.operation))
    return renamed


def _renamed(operation: Instruction) -> Instruction:
    """The operation, and what it controls, by settled names."""
    found = operation.to_mutable()
    found.name = settled(found.name)
    if hasattr(found, "base_gate"):
        found.base_gate = _renamed(found.base_gate)
    return found
