"""Circuits of Amazon Braket as circuits of Qiskit, instruction by instruction."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from quantum_lint.evaluate.models.braket_gates import Instruction, Operator
from quantum_lint.evaluate.models.foreign_depth import SDK_DEPTH
from quantum_lint.evaluate.models.standard_gates import standard_gates

if TYPE_CHECKING:
    from qiskit import QuantumCircuit

Numbers = tuple[Any, ...]
#: The gate of Qiskit by class.
_SAME = {"H": "h", "I": "id", "X": "x", "Y": "y", "Z": "z", "S": "s", "Si": "sdg", "T": "t", "Ti": "tdg", "V": "sx",
         "Vi": "sxdg", "Rx": "rx", "Ry": "ry", "Rz": "rz", "PhaseShift": "p", "U": "u", "PRx": "r", "CNot": "cx",
         "CY": "cy", "CZ": "cz", "CV": "csx", "CPhaseShift": "cp", "Swap": "swap", "ISwap": "iswap", "ECR": "ecr",
         "XX": "rxx", "YY": "ryy", "ZZ": "rzz", "CCNot": "ccx", "CSwap": "cswap", "GPhase": "global_phase"}  # fmt: skip
#: The gate and its numbers, for those of Braket that have others.
_CHANGED: dict[str, tuple[str, Callable[[Numbers], Numbers]]] = {
    "GPi": ("r", lambda numbers: (math.pi, numbers[0])),
    "GPi2": ("r", lambda numbers: (math.pi / 2, numbers[0])),
    "XY": ("xx_plus_yy", lambda numbers: (-numbers[0], 0)),
    "CCPRx": ("r", lambda numbers: numbers[:2]),
}
#: What Qiskit has no gate for, made of gates of these names: each with its numbers and qubits.
_MADE: dict[str, Callable[[Numbers], list[tuple[str, Numbers, tuple[int, ...]]]]] = {
    "PSwap": lambda of: [("cx", (), (0, 1)), ("p", of, (1,)), ("cx", (), (0, 1)), ("swap", (), (0, 1))],
    "CPhaseShift00": lambda of: _around([("x", (), (0,)), ("x", (), (1,))], of),
    "CPhaseShift01": lambda of: _around([("x", (), (0,))], of),
    "CPhaseShift10": lambda of: _around([("x", (), (1,))], of),
    "MS": lambda of: [("rz", (-of[0],), (0,)), ("rz", (-of[1],), (1,)), ("rxx", (of[2],), (0, 1)),
                      ("rz", (of[0],), (0,)), ("rz", (of[1],), (1,))],
}  # fmt: skip


def _around(
    flips: list[tuple[str, Numbers, tuple[int, ...]]], numbers: Numbers
) -> list[tuple[str, Numbers, tuple[int, ...]]]:
    return [*flips, ("cp", numbers, (0, 1)), *flips]


def translated(instructions: Sequence[Instruction], qubits: Sequence[int], depth: int) -> QuantumCircuit:
    """The circuit on as many qubits; that it has another depth there is kept in its metadata."""
    from qiskit import QuantumCircuit

    numbers = {qubit: number for number, qubit in enumerate(qubits)}
    clbits = sum(each.operator.name in ("Measure", "MeasureFF") for each in instructions)
    made = QuantumCircuit(len(qubits), clbits, metadata={SDK_DEPTH: depth})
    measured: dict[object, int] = {}
    for each in instructions:
        _add(made, each, [numbers[qubit] for qubit in each.qubits], measured)
    return made


def _add(made: QuantumCircuit, given: Instruction, wires: list[int], measured: dict[object, int]) -> None:
    """Add an instruction; `measured` are the clbits so far by what was measured."""
    from quantum_lint.evaluate.models.qiskit_circuits import directive

    operator = given.operator
    if operator.name in ("Measure", "MeasureFF"):
        key = operator.parameters[0] if operator.parameters else ("", *wires)
        made.measure(wires[0], len(measured))
        measured.setdefault(key, len(measured))
    elif operator.kind == "mark":
        made.barrier(wires or made.qubits, label=None if operator.name == "Barrier" else operator.name)
    elif operator.kind == "noise":
        made.append(directive(operator.name, len(wires)), wires)
    elif operator.name == "CCPRx" and operator.parameters[2] in measured:
        with made.if_test((made.clbits[measured[operator.parameters[2]]], True)):
            made.append(gate_of(operator), wires)
    else:
        controls = len(wires) - len(given.target)
        made.append(
            _modified(gate_of(operator), given), wires[-controls:] * bool(controls) + wires[: len(given.target)]
        )


def _modified(gate: Any, given: Instruction) -> Any:
    """The gate raised to a power and under control."""
    if given.power != 1:
        gate = gate.power(given.power)
    if given.control:
        state = "".join(map(str, reversed(given.control_state)))
        gate = gate.control(len(given.control), ctrl_state=state, annotated=len(given.control) > 3 and gate.name != "x")
    return gate


def gate_of(operator: Operator) -> Any:
    """The gate of Qiskit for a gate; one that is not looked into where its matrix is not known."""
    from qiskit.circuit import Gate
    from qiskit.circuit.library import UnitaryGate

    standard = standard_gates()
    name, change = _CHANGED.get(operator.name, (_SAME.get(operator.name), lambda numbers: numbers))
    if name is not None:
        return type(standard[name])(*change(operator.parameters)) if operator.parameters else standard[name]
    if operator.name in _MADE:
        return _composed(operator)
    if operator.matrix is None:
        return Gate(operator.name.lower(), operator.qubit_count, [])
    return UnitaryGate(_little_endian(operator.matrix), check_input=False)


def _composed(operator: Operator) -> Any:
    from qiskit import QuantumCircuit
    from qiskit.circuit import Gate

    standard = standard_gates()
    body = QuantumCircuit(operator.qubit_count)
    for name, numbers, wires in _MADE[operator.name](operator.parameters):
        body.append(type(standard[name])(*numbers), wires)
    made = Gate(operator.name.lower(), operator.qubit_count, list(operator.parameters))
    made.definition = body
    return made


def _little_endian(matrix: Any) -> Any:
    """The matrix for the qubits in Qiskit's order."""
    from qiskit.quantum_info import Operator as Matrix

    return Matrix(matrix).reverse_qargs().data
