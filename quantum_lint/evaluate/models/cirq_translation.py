"""Circuits of Cirq as circuits of Qiskit, operation by operation."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from quantum_lint.evaluate.models.cirq_gates import Operation
from quantum_lint.evaluate.models.cirq_qubits import Qid
from quantum_lint.evaluate.models.foreign_depth import SDK_DEPTH
from quantum_lint.evaluate.models.standard_gates import standard_gates

if TYPE_CHECKING:
    from qiskit import QuantumCircuit
    from qiskit.circuit import Instruction

    from quantum_lint.evaluate.models.cirq_circuits import Moment

#: What is the gate of Qiskit of the same name when it is neither raised to a power nor has more controls.
_SAME = frozenset(("x", "y", "z", "h", "s", "t", "cx", "cz", "swap", "iswap", "ccx", "ccz", "cswap", "id", "reset"))
#: The gate of Qiskit that a power is, and its parameters for an exponent; up to a global phase.
_POWERS: dict[str, tuple[str, Callable[[Any], tuple[Any, ...]]]] = {
    "x": ("rx", lambda power: (math.pi * power,)),
    "y": ("ry", lambda power: (math.pi * power,)),
    "z": ("p", lambda power: (math.pi * power,)),
    "s": ("p", lambda power: (math.pi / 2 * power,)),
    "t": ("p", lambda power: (math.pi / 4 * power,)),
    "cz": ("cp", lambda power: (math.pi * power,)),
    "cx": ("cu", lambda power: (math.pi * power, -math.pi / 2, math.pi / 2, math.pi / 2 * power)),
    "xx": ("rxx", lambda power: (math.pi * power,)),
    "yy": ("ryy", lambda power: (math.pi * power,)),
    "zz": ("rzz", lambda power: (math.pi * power,)),
    "rx": ("rx", lambda power: (power,)),
    "ry": ("ry", lambda power: (power,)),
    "rz": ("rz", lambda power: (power,)),
}
#: Instructions of a circuit that is repeated, in all.
_MOST_REPEATED = 100_000
#: With one or two controls.
_CONTROLLED = {("x", 1): "cx", ("z", 1): "cz", ("x", 2): "ccx", ("z", 2): "ccz", ("cx", 1): "ccx", ("cz", 1): "ccz",
               ("swap", 1): "cswap", ("h", 1): "ch", ("y", 1): "cy"}  # fmt: skip


def translated(moments: Sequence[Moment], qubits: Sequence[Qid]) -> QuantumCircuit:
    """The circuit on as many qubits, with barriers between moments where it would otherwise be shorter."""
    made = _built(moments, qubits, apart=False)
    if made.depth() == len(moments):
        return made
    made = _built(moments, qubits, apart=True)
    # Two operations of a moment that wait for one measurement share its bit, and stand one behind the other in Qiskit;
    # an empty moment counts in Cirq.
    made.metadata = {SDK_DEPTH: len(moments)}
    return made


def _built(moments: Sequence[Moment], qubits: Sequence[Qid], apart: bool) -> QuantumCircuit:
    from qiskit import QuantumCircuit

    numbers = {qubit: number for number, qubit in enumerate(qubits)}
    operations = [operation for moment in moments for operation in moment]
    clbits = sum(map(_clbits, operations))
    made = QuantumCircuit(len(qubits), clbits)
    measured: dict[str, list[int]] = {}
    for moment in moments:
        if apart and made.data:
            made.barrier()
        for operation in moment:
            _add(made, operation, [numbers[qubit] for qubit in operation.qubits], measured)
    return made


def _clbits(operation: Operation) -> int:
    """How many bits an operation measures into."""
    if operation.gate.inner is not None:
        return sum(map(_clbits, operation.gate.inner.all_operations()))
    return len(operation.qubits) if operation.gate.name == "measure" else 0


def _add(made: QuantumCircuit, operation: Operation, qubits: list[int], measured: dict[str, list[int]]) -> None:
    if operation.gate.name == "measure":
        start = sum(map(len, measured.values()))
        bits = list(range(start, start + len(qubits)))
        measured.setdefault(" ".join(operation.keys) or str(start), []).extend(bits)
        made.measure(qubits, bits)
        return
    if operation.gate.inner is not None:
        _add_circuit(made, operation, qubits, measured)
        return
    gate = _gate(operation)
    waits = [bit for key in operation.waits for bit in measured.get(key, ())]
    if waits:
        with made.if_test((made.clbits[waits[0]], True)):
            made.append(gate, qubits)
    else:
        made.append(gate, qubits)


def _add_circuit(made: QuantumCircuit, operation: Operation, qubits: list[int], measured: dict[str, list[int]]) -> None:
    """A circuit as one instruction, as often as it is repeated."""
    inner = operation.gate.inner.as_qiskit()
    times = operation.gate.exponent
    if not isinstance(times, int) or not 0 <= times * len(inner.data) <= _MOST_REPEATED:
        raise ValueError("how often a circuit is repeated")
    start = sum(map(len, measured.values()))
    bits = list(range(start, start + inner.num_clbits))
    measured.setdefault(str(start), []).extend(bits)
    made.append(_instruction(inner, times), qubits, bits)


def _instruction(circuit: QuantumCircuit, times: int) -> Instruction:
    """The circuit as an instruction, which Qiskit does not look into where something in it waits for a measurement."""
    from qiskit.circuit import Instruction

    if circuit.has_control_flow_op():
        return Instruction(circuit.name, circuit.num_qubits, circuit.num_clbits, [])
    return (circuit.repeat(times) if times != 1 else circuit).to_instruction()


def _gate(operation: Operation) -> Any:
    """The gate of Qiskit; one of the same name and size that is not looked into where it has none."""
    from qiskit.circuit import Gate

    given = operation.gate
    standard = standard_gates()
    whole = isinstance(given.exponent, (int, float)) and abs(given.exponent) % 2 == 1
    if (given.name, given.controls) in _CONTROLLED and whole:
        return standard[_CONTROLLED[given.name, given.controls]]
    if not given.controls and given.name in _SAME and (whole if given.name not in ("s", "t") else given.exponent == 1):
        return standard[given.name]
    if not given.controls and given.name in _POWERS:
        name, parameters = _POWERS[given.name]
        return type(standard[name])(*parameters(given.exponent))
    name = f"{'c' * given.controls}{given.name}"
    return Gate(name, len(operation.qubits), _free(given.exponent, given.parameters))


def _free(exponent: Any, parameters: Sequence[Any]) -> list[Any]:
    """What a gate that is not looked into has for parameters."""
    return [each for each in (exponent, *parameters) if hasattr(each, "parameters") or isinstance(each, (int, float))]
