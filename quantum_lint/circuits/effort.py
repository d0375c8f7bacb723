"""How long Qiskit takes to transpile a circuit: told before it does, and alike on every machine.

Measured with Qiskit 2.6 (seconds of processor time, 2 cores of 2026): what is close to each other on the device takes
60 to 85 us for a gate on two qubits, and what is far apart more with every qubit that lies between: QFT-40 0.4 s,
1,000 random pairs of 30 qubits 1.3 s, 2,000 of 100 qubits 6.7 s; at level 1 a quarter of that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quantum_lint.circuits.limits import MOST_TRANSPILED_GATES
from quantum_lint.model.device import Device

if TYPE_CHECKING:
    from qiskit import QuantumCircuit
    from qiskit.circuit import CircuitInstruction

#: Seconds for a gate on two qubits where it may be done at once, and more for each qubit of a circuit with far pairs.
_NEAR = {0: 5e-5, 1: 8e-5, 2: 1e-4, 3: 3e-4}
_FAR = {0: 4e-6, 1: 8e-6, 2: 3e-5, 3: 6e-5}
#: Seconds for any other instruction.
_ELSE = 1e-5
#: A circuit with more pairs for each qubit than a lattice has must be routed.
_PAIRS_OF_LATTICE = 1.2
#: Gates on two qubits that come of what is given as numbers, to the power of its qubits.
_OF_NUMBERS = {"unitary": 4, "isometry": 4, "initialize": 2, "state_preparation": 2, "diagonal": 2, "multiplexer": 4}
_DEEPEST = 20


def seconds(circuit: QuantumCircuit, device: Device, level: int) -> float:
    """Seconds that transpiling the circuit for the device takes at the level; at most about twice as long."""
    gates, far = _pairs(circuit, 0), _is_far(circuit, device)
    each = _NEAR[level] + (_FAR[level] * circuit.num_qubits if far else 0.0)
    return gates * each + len(circuit.data) * _ELSE


def _pairs(circuit: QuantumCircuit, depth: int) -> int:
    """Gates on two qubits that it is made of; beyond those that anybody transpiles they are not counted."""
    found = 0
    for instruction in circuit.data:
        found += _pairs_of(instruction, depth) if len(instruction.qubits) > 1 else 0
        if found > MOST_TRANSPILED_GATES:
            break
    return found


def _pairs_of(instruction: CircuitInstruction, depth: int) -> int:
    operation, width = instruction.operation, len(instruction.qubits)
    if operation.name in _OF_NUMBERS:
        return int(_OF_NUMBERS[operation.name] ** min(width, _DEEPEST))
    blocks = getattr(operation, "blocks", None)
    if blocks is not None:
        return sum(_pairs(block, depth + 1) for block in blocks)
    if width == 2 and instruction.is_standard_gate():
        return 1
    definition = None if depth >= _DEEPEST else getattr(operation, "definition", None)
    return 0 if definition is None else _pairs(definition, depth + 1)


def _is_far(circuit: QuantumCircuit, device: Device) -> bool:
    """Whether what works together cannot all lie side by side on the device."""
    places = [place for each in device.operations.values() for place in each.errors if len(place) > 1]
    if not places:
        return False
    pairs = {frozenset(each.qubits) for each in circuit.data if len(each.qubits) > 1 and each.name != "barrier"}
    return len(pairs) > _PAIRS_OF_LATTICE * circuit.num_qubits or any(len(pair) > 2 for pair in pairs)
