"""A circuit as a device would run it: transpiled, with the time it takes and how likely nothing goes wrong."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from quantum_lint.circuits.measure import measures, measures_any
from quantum_lint.circuits.targets import STEP, Targets
from quantum_lint.model.circuit import Measures
from quantum_lint.model.device import Device, Qubits

if TYPE_CHECKING:
    from qiskit import QuantumCircuit
    from qiskit.circuit import CircuitInstruction

#: The level at which most programs transpile, and the seed that makes two runs equal.
LEVEL, SEED = 2, 7
#: Seconds in the units of a delay; an expression has none.
_UNITS = {"s": 1.0, "ms": 1e-3, "us": 1e-6, "ns": 1e-9, "ps": 1e-12, "dt": STEP}


class Transpiled(NamedTuple):
    """A circuit on a device.

    `duration` is that of one execution in seconds, from the first gate to the last measurement, None where the device
    states no times. `success` is the decimal logarithm of the probability that no operation fails and no qubit decays
    while it waits; None where the device states no errors. `least` is set where a loop runs nobody knows how often, so
    that it is more.
    """

    measures: Measures
    duration: float | None
    success: float | None
    least: bool = False


class TooWideError(Exception):
    """The circuit has more qubits than the device."""


def transpiled(
    circuit: QuantumCircuit, device: Device, targets: Targets, level: int = LEVEL, seed: int = SEED
) -> Transpiled:
    """The circuit on the device; one that measures nothing is measured at its end.

    Raises:
        TooWideError: the circuit has more qubits than the device.
        qiskit.exceptions.QiskitError: Qiskit cannot transpile it.
    """
    if circuit.num_qubits > device.qubits:
        raise TooWideError(f"{circuit.num_qubits} qubits, and {device.title} has {device.qubits}")
    found = targets.manager(device, level, seed).run(_measured(circuit))
    found.metadata = {}  # the depth that another SDK counts is in it, and is that of the circuit as written
    walk = Walk(device)
    walk.run(found, tuple(range(found.num_qubits)))
    return Transpiled(measures(found), walk.duration, walk.success, walk.least)


def _measured(circuit: QuantumCircuit) -> QuantumCircuit:
    """The circuit as it runs: what measures nothing is given a measurement of each qubit that it uses."""
    return circuit if measures_any(circuit) else circuit.measure_active(inplace=False)


class Walk:
    """Goes through a circuit as early as each operation can be, and adds up time and failures."""

    def __init__(self, device: Device) -> None:
        self._device = device
        self._ends: dict[int, float] = {}
        self._waited: dict[int, float] = {}
        self._timed = self._judged = True
        self._logarithm = 0.0
        self.least = False

    @property
    def duration(self) -> float | None:
        """Seconds from the start to the end of the last operation."""
        return max(self._ends.values(), default=0.0) if self._timed else None

    @property
    def success(self) -> float | None:
        """The decimal logarithm of the probability that all goes well."""
        if not self._judged:
            return None
        return (self._logarithm + sum(map(self._decay, self._waited))) / math.log(10)

    def run(self, circuit: QuantumCircuit, qubits: Qubits, times: int = 1) -> None:
        """Add a circuit on these qubits of the device, so many times over."""
        place = dict(zip(circuit.qubits, qubits, strict=True))
        for _ in range(times):
            for instruction in circuit.data:
                self._add(instruction, tuple(place[qubit] for qubit in instruction.qubits))

    def _add(self, instruction: CircuitInstruction, qubits: Qubits) -> None:
        name = instruction.name
        if instruction.is_control_flow():
            self._add_blocks(instruction, qubits)
        elif name == "barrier":
            self._meet(qubits)
        elif name == "delay":
            self._busy(qubits, _seconds(instruction), waits=True)
        else:
            self._operate(name, qubits)

    def _add_blocks(self, instruction: CircuitInstruction, qubits: Qubits) -> None:
        """The longest branch, or the body of a loop as often as it runs: once where that is not known."""
        operation = instruction.operation
        longest = max(operation.blocks, key=lambda block: len(block.data))
        times = len(operation.params[0]) if operation.name == "for_loop" else 1
        self.least = self.least or operation.name == "while_loop"
        self._meet(qubits)
        self.run(longest, qubits, times)

    def _operate(self, name: str, qubits: Qubits) -> None:
        operation = self._device.operations.get(name)
        error = operation.error(qubits) if operation else None
        self._judged = self._judged and error is not None
        self._logarithm += math.log1p(-error) if error else 0.0
        self._busy(qubits, operation.duration(qubits) if operation else None)

    def _busy(self, qubits: Qubits, duration: float | None, *, waits: bool = False) -> None:
        """The qubits work for so long, all from when the last of them is free."""
        self._timed = self._timed and duration is not None
        start = max((self._ends[qubit] for qubit in qubits if qubit in self._ends), default=0.0)
        end = start + (duration or 0.0)
        for qubit in qubits:
            waited = start - self._ends.get(qubit, start) + (end - start if waits else 0.0)
            self._waited[qubit] = self._waited.get(qubit, 0.0) + waited
            self._ends[qubit] = end

    def _meet(self, qubits: Qubits) -> None:
        self._busy(qubits, 0.0)

    def _decay(self, qubit: int) -> float:
        """The logarithm of the probability that a qubit keeps its state while it waits."""
        lifetimes = [each for each in (self._device.t1[qubit], self._device.t2[qubit]) if each]
        return -self._waited[qubit] / min(lifetimes) if lifetimes else 0.0


def _seconds(instruction: CircuitInstruction) -> float | None:
    unit = _UNITS.get(instruction.operation.unit)
    return None if unit is None else float(instruction.operation.duration) * unit
