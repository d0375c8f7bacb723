"""Circuits of pytket as circuits of Qiskit, command by command."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from quantum_lint.evaluate.models.foreign_depth import SDK_DEPTH
from quantum_lint.evaluate.models.pytket_gates import Op
from quantum_lint.evaluate.models.standard_gates import standard_gates

if TYPE_CHECKING:
    from qiskit import QuantumCircuit

    from quantum_lint.evaluate.models.pytket_circuits import Circuit, Command

Numbers = tuple[Any, ...]
#: A gate of Qiskit with its numbers and qubits.
Part = tuple[str, Numbers, tuple[int, ...]]
#: Types that Qiskit has under the same names.
_ALIKE = """Z X Y S Sdg T Tdg SX SXdg H Rx Ry Rz U1 U2 U3 CX CY CZ CH CSX CS CSdg CRz CRx CRy CU1 CU3 CCX ECR SWAP CSWAP
    Reset"""
#: The gate of Qiskit by type; numbers are half turns there.
_SAME = {"Phase": "global_phase", "V": "sx", "Vdg": "sxdg", "noop": "id", "Collapse": "measure", "TK1": "u",
         "PhasedX": "r", "XXPhase": "rxx", "YYPhase": "ryy", "ZZPhase": "rzz", "ISWAPMax": "iswap",
         **{kind: kind.lower() for kind in _ALIKE.split()}}  # fmt: skip
#: The gate and its numbers, for those that have others.
_CHANGED: dict[str, tuple[str, Callable[..., Numbers]]] = {
    "GPI": ("r", lambda phase: (1, phase)),
    "GPI2": ("r", lambda phase: (0.5, phase)),
    "CV": ("crx", lambda: (0.5,)),
    "CVdg": ("crx", lambda: (-0.5,)),
    "ZZMax": ("rzz", lambda: (0.5,)),
    "ISWAP": ("xx_plus_yy", lambda angle: (-angle, 0)),
    "PhasedISWAP": ("xx_plus_yy", lambda phase, angle: (-angle, 2 * phase)),
    "TK1": ("u", lambda first, second, third: (second, first - 0.5, third + 0.5)),
}
#: What Qiskit has no gate for, made of its gates.
_MADE: dict[str, Callable[..., list[Part]]] = {
    "TK2": lambda xx, yy, zz: [("rxx", (xx,), (0, 1)), ("ryy", (yy,), (0, 1)), ("rzz", (zz,), (0, 1))],
    "TwinPhasedX": lambda angle, phase: [("r", (angle, phase), (0,)), ("r", (angle, phase), (1,))],
    "PhasedXX": lambda angle, phase: [*_turned(-phase), ("rxx", (angle,), (0, 1)), *_turned(phase)],
    "AAMS": lambda angle, one, two: [
        ("rz", (-one,), (0,)), ("rz", (-two,), (1,)), ("rxx", (angle,), (0, 1)), ("rz", (one,), (0,)),
        ("rz", (two,), (1,)),
    ],
    "ESWAP": lambda angle: [(gate, (angle / 2,), (0, 1)) for gate in ("rxx", "ryy", "rzz")],
    "FSim": lambda swap, phase: [("xx_plus_yy", (2 * swap, 0), (0, 1)), ("cp", (-phase,), (0, 1))],
    "Sycamore": lambda: [("xx_plus_yy", (1, 0), (0, 1)), ("cp", (-1 / 6,), (0, 1))],
    "XXPhase3": lambda angle: [("rxx", (angle,), pair) for pair in ((0, 1), (1, 2), (0, 2))],
    "BRIDGE": lambda: [("cx", (), pair) for pair in ((0, 1), (1, 2), (0, 1), (1, 2))],
}  # fmt: skip
#: Gates with any number of controls, by the gate that these control.
_CONTROLLED = {"CSXdg": "sxdg", "CnX": "x", "CnY": "y", "CnZ": "z", "CnRx": "rx", "CnRy": "ry", "CnRz": "rz"}
#: Types of boxes by the gate of Qiskit's library that takes what they hold.
_BY_DATA = {**dict.fromkeys(("Unitary1qBox", "Unitary2qBox", "Unitary3qBox"), "UnitaryGate"),
            "DiagonalBox": "DiagonalGate", "StatePreparationBox": "StatePreparation"}  # fmt: skip


def _turned(phase: Any) -> list[Part]:
    return [("rz", (phase,), (0,)), ("rz", (phase,), (1,))]


def translated(circuit: Circuit) -> QuantumCircuit:
    """The circuit on as many qubits and bits; that it has another depth there is kept in its metadata."""
    from qiskit import QuantumCircuit

    made = QuantumCircuit(circuit.n_qubits, circuit.n_bits, metadata={SDK_DEPTH: circuit.depth()})
    wires = {unit: made.qubits[at] for at, unit in enumerate(circuit.qubits)}
    wires.update({unit: made.clbits[at] for at, unit in enumerate(circuit.bits)})
    for command in circuit.get_commands():
        _add(made, command, wires)
    return made


def _add(made: QuantumCircuit, command: Command, wires: dict[Any, Any]) -> None:
    """Add a command, in a block for each bit that it depends on."""
    qubits, bits = [wires[each] for each in command.qubits], [wires[each] for each in (*command.reads, *command.bits)]
    if command.op.kind == "Barrier":
        made.barrier(qubits or made.qubits)
        return
    if not command.condition:
        made.append(_instruction(command), qubits, bits)
        return
    conditions = [(wires[bit], command.value >> at & 1) for at, bit in enumerate(command.condition)]
    _conditional(made, conditions, _instruction(command), [*qubits], bits)


def _instruction(command: Command) -> Any:
    """The instruction of a command; bits that it looks at come before those that it sets."""
    op = command.op
    return gate_of(replace(op, n_bits=op.n_bits + len(command.reads)) if command.reads else op)


def _conditional(made: QuantumCircuit, conditions: list[Any], gate: Any, qubits: list[Any], bits: list[Any]) -> None:
    from qiskit import QuantumCircuit

    first, *others = conditions
    inner = QuantumCircuit(list(dict.fromkeys(qubits)), [*dict.fromkeys([*bits, *(bit for bit, _ in conditions)])])
    if others:
        _conditional(inner, others, gate, qubits, bits)
    else:
        inner.append(gate, qubits, bits)
    made.if_test(first, inner, inner.qubits, inner.clbits)


def gate_of(op: Op) -> Any:
    """The instruction of Qiskit for an operation; one that is not looked into where nothing more is known of it."""
    from qiskit.circuit import Gate, Instruction, Measure

    if op.kind == "Measure":
        return Measure()
    if op.kind in _BOXES:
        return _BOXES[op.kind](op)
    if op.kind in _BY_DATA:
        return _by_data(op)
    if op.kind in _CONTROLLED and op.n_qubits is not None:
        base = _standard(_CONTROLLED[op.kind], op.params)
        return base.control(op.n_qubits - 1) if op.n_qubits > 1 else base
    if op.kind in _MADE:
        return _composed(op)
    name, change = _CHANGED.get(op.kind, (_SAME.get(op.kind), lambda *numbers: numbers))
    if name is not None and op.kind != "Collapse":
        return _standard(name, change(*op.params))
    if op.is_gate and not op.n_bits:
        return Gate(op.kind, op.n_qubits or 0, [])
    return Instruction(op.kind, op.n_qubits or 0, op.n_bits, [])


def _standard(name: str, half_turns: Numbers) -> Any:
    standard = standard_gates()[name]
    return type(standard)(*(each * math.pi for each in half_turns)) if half_turns else standard


def _composed(op: Op) -> Any:
    from qiskit import QuantumCircuit

    assert op.n_qubits is not None
    made = QuantumCircuit(op.n_qubits, name=op.kind)
    for name, numbers, qubits in _MADE[op.kind](*op.params):
        made.append(_standard(name, numbers), qubits)
    return made.to_gate()


def _circuit(op: Op) -> Any:
    inner = op.inner.as_qiskit()
    inner.name = op.kind
    return inner.to_instruction()


def _controlled(op: Op) -> Any:
    assert op.n_qubits is not None
    inner = gate_of(op.inner)
    if not hasattr(inner, "control"):  # an instruction that Qiskit knows as no gate
        inner = op.inner.inner.as_qiskit().to_gate()
    return inner.control(op.n_qubits - op.inner.n_qubits, annotated=op.n_qubits > 4 and inner.name != "x")


def _by_data(op: Op) -> Any:
    from qiskit.circuit import library

    return getattr(library, _BY_DATA[op.kind])(op.inner)


def _evolved(op: Op) -> Any:
    from qiskit.circuit.library import PauliEvolutionGate
    from qiskit.quantum_info import SparsePauliOp

    return PauliEvolutionGate(SparsePauliOp(op.inner[::-1]), time=op.params[0] * math.pi / 2)


_BOXES: dict[str, Callable[[Op], Any]] = {
    "CircBox": _circuit,
    "CustomGate": _circuit,
    "QControlBox": _controlled,
    "PauliExpBox": _evolved,
}
