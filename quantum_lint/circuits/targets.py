"""Qiskit's view of a device snapshot."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from quantum_lint.circuits.gates import GATES
from quantum_lint.evaluate.models.standard_gates import standard_gates
from quantum_lint.model.device import Device, Operation, Qubits

if TYPE_CHECKING:
    from qiskit.circuit import Instruction
    from qiskit.transpiler import InstructionProperties, StagedPassManager, Target

#: Pulses of superconducting devices start at multiples of this, as IBM's snapshots say; nobody else states one.
STEP = 4e-9


class Targets:
    """Targets of devices and what transpiles for them, each made once. One thread alone may use them."""

    def __init__(self) -> None:
        self._made: dict[str, Target] = {}
        self._managers: dict[tuple[str, int, int], StagedPassManager] = {}

    def of(self, device: Device) -> Target:
        """The target that circuits for the device are transpiled to."""
        if device.digest not in self._made:
            self._made[device.digest] = _target(device)
        return self._made[device.digest]

    def manager(self, device: Device, level: int, seed: int) -> StagedPassManager:
        """What transpiles circuits for the device just as `qiskit.transpile` does."""
        from qiskit.transpiler import generate_preset_pass_manager

        key = (device.digest, level, seed)
        if key not in self._managers:
            target = self.of(device)
            manager = generate_preset_pass_manager(level, target=target, seed_transpiler=seed)
            self._managers[key] = manager
        return self._managers[key]


def _target(device: Device) -> Target:
    from qiskit.transpiler import Target

    target = Target(description=device.title, num_qubits=device.qubits, dt=STEP)
    usable = _usable(device)
    for operation in device.operations.values():
        gate = standard_gates()[operation.name]
        target.add_instruction(gate, _properties(operation, usable), name=operation.name)
    for name, kind in _everywhere().items():
        target.add_instruction(kind, name=name)
    return target


@cache
def _everywhere() -> dict[str, type[Instruction] | Instruction]:
    """What no snapshot lists: it costs time, which the walk through the circuit counts, but is no operation."""
    from qiskit.circuit import Delay, ForLoopOp, IfElseOp, Parameter, SwitchCaseOp, WhileLoopOp

    branches = {"if_else": IfElseOp, "while_loop": WhileLoopOp, "for_loop": ForLoopOp, "switch_case": SwitchCaseOp}
    return {"delay": Delay(Parameter("t")), **branches}


def _usable(device: Device) -> frozenset[int]:
    """The qubits that can do all that one can: Qiskit would place circuits on others, and then find no gate there."""
    alone = (operation.errors for operation in device.operations.values() if GATES[operation.name] == 1)
    every = frozenset(range(device.qubits))
    return every.intersection(*({qubit for (qubit,) in places} for places in alone if list(places) != [()]))


def _properties(operation: Operation, usable: frozenset[int]) -> dict[Qubits, InstructionProperties | None] | None:
    """What Qiskit knows of the operation by its places. For all pairs that is None, which spares layout and routing."""
    from qiskit.transpiler import InstructionProperties

    if list(operation.errors) != [()]:
        return {
            place: InstructionProperties(duration=operation.duration(place), error=operation.error(place))
            for place in operation.errors
            if usable.issuperset(place)
        }
    return {(qubit,): None for qubit in sorted(usable)} if GATES[operation.name] == 1 else None
