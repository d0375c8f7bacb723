"""How big a qiskit circuit is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from quantum_lint.circuits.naming import settled
from quantum_lint.evaluate.models.foreign_depth import depth
from quantum_lint.model.circuit import Flat, Measures

if TYPE_CHECKING:
    from qiskit import QuantumCircuit
    from qiskit.circuit import CircuitInstruction

#: Gates of a circuit that is taken apart, which Qiskit does with some 20,000 of them a second.
_MOST_FLATTENED = 20_000
#: Instructions that have blocks, by Qiskit's names for them.
_CONTROL_FLOW = frozenset({"if_else", "while_loop", "for_loop", "switch_case", "box"})
#: Blocks of control flow inside of each other that are looked into.
_DEEPEST = 20


def measures(circuit: QuantumCircuit) -> Measures:
    """The measures of a circuit; nothing of it is changed."""
    counts: Counter[str] = Counter()
    for name, count in circuit.count_ops().items():
        counts[settled(str(name))] += int(count)
    return Measures(
        qubits=circuit.num_qubits,
        clbits=circuit.num_clbits,
        depth=depth(circuit),
        size=len(circuit.data),
        gates=tuple(sorted(counts.items(), key=_by_count)),
        two_qubit=int(circuit.num_nonlocal_gates()),
        parameters=circuit.num_parameters,
        measured=measures_any(circuit),
    )


def idle(circuit: QuantumCircuit) -> int:
    """How many qubits nothing is done to."""
    busy = {qubit for each in circuit.data if _acts(each) for qubit in each.qubits}
    return int(circuit.num_qubits - len(busy))


def _by_count(item: tuple[str, int]) -> tuple[int, str]:
    return -item[1], item[0]


def has_wide_gates(circuit: QuantumCircuit) -> bool:
    """Whether gates on three or more qubits hide how many there are on two."""
    return any(len(each.qubits) > 2 and _acts(each) for each in circuit.data)


def _acts(instruction: CircuitInstruction) -> bool:
    """Whether anything is done to the qubits: a barrier only stands between them."""
    return not instruction.is_directive()  # without making an object for the gate


def measures_any(circuit: QuantumCircuit, depth: int = 0) -> bool:
    """Whether a qubit is measured, in a block of control flow too."""
    counts = circuit.count_ops()
    if "measure" in counts or depth >= _DEEPEST or counts.keys().isdisjoint(_CONTROL_FLOW):
        return "measure" in counts
    return any(measures_any(block, depth + 1) for instruction in circuit.data for block in _blocks(instruction))


def _blocks(instruction: CircuitInstruction) -> Iterator[QuantumCircuit]:
    yield from getattr(instruction.operation, "blocks", ())


def flat(circuit: QuantumCircuit) -> Flat | None:
    """What the circuit comes to on `u` and `cx`; None where it is too large, or cannot be taken apart."""
    from qiskit import transpile
    from qiskit.exceptions import QiskitError

    if len(circuit.data) > _MOST_FLATTENED or any(True for each in circuit.data for _ in _blocks(each)):
        return None
    try:
        taken_apart = transpile(circuit, basis_gates=["u", "cx"], optimization_level=0)
    except QiskitError:
        return None
    counts = taken_apart.count_ops()
    return Flat(cx=counts.get("cx", 0), u=counts.get("u", 0), depth=taken_apart.depth())
