"""The depth that another SDK counts, which rides along in the metadata of the circuit that stands for one of its."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qiskit import QuantumCircuit
    from qiskit.circuit import CircuitInstruction

#: The key of the metadata.
SDK_DEPTH = "quantum-lint: depth as its SDK counts it"


def depth(circuit: QuantumCircuit) -> int:
    """The depth as the SDK of the circuit counts it."""
    counted = (circuit.metadata or {}).get(SDK_DEPTH)
    return int(circuit.depth(_acts)) if counted is None else int(counted)


def _acts(instruction: CircuitInstruction) -> bool:
    """What Qiskit asks of each instruction, too, but not through an object that it makes for the gate."""
    return not instruction.is_directive()
