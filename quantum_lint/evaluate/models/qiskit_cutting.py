"""`qiskit_addon_cutting`: a circuit is cut into one for each label of its qubits, as the add-on cuts it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from typing import TYPE_CHECKING, Any

from quantum_lint.evaluate.calls import Argument
from quantum_lint.evaluate.models import making, sizes
from quantum_lint.evaluate.models.qiskit_circuits import directive
from quantum_lint.evaluate.values import DictValue, Instance, Value, find_argument

if TYPE_CHECKING:
    from quantum_lint.evaluate.machine import Machine

Model = Callable[["Machine", tuple[Argument, ...], "Value | None"], "Value | None"]
#: Instructions of a circuit that is cut.
_MOST = 20_000
#: What stands for its half of a gate that is cut.
_HALF = "qpd_1q"
_PROBLEM = "qiskit_addon_cutting.PartitionedCuttingProblem"


def subcircuits(circuit: Any, partition_labels: Sequence[Hashable]) -> dict[Hashable, Any]:
    """The circuit of each label, in which halves stand for the gates between two of them.

    Raises ValueError where the add-on does.
    """
    from qiskit import QuantumCircuit

    if circuit.num_clbits or len(partition_labels) != circuit.num_qubits:
        raise ValueError("each qubit has a label, and no bit is classical")
    if len(circuit.data) > _MOST:
        raise sizes.TooLargeError(f"the circuit is too large to be cut: {len(circuit.data):,} instructions")
    places = _places(partition_labels)
    made = {label: QuantumCircuit(len(qubits)) for label, qubits in places.items() if label is not None}
    for instruction in circuit.data:
        for label, qubits in _by_label(circuit, instruction, partition_labels).items():
            inside = [places[label].index(qubit) for qubit in qubits]
            made[label].append(_part(instruction.operation, len(qubits)), inside)
    return made


def _places(labels: Sequence[Hashable]) -> dict[Hashable, list[int]]:
    """The qubits of each label in order."""
    found: dict[Hashable, list[int]] = defaultdict(list)
    for qubit, label in enumerate(labels):
        found[label].append(qubit)
    return found


def _by_label(circuit: Any, instruction: Any, labels: Sequence[Hashable]) -> dict[Hashable, list[int]]:
    """The qubits of an instruction by their labels. Raises ValueError where it cannot be cut."""
    found: dict[Hashable, list[int]] = defaultdict(list)
    for bit in instruction.qubits:
        qubit = circuit.find_bit(bit).index
        found[labels[qubit]].append(qubit)
    if len(found) > 1 and len(instruction.qubits) > 2 and instruction.name != "barrier":
        raise ValueError("only gates on two qubits can be cut")
    if None in found:
        raise ValueError("a qubit without a label is idle")
    return found


def _part(operation: Any, qubits: int) -> Any:
    """What is on the qubits of one label: the whole, a narrower barrier, or half of a gate."""
    from qiskit.circuit.library import Barrier

    if qubits == operation.num_qubits:
        return operation
    return Barrier(qubits) if operation.name == "barrier" else directive(_HALF, qubits)


def _partitioned(machine: Machine, arguments: tuple[Argument, ...], receiver: Value | None) -> Value | None:
    """`partition_problem(circuit, partition_labels, observables)`; labels that are not given are not worked out."""
    given = find_argument(arguments, "partition_labels", 1)
    circuit = find_argument(arguments, "circuit", 0)
    if given is None or circuit is None:
        return None
    cut = making.make(machine, "partition_problem", subcircuits, (
        Argument(None, 0, circuit.value, circuit.where), Argument(None, 1, given.value, given.where)))  # fmt: skip
    if not isinstance(cut, DictValue):
        return None
    problem = Instance(_PROBLEM, arguments, where=machine.crossing)
    problem.contents["subcircuits"] = cut
    return problem


def _move(machine: Machine, arguments: tuple[Argument, ...], receiver: Value | None) -> Value | None:
    """`Move()`: what a qubit holds goes on in another one."""
    return making.make(machine, "Move", _moved, arguments)


def _moved(label: str | None = None) -> Any:
    from qiskit.circuit import Instruction

    return Instruction("move", 2, 0, [], label=label)


MODELS: dict[str, Model] = {
    **{f"qiskit_addon_cutting.{module}partition_problem": _partitioned for module in ("", "cutting_decomposition.")},
    **{f"qiskit_addon_cutting.instructions.{module}Move": _move for module in ("", "move.")},
}
