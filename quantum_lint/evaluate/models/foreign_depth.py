"""The depth of a circuit: as Qiskit counts it, or as another SDK does for which the circuit stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qiskit import QuantumCircuit
    from qiskit.circuit import CircuitInstruction, Clbit, Qubit

#: The key of the metadata in which the depth that another SDK counts rides along.
SDK_DEPTH = "quantum-lint: depth as its SDK counts it"
#: Instructions that use more than their qubits and bits say, by the names that Qiskit gives them.
_REACHING = frozenset(("if_else", "while_loop", "for_loop", "switch_case", "box", "store"))


def depth(circuit: QuantumCircuit) -> int:
    """The depth as the SDK of the circuit counts it."""
    counted = (circuit.metadata or {}).get(SDK_DEPTH)
    if counted is not None:
        return int(counted)
    return int(circuit.depth(_acts)) if _REACHING.intersection(circuit.count_ops()) else _of_plain(circuit)


def _of_plain(circuit: QuantumCircuit) -> int:
    """What Qiskit counts, which makes an object for each gate to see whether it hangs on a condition: none does."""
    reached: dict[Qubit | Clbit, int] = {}
    for instruction in circuit.data:
        used = (*instruction.qubits, *instruction.clbits)
        level = max([reached.get(each, 0) for each in used], default=0) + _acts(instruction)
        reached.update(dict.fromkeys(used, level))
    return max(reached.values(), default=0)


def _acts(instruction: CircuitInstruction) -> bool:
    """What Qiskit asks of each instruction, too, but not through an object that it makes for the gate."""
    return not instruction.is_directive()
