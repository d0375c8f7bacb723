"""What `qiskit_to_tk` and `tk_to_qiskit` of pytket make of circuits.

Compared with pytket-qiskit 0.79 on made-up circuits. What it rebases, decomposes or names anew is not followed.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from quantum_lint.evaluate.models.ignored import Ignored
from quantum_lint.evaluate.models.pytket_circuits import Circuit, Command
from quantum_lint.evaluate.models.pytket_gates import MEASURE, Op, OpType, box, circuit_box, controlled, operation
from quantum_lint.evaluate.models.pytket_logic import SCRATCH
from quantum_lint.evaluate.models.pytket_units import Bit, Qubit, Unit
from quantum_lint.evaluate.models.standard_gates import standard_gates
from quantum_lint.evaluate.models.unsettled import is_unsettled

if TYPE_CHECKING:
    from qiskit import QuantumCircuit

#: Types of pytket that Qiskit has under the same name in small letters.
_ALIKE = """H Rx Ry Rz Sdg S SXdg SX Tdg T U1 U2 U3 X Y Z CH CRx CRy CRz CU1 CU3 CX CSX CY CZ ECR SWAP CCX CSWAP
    Reset"""
#: The type for a gate of Qiskit by name.
_TYPES = {
    **{kind.lower(): kind for kind in _ALIKE.split()},
    "id": "noop", "p": "U1", "r": "PhasedX", "u": "U3", "cp": "CU1", "iswap": "ISWAPMax", "ccz": "CnZ",
    "rxx": "XXPhase", "ryy": "YYPhase", "rzz": "ZZPhase",
}  # fmt: skip
#: The gate of Qiskit for a type; of two that mean the same pytket takes the older.
_NAMES = {**{kind: name for name, kind in _TYPES.items() if kind not in ("CnZ", "CU3")}, "U1": "u1", "CU1": "cu1",
          "U3": "u", "V": "sx", "Vdg": "sxdg"}  # fmt: skip
#: Gates under control that have a type of their own, by the name of what is controlled.
_CONTROLLED = {"x": "CnX", "ry": "CnRy", "y": "CnY", "z": "CnZ"}


def from_qiskit(qcirc: QuantumCircuit, preserve_param_uuid: Ignored = False) -> Circuit:
    """The circuit with registers of the same names. Raises ValueError where it has something that is not followed."""
    if any(not is_unsettled(each) for each in qcirc.parameters):
        raise ValueError("what becomes of parameters differs from release to release")
    made = Circuit(qcirc.name)
    units: dict[Any, Unit] = {}
    for registers, kind in ((qcirc.qregs, Qubit), (qcirc.cregs, Bit)):
        for register in registers:
            added = made.add_q_register if kind is Qubit else made.add_c_register
            units.update(zip(register, added(register.name, len(register)), strict=True))
    _fill(made, qcirc.data, units)
    return made


def _fill(made: Circuit, data: Sequence[Any], units: dict[Any, Unit]) -> None:
    for each in data:
        qubits, bits = [units[wire] for wire in each.qubits], [units[wire] for wire in each.clbits]
        if each.operation.name == "barrier":
            made.add_barrier(qubits)
            continue
        op = _operation(each.operation)
        made.add_gate(op, [*(reversed(qubits) if op.kind in _BACKWARDS else qubits), *bits])


#: Boxes whose qubits the two count from other ends.
_BACKWARDS = frozenset(("Unitary1qBox", "Unitary2qBox", "Unitary3qBox", "StatePreparationBox"))


def _operation(given: Any) -> Op:
    """The operation for an instruction of Qiskit."""
    from qiskit.circuit import ControlledGate, Gate, Instruction

    kind = given.base_class
    if given.name == "measure":
        return MEASURE
    if kind in (Gate, Instruction):
        return circuit_box(_inner(given))
    if kind.__name__ == "UnitaryGate" and given.num_qubits in (1, 2, 3):
        return box(f"Unitary{given.num_qubits}qBox")(given.params[0])
    if kind.__name__ == "StatePreparation" and len(given.params) > 1 and not isinstance(given.params[0], str):
        return box("StatePreparationBox")(given.params)
    if isinstance(given, ControlledGate):
        return _under_control(given)
    return _standard(given)


def _standard(given: Any) -> Op:
    """The operation for a standard gate, which may have no control but one that its type has."""
    standard = standard_gates().get(given.name)
    name = _TYPES.get(given.name)
    if name is None or standard is None or given.base_class is not standard.base_class:
        raise ValueError(f"what becomes of `{given.name}` is not followed")
    return operation(OpType(name), [each / math.pi for each in given.params], given.num_qubits)


def _under_control(given: Any) -> Op:
    name, base = given.base_class.__name__, given.base_gate
    if given.ctrl_state != (1 << given.num_ctrl_qubits) - 1:
        return controlled(_standard(base), given.num_ctrl_qubits)
    if name == "CUGate":
        if given.params[-1] != 0:
            raise ValueError("a phase under control is not followed")
        return operation(OpType("CU3"), [each / math.pi for each in given.params[:-1]])
    if given.name in _TYPES:
        return _standard(given)
    if base.name in _CONTROLLED:
        numbers = [each / math.pi for each in given.params]
        return operation(OpType(_CONTROLLED[base.name]), numbers, given.num_qubits)
    return controlled(_standard(base), given.num_ctrl_qubits)


def _inner(given: Any) -> Circuit:
    """What an instruction of the program's own is made of."""
    definition = given.definition
    if definition is None:
        raise ValueError(f"nothing is said of what `{given.name}` is made of")
    made = Circuit(given.num_qubits, given.num_clbits)
    units = dict(zip((*definition.qubits, *definition.clbits), (*made.qubits, *made.bits), strict=True))
    _fill(made, definition.data, units)
    return made


def to_qiskit(tkcirc: Circuit, replace_implicit_swaps: Ignored = False, perm_warning: Ignored = True) -> QuantumCircuit:
    """The circuit with registers of the same names. Raises ValueError where it has something that is not followed."""
    from qiskit import ClassicalRegister, QuantumCircuit, QuantumRegister

    if tkcirc.free_symbols() and not all(map(is_unsettled, tkcirc.free_symbols())):
        raise ValueError("what becomes of symbols differs from release to release")
    made = QuantumCircuit(name=tkcirc.name)
    wires: dict[Unit, Any] = {}
    for registers, kind in ((tkcirc.q_registers, QuantumRegister), (tkcirc.c_registers, ClassicalRegister)):
        for register in registers:
            own = kind(register.size, register.name)
            made.add_register(own)
            wires.update(zip(register, own, strict=True))
    for each in tkcirc.get_commands():
        _append(made, each, wires)
    return made


def _append(made: QuantumCircuit, command: Command, wires: dict[Unit, Any]) -> None:
    if command.reads or any(each.reg_name == SCRATCH for each in command.args):
        raise ValueError("conditions that are worked out first are not followed")
    qubits, bits = [wires[each] for each in command.qubits], [wires[each] for each in command.bits]
    instruction = _instruction(command.op, len(qubits))
    if command.op.kind in _BACKWARDS:
        qubits.reverse()
    if not command.condition:
        made.append(instruction, qubits, bits)
        return
    with made.if_test(_condition(command, made, wires)):
        made.append(instruction, qubits, bits)


def _condition(command: Command, made: QuantumCircuit, wires: dict[Unit, Any]) -> tuple[Any, int]:
    asked = [wires[each] for each in command.condition]
    whole = next((register for register in made.cregs if list(register) == asked), None)
    if whole is None and len(asked) > 1:
        raise ValueError("a condition on some bits of a register is an error")
    return whole if whole is not None else asked[0], command.value


def _instruction(op: Op, qubits: int) -> Any:
    """The instruction of Qiskit for an operation."""
    from qiskit.circuit import Barrier, Measure

    if op.kind in ("Barrier", "Measure"):
        return Barrier(qubits) if op.kind == "Barrier" else Measure()
    angles = [each * math.pi for each in op.params]
    if op.kind in _BACKWARDS:
        return _library("UnitaryGate" if op.kind.startswith("Unitary") else "StatePreparation")(op.inner)
    if op.kind in _SPECIAL:
        return _SPECIAL[op.kind](qubits, *angles)
    if op.kind not in _NAMES:
        raise ValueError(f"what becomes of {op.kind} is not followed")
    standard = standard_gates()[_NAMES[op.kind]]
    return type(standard)(*angles) if angles else standard


def _library(name: str) -> Any:
    from qiskit.circuit import library

    return getattr(library, name)


def _many(name: str) -> Callable[..., Any]:
    """What makes a gate with all of its qubits but the last as controls."""
    return lambda qubits, *angles: _library(name)(*angles).control(qubits - 1)


_SPECIAL: dict[str, Callable[..., Any]] = {
    "CnX": lambda qubits: _library("MCXGate")(qubits - 1),
    "CnY": _many("YGate"),
    "CnZ": _many("ZGate"),
    "CnRy": _many("RYGate"),
    "CU3": lambda _, *angles: _library("CUGate")(*angles, 0),
    "TK1": lambda _, first, second, third: _library("UGate")(second, first - math.pi / 2, third + math.pi / 2),
}
