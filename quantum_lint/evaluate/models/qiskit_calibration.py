"""Calibration circuits of qiskit's old packages for the mitigation of readout errors: one for each basis state."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from quantum_lint.evaluate.calls import Argument
from quantum_lint.evaluate.models.conversion import NotKnownError, Reader, wrapped
from quantum_lint.evaluate.models.failing import FAILURES, failure
from quantum_lint.evaluate.values import Unknown, Value, find_argument

if TYPE_CHECKING:
    from quantum_lint.evaluate.machine import Machine

Arguments = tuple[Argument, ...]
Model = Callable[["Machine", Arguments, "Value | None"], "Value | None"]

#: There are twice as many circuits for each more qubit.
_MOST_QUBITS = 8


def _calibration(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    """`complete_meas_cal(qubit_list, qr, cr, circlabel)`: the circuits, and the labels of the states."""
    reader = Reader(machine.library.unsettled)  # type: ignore[attr-defined]
    try:
        qubits, register, bits = (
            reader.real(given.value) if (given := find_argument(arguments, name, at)) else None
            for at, name in enumerate(("qubit_list", "qr", "cr"))
        )
        return wrapped(machine, _circuits(qubits, register, bits))
    except NotKnownError as error:
        return Unknown(str(error))
    except FAILURES as error:
        return Unknown(failure("complete_meas_cal", error))


def _circuits(qubits: Sequence[int] | None, register: Any, bits: Any) -> tuple[list[Any], list[str]]:
    from qiskit.circuit import ClassicalRegister, QuantumRegister

    if isinstance(register, int):
        register = QuantumRegister(register)
    qubits = list(range(len(register)) if qubits is None else qubits)
    if not 0 < len(qubits) <= _MOST_QUBITS:
        raise NotKnownError("there would be too many calibration circuits")
    register = register or QuantumRegister(max(qubits) + 1)
    bits = bits or ClassicalRegister(len(qubits))
    labels = [f"{state:0{len(qubits)}b}" for state in range(1 << len(qubits))]
    return [_circuit(label, qubits, register, bits) for label in labels], labels


def _circuit(label: str, qubits: Sequence[int], register: Any, bits: Any) -> Any:
    """The state of the label on the qubits, the last character first, and a measurement."""
    from qiskit.circuit import QuantumCircuit

    circuit = QuantumCircuit(register, bits, name=f"cal_{label}")
    for character, qubit in zip(reversed(label), qubits, strict=True):
        if character == "1":
            circuit.x(register[qubit])
    circuit.barrier(register)
    for at, qubit in enumerate(qubits):
        circuit.measure(register[qubit], bits[at])
    return circuit


MODELS: dict[str, Model] = dict.fromkeys(
    (
        "qiskit.utils.mitigation.complete_meas_cal",
        "qiskit.ignis.mitigation.complete_meas_cal",
        "qiskit.ignis.mitigation.measurement.complete_meas_cal",
    ),
    _calibration,
)
