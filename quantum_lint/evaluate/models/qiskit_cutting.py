"""`qiskit_addon_cutting`: a circuit is cut into one for each label of its qubits, as the add-on cuts it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from itertools import combinations, count, groupby
from typing import TYPE_CHECKING, Any

from quantum_lint.evaluate.calls import Argument
from quantum_lint.evaluate.models import making, sizes
from quantum_lint.evaluate.models.conversion import NotKnownError
from quantum_lint.evaluate.models.cutting_experiments import experiments, is_marked, marked, restricted
from quantum_lint.evaluate.values import NOTHING, DictValue, Instance, ListValue, Unknown, Value, find_argument

if TYPE_CHECKING:
    from quantum_lint.evaluate.machine import Machine

Model = Callable[["Machine", tuple[Argument, ...], "Value | None"], "Value | None"]
#: Instructions of a circuit that is cut.
_MOST = 20_000
_PACKAGE = "qiskit_addon_cutting"
_PROBLEM = f"{_PACKAGE}.PartitionedCuttingProblem"
#: The name of the instruction where a wire is to be cut.
_WIRE = "cut_wire"


def partitioned(circuit: Any, partition_labels: Sequence[Hashable]) -> Any:
    """The circuit in which marks stand for the gates between two labels. Raises ValueError where the add-on does."""
    if len(partition_labels) != circuit.num_qubits:
        raise ValueError("each qubit has a label")
    between = [place for place, each in enumerate(circuit.data) if _is_between(circuit, each, partition_labels)]
    return _with_marks(circuit, between)


def cut_gates(circuit: Any, gate_ids: Sequence[int]) -> Any:
    """The circuit in which marks stand for the instructions at these places."""
    if circuit.num_clbits:
        raise ValueError("no bit is classical")
    return _with_marks(circuit, gate_ids)


def _with_marks(circuit: Any, places: Sequence[int]) -> Any:
    from qiskit.circuit import CircuitInstruction

    if len(circuit.data) > _MOST:
        raise sizes.TooLargeError(f"the circuit is too large to be cut: {len(circuit.data):,} instructions")
    made = circuit.copy()
    for place in places:
        cut = circuit.data[place]
        if len(cut.qubits) != 2:
            raise ValueError("only gates on two qubits can be cut")
        made.data[place] = CircuitInstruction(marked(cut.operation), cut.qubits)
    return made


def _is_between(circuit: Any, instruction: Any, labels: Sequence[Hashable]) -> bool:
    """Whether an instruction that can be cut, and is not yet, is on qubits of several labels."""
    found = {labels[circuit.find_bit(bit).index] for bit in instruction.qubits}
    return len(found) > 1 and instruction.name != "barrier" and not is_marked(instruction.operation)


def subcircuits(circuit: Any, partition_labels: Sequence[Hashable] | None = None) -> dict[Hashable, Any]:
    """The circuit of each label, in which halves stand for the gates that are cut.

    Raises ValueError where the add-on does.
    """
    from qiskit import QuantumCircuit

    if circuit.num_clbits:
        raise ValueError("no bit is classical")
    labels = labels_of(circuit) if partition_labels is None else partition_labels
    whole = partitioned(circuit, labels)
    places = _places(labels)
    made = {label: QuantumCircuit(len(qubits)) for label, qubits in places.items() if label is not None}
    cuts = count()
    for instruction in whole.data:
        number = next(cuts) if is_marked(instruction.operation) else None
        for label, operation, qubits in _by_label(circuit, instruction, labels, number):
            made[label].append(operation, [places[label].index(qubit) for qubit in qubits])
    return made


def labels_of(circuit: Any) -> list[int | None]:
    """Which qubits hang together by what is not cut, numbered by their first ones; None for what is not used."""
    import rustworkx

    graph = rustworkx.PyGraph()
    graph.add_nodes_from(range(circuit.num_qubits))
    used = set()
    for instruction in circuit.data:
        qubits = [circuit.find_bit(bit).index for bit in instruction.qubits]
        used.update(qubits)
        if not is_marked(instruction.operation):
            graph.add_edges_from_no_data(list(combinations(qubits, 2)))
    labels: list[int | None] = [None] * circuit.num_qubits
    together = sorted((each for each in rustworkx.connected_components(graph) if each & used), key=min)
    for label, parts in enumerate(together):
        for qubit in parts:
            labels[qubit] = label
    return labels


def subobservables(observables: Any, partition_labels: Sequence[Hashable]) -> dict[Hashable, Any]:
    """What observables (a PauliList) are on the qubits of each label. Raises ValueError where the add-on does."""
    if observables.num_qubits != len(partition_labels) or any(observables.phase):
        raise ValueError("observables are on all qubits, and have no phase")
    return {label: restricted(observables, qubits) for label, qubits in _places(partition_labels).items()}


def _places(labels: Sequence[Hashable]) -> dict[Hashable, list[int]]:
    """The qubits of each label in order."""
    found: dict[Hashable, list[int]] = defaultdict(list)
    for qubit, label in enumerate(labels):
        found[label].append(qubit)
    return found


def _by_label(
    circuit: Any, instruction: Any, labels: Sequence[Hashable], number: int | None
) -> Iterator[tuple[Hashable, Any, list[int]]]:
    """What an instruction is for each label, and on which qubits. Raises ValueError where it cannot be separated."""
    from qiskit.circuit.library import Barrier

    qubits = [circuit.find_bit(bit).index for bit in instruction.qubits]
    if any(labels[qubit] is None for qubit in qubits):
        raise ValueError("a qubit without a label is idle")
    if number is not None:
        halves = (marked(instruction.operation.cut, number, side) for side in (0, 1))
        yield from ((labels[qubit], half, [qubit]) for qubit, half in zip(qubits, halves, strict=True))
        return
    found: dict[Hashable, list[int]] = defaultdict(list)
    for qubit in qubits:
        found[labels[qubit]].append(qubit)
    whole = instruction.operation
    yield from ((label, whole if len(found) == 1 else Barrier(len(on)), on) for label, on in found.items())


def wires_cut(circuit: Any) -> Any:
    """The circuit with one more qubit for each `cut_wire`, to which what the wire holds goes on, by a cut gate."""
    made, at = _widened(circuit)
    for instruction in circuit.data:
        qubits = [circuit.find_bit(bit).index for bit in instruction.qubits]
        if instruction.clbits:
            raise ValueError("no bit is classical")
        if instruction.name == _WIRE:
            made.append(marked(_moved()), [at[qubits[0]], at[qubits[0]] + 1])
            at[qubits[0]] += 1
        else:
            made.append(instruction.operation, [at[qubit] for qubit in qubits])
    return made


def _widened(circuit: Any) -> tuple[Any, list[int]]:
    """An empty circuit with a new qubit before one for each cut of it, and where each qubit begins.

    Raises NotKnownError where the add-on counts the cuts of a wire in another way than one would think.
    """
    from qiskit import QuantumCircuit
    from qiskit.circuit import Qubit

    wires = [circuit.find_bit(each.qubits[0]).index for each in circuit.data if each.name == _WIRE]
    cuts = {wire: len(list(group)) for wire, group in groupby(wires)}
    if sum(cuts.values()) != len(wires):
        raise NotKnownError("wires are cut in turns")
    made = QuantumCircuit()
    at = []
    for wire, qubit in enumerate(circuit.qubits):
        at.append(made.num_qubits)
        made.add_bits([*(Qubit() for _ in range(cuts.get(wire, 0))), qubit])
    made.add_bits(circuit.clbits)
    for register in (*circuit.qregs, *circuit.cregs):
        made.add_register(register)
    return made, at


def expanded(observables: Any, original_circuit: Any, final_circuit: Any) -> Any:
    """Observables (a PauliList) on the qubits of a circuit that has more. Raises ValueError where the add-on does."""
    import numpy as np
    from qiskit.quantum_info import PauliList

    if observables.num_qubits != original_circuit.num_qubits:
        raise ValueError("the observables are on all qubits of the original circuit")
    at = [final_circuit.find_bit(qubit).index for qubit in original_circuit.qubits]
    wide = [np.zeros((len(observables), final_circuit.num_qubits), bool) for _ in "zx"]
    wide[0][:, at], wide[1][:, at] = observables.z, observables.x
    return PauliList.from_symplectic(*wide, observables.phase.copy())


def unique_terms(observables: Any) -> Any:
    """The Pauli terms of observables (Pauli or SparsePauliOp), each once, in order."""
    from qiskit.quantum_info import PauliList, SparsePauliOp

    found = (term for each in observables for term in zip(*_terms(SparsePauliOp(each)), strict=True))
    labels = dict.fromkeys(pauli.to_label() for pauli, weight in found if weight != 0)
    if not labels:
        raise ValueError("there is no observable")
    return PauliList(list(labels))


def _terms(observable: Any) -> tuple[Any, Any]:
    return observable.paulis, observable.coeffs


def _partitioned(machine: Machine, arguments: tuple[Argument, ...], receiver: Value | None) -> Value | None:
    """`partition_problem(circuit, partition_labels, observables)`."""
    circuit, given, observed = (
        find_argument(arguments, name, place)
        for place, name in enumerate(("circuit", "partition_labels", "observables"))
    )
    if circuit is None:
        return None
    if given is None or given.value == NOTHING:
        labels = making.make(machine, "partition_problem", labels_of, (circuit._replace(name=None, position=0),))
        given = Argument(None, 1, labels, circuit.where)
    two = circuit._replace(name=None, position=0), given._replace(name=None, position=1)
    cut = making.make(machine, "partition_problem", subcircuits, two)
    if not isinstance(cut, DictValue):
        return None
    problem = Instance(_PROBLEM, arguments, where=machine.crossing)
    problem.contents["subcircuits"] = cut
    if observed is not None and observed.value != NOTHING:
        both = observed._replace(name=None, position=0), two[1]
        problem.contents["subobservables"] = making.make(machine, "partition_problem", subobservables, both)
    return problem


def _experimented(machine: Machine, arguments: tuple[Argument, ...], receiver: Value | None) -> Value | None:
    """`generate_cutting_experiments(circuits, observables, num_samples)`: the circuits, and what they weigh."""
    made = making.make(machine, "generate_cutting_experiments", experiments, arguments)
    return ListValue([made, Unknown("how much an experiment weighs is not followed")], "tuple")


def _cut(machine: Machine, arguments: tuple[Argument, ...], receiver: Value | None) -> Value | None:
    """`cut_gates(circuit, gate_ids)`: the circuit, and what stands for its gates."""
    made = making.make(machine, "cut_gates", cut_gates, arguments)
    return ListValue([made, Unknown("what stands for a gate is not followed")], "tuple")


def _makes(function: Callable[..., Any]) -> Model:
    def model(machine: Machine, arguments: tuple[Argument, ...], receiver: Value | None) -> Value | None:
        return making.make(machine, function.__name__, function, arguments)

    return model


def _moved(label: str | None = None) -> Any:
    """`Move()`: what a qubit holds goes on in another one."""
    from qiskit import QuantumCircuit
    from qiskit.circuit import Instruction

    made = Instruction("move", 2, 0, [], label=label)
    made.definition = QuantumCircuit(2)
    made.definition.reset(1)
    made.definition.swap(0, 1)
    return made


def _wire(label: str | None = None) -> Any:
    """`CutWire()`: a place where a wire is to be cut."""
    from qiskit import QuantumCircuit
    from qiskit.circuit import Gate

    made = Gate(_WIRE, 1, [], label)
    made.definition = QuantumCircuit(1)
    return made


#: The models by the names of their functions, each in a module of its own and in the package.
_BY_MODULE: dict[str, dict[str, Model]] = {
    "cutting_decomposition": {
        "partition_problem": _partitioned,
        "partition_circuit_qubits": _makes(partitioned),
        "cut_gates": _cut,
        "decompose_observables": _makes(subobservables),
    },
    "cutting_experiments": {"generate_cutting_experiments": _experimented},
    "wire_cutting_transforms": {"cut_wires": _makes(wires_cut), "expand_observables": _makes(expanded)},
}
MODELS: dict[str, Model] = {
    **{f"{_PACKAGE}.{path}{name}": model for module, models in _BY_MODULE.items()
       for name, model in models.items() for path in ("", f"{module}.")},
    **{f"{_PACKAGE}.instructions.{module}Move": _makes(_moved) for module in ("", "move.")},
    **{f"{_PACKAGE}.instructions.{module}CutWire": _makes(_wire) for module in ("", "cut_wire.")},
    f"{_PACKAGE}.utils.observable_terms.gather_unique_observable_terms": _makes(unique_terms),
}  # fmt: skip
