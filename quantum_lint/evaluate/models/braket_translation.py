"""Circuits of Amazon Braket as circuits of Qiskit, instruction by instruction."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from quantum_lint.evaluate.models.braket_circuits import Instruction

if TYPE_CHECKING:
    from qiskit import QuantumCircuit

#: What gates are called in Qiskit where they are the same.
_SAME = {
    "h": "h", "x": "x", "y": "y", "z": "z", "s": "s", "si": "sdg", "t": "t", "ti": "tdg", "v": "sx", "vi": "sxdg",
    "i": "id", "rx": "rx", "ry": "ry", "rz": "rz", "phaseshift": "p", "u": "u", "cnot": "cx", "cz": "cz", "cy": "cy",
    "cv": "csx", "cphaseshift": "cp", "swap": "swap", "iswap": "iswap", "ecr": "ecr", "xx": "rxx", "yy": "ryy",
    "zz": "rzz", "ccnot": "ccx", "cswap": "cswap",
}  # fmt: skip
_BARRIERS = frozenset(("barrier", "start_verbatim", "end_verbatim"))
_INVERSE = {"s": "si", "si": "s", "t": "ti", "ti": "t", "v": "vi", "vi": "v"}
#: Gates that undo themselves, and gates that turn by an angle.
_OWN_INVERSE = frozenset(("h", "x", "y", "z", "i", "cnot", "cz", "cy", "swap", "ccnot", "cswap"))
_TURNS = frozenset(("rx", "ry", "rz", "phaseshift", "cphaseshift", "xx", "yy", "zz"))
#: With one more control.
_CONTROLLED = {"x": "cx", "y": "cy", "z": "cz", "h": "ch", "cnot": "ccx", "cz": "ccz", "swap": "cswap", "rx": "crx",
               "ry": "cry", "rz": "crz", "phaseshift": "cp"}  # fmt: skip


def translated(instructions: Sequence[Instruction], qubits: Sequence[int]) -> QuantumCircuit:
    """The circuit on as many qubits as it uses."""
    from qiskit import QuantumCircuit

    numbers = {qubit: number for number, qubit in enumerate(qubits)}
    measured = sum(each.operator.name == "measure" for each in instructions)
    made = QuantumCircuit(len(qubits), measured)
    bit = 0
    for each in instructions:
        places = [numbers[qubit] for qubit in each.target]
        if each.operator.name == "measure":
            made.measure(places[0], bit)
            bit += 1
        elif each.operator.name in _BARRIERS:
            made.barrier(*([places] if places else []), label=each.operator.name)
        else:
            made.append(_gate(each), places)
    return made


def _gate(instruction: Instruction) -> Any:
    """The gate of Qiskit; one of the same name and size that is not looked into where it has none."""
    from qiskit.circuit import Gate
    from qiskit.circuit.library import get_standard_gate_name_mapping

    name, parameters, power = _powered(instruction)
    names = {0: _SAME, 1: _CONTROLLED}.get(instruction.controls, {})
    standard = get_standard_gate_name_mapping()
    if power == 1 and name in names:
        found = standard[names[name]]
        return type(found)(*parameters) if found.params else found
    shown = f"{'c' * instruction.controls}{name}"
    return Gate(shown, len(instruction.target), [each for each in parameters if _is_number(each)])


def _powered(instruction: Instruction) -> tuple[str, tuple[Any, ...], Any]:
    """The name, the parameters and the power, which is one where there is a gate without a power for it."""
    name, parameters, power = instruction.operator.name, instruction.operator.parameters, instruction.power
    if name in _TURNS:
        return name, tuple(each * power for each in parameters), 1
    if power == -1 and name in _INVERSE:
        return _INVERSE[name], parameters, 1
    return name, parameters, 1 if power == -1 and name in _OWN_INVERSE else power


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) or hasattr(value, "parameters")
