"""Circuits as Amazon Braket builds them: instructions on numbered qubits, by methods that give the circuit back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from qiskit import QuantumCircuit

#: Instructions of a circuit, and the largest number of a qubit.
_MOST = 200_000
_LARGEST = 1 << 30
_DEEPEST = 20


@dataclass(frozen=True, eq=False)
class Gate:
    """An operator: what it is, on how many qubits (None: any number), and its parameters."""

    name: str
    width: int | None = 1
    parameters: tuple[Any, ...] = ()


@dataclass(frozen=True, eq=False)
class Instruction:
    """An operator on qubits, of which the first `controls` decide whether it is applied."""

    operator: Gate
    target: tuple[int, ...]
    controls: int = 0
    power: Any = 1

    @classmethod
    def make(cls, operator: Gate, target: Any = (), *, control: Any = None, power: Any = 1) -> Instruction:
        """An instruction as programs make it."""
        first = qubits_of(control)
        return cls(operator, _different((*first, *qubits_of(target))), len(first), power)

    def moved(self, places: Mapping[int, int]) -> Instruction:
        """The same on other qubits."""
        return replace(self, target=_different(tuple(places.get(qubit, qubit) for qubit in self.target)))


def qubits_of(given: Any, depth: int = _DEEPEST) -> tuple[int, ...]:
    """The numbers of qubits that are given as a number, a range, or lists of such."""
    if given is None:
        return ()
    if hasattr(given, "__iter__") and depth:
        if len(given) > _MOST:
            raise ValueError("too many qubits")
        return tuple(qubit for each in given for qubit in qubits_of(each, depth - 1))
    number = int(given)
    if number != given or not 0 <= number < _LARGEST:
        raise ValueError("a qubit is a number")
    return (number,)


def _different(qubits: tuple[int, ...]) -> tuple[int, ...]:
    if len(set(qubits)) != len(qubits):
        raise ValueError("the same qubit twice")
    return qubits


class Circuit:
    """A list of instructions."""

    def __init__(self, addable: Any = None, *args: Any, **kwargs: Any) -> None:
        self.instructions: list[Instruction] = []
        if addable is not None:
            self.add(addable, *args, **kwargs)

    def add(self, addable: Any, *args: Any, **kwargs: Any) -> Circuit:
        """Add an instruction, a circuit, or several."""
        if isinstance(addable, Instruction):
            return self.add_instruction(addable, *args, **kwargs)
        if isinstance(addable, Circuit):
            return self.add_circuit(addable, *args, **kwargs)
        for each in addable:
            self.add(each, *args, **kwargs)
        return self

    def add_instruction(self, instruction: Instruction, target: Any = None, target_mapping: Any = None) -> Circuit:
        """Add one instruction, on other qubits if these are given; a gate on one qubit goes on each of them."""
        if target_mapping:
            return self._extend([instruction.moved(target_mapping)])
        if target is None:
            return self._extend([instruction])
        qubits = qubits_of(target)
        if len(instruction.target) == 1:
            return self._extend([replace(instruction, target=(qubit,)) for qubit in qubits])
        return self._extend([instruction.moved(dict(zip(instruction.target, qubits, strict=True)))])

    def add_circuit(self, circuit: Circuit, target: Any = None, target_mapping: Any = None) -> Circuit:
        """Add all of another circuit, on other qubits if these are given."""
        places = target_mapping or {}
        if target is not None:
            places = dict(zip(circuit.qubits, qubits_of(target), strict=True))
        return self._extend([each.moved(places) for each in circuit.instructions])

    def add_verbatim_box(self, verbatim_circuit: Circuit, target: Any = None, target_mapping: Any = None) -> Circuit:
        """Add a circuit that no compiler may change; where it starts and ends are instructions, too."""
        start, end = Instruction(Gate("start_verbatim", 0), ()), Instruction(Gate("end_verbatim", 0), ())
        self._extend([start])
        self.add_circuit(verbatim_circuit, target, target_mapping)
        return self._extend([end])

    def measure(self, target_qubits: Any = None) -> Circuit:
        """Measure the qubits, or all."""
        qubits = self.qubits if target_qubits is None else qubits_of(target_qubits)
        return self._extend([Instruction(Gate("measure"), (qubit,)) for qubit in qubits])

    def barrier(self, target: Any = None) -> Circuit:
        """Keep what comes after from what was before."""
        return self._extend([Instruction(Gate("barrier", None), qubits_of(target) or tuple(self.qubits))])

    def unitary(self, *, matrix: Any, targets: Any, display_name: Any = None) -> Circuit:
        """A gate by its matrix."""
        qubits = qubits_of(targets)
        if len(matrix) != 1 << len(qubits):
            raise ValueError("the matrix does not fit the qubits")
        return self._extend([Instruction(Gate("unitary", len(qubits)), _different(qubits))])

    def gate(self, name: str, qubits: tuple[int, ...], parameters: tuple[Any, ...], control: Any, power: Any) -> None:
        """Add a gate, with more controls before its qubits if there are any."""
        first = qubits_of(control)
        made = Instruction(Gate(name, len(qubits), parameters), _different((*first, *qubits)), len(first), power)
        self._extend([made])

    def _extend(self, more: Iterable[Instruction]) -> Circuit:
        self.instructions.extend(more)
        if len(self.instructions) > _MOST:
            raise ValueError(f"more than {_MOST:,} instructions")
        return self

    def copy(self) -> Circuit:
        """Another circuit with the same instructions."""
        made = Circuit()
        made.instructions = list(self.instructions)
        return made

    def adjoint(self) -> Circuit:
        """What undoes the circuit."""
        made = Circuit()
        made.instructions = [replace(each, power=-1 * each.power) for each in reversed(self.instructions)]
        return made

    def __add__(self, other: Any) -> Circuit:
        return self.copy().add(other)

    @property
    def qubits(self) -> list[int]:
        """What it acts on, in order."""
        return sorted({qubit for each in self.instructions for qubit in each.target})

    @property
    def qubit_count(self) -> int:
        """How many qubits it acts on."""
        return len(self.qubits)

    num_qubits = qubit_count

    @property
    def data(self) -> list[Instruction]:
        """Its instructions."""
        return self.instructions

    def count_ops(self) -> Counter[str]:
        """Its instructions by name."""
        return Counter(each.operator.name for each in self.instructions)

    def as_qiskit(self) -> QuantumCircuit:
        """The same as a circuit of Qiskit."""
        from quantum_lint.evaluate.models.braket_translation import translated

        return translated(self.instructions, self.qubits)


def _on_each(name: str) -> Callable[..., Circuit]:
    def gate(
        self: Circuit, target: Any, *targets: Any, control: Any = None, control_state: Any = None, power: Any = 1
    ) -> Circuit:
        for qubit in qubits_of((target, *targets)):
            self.gate(name, (qubit,), (), control, power)
        return self

    return gate


def _turned(name: str) -> Callable[..., Circuit]:
    def gate(
        self: Circuit, target: Any, angle: Any, *, control: Any = None, control_state: Any = None, power: Any = 1
    ) -> Circuit:
        for qubit in qubits_of(target):
            self.gate(name, (qubit,), (angle,), control, power)
        return self

    return gate


def _turned_twice(name: str) -> Callable[..., Circuit]:
    def gate(self: Circuit, target: Any, angle_1: Any, angle_2: Any, *, control: Any = None, power: Any = 1) -> Circuit:
        for qubit in qubits_of(target):
            self.gate(name, (qubit,), (angle_1, angle_2), control, power)
        return self

    return gate


def _turned_thrice(name: str) -> Callable[..., Circuit]:
    def gate(
        self: Circuit, target: Any, angle_1: Any, angle_2: Any, angle_3: Any, *, control: Any = None, power: Any = 1
    ) -> Circuit:
        for qubit in qubits_of(target):
            self.gate(name, (qubit,), (angle_1, angle_2, angle_3), control, power)
        return self

    return gate


def _controlled(name: str) -> Callable[..., Circuit]:
    def gate(self: Circuit, control: Any, target: Any, power: Any = 1) -> Circuit:
        self.gate(name, (*qubits_of(control), *qubits_of(target)), (), None, power)
        return self

    return gate


def _controlled_turned(name: str) -> Callable[..., Circuit]:
    def gate(self: Circuit, control: Any, target: Any, angle: Any, power: Any = 1) -> Circuit:
        self.gate(name, (*qubits_of(control), *qubits_of(target)), (angle,), None, power)
        return self

    return gate


def _of_two(name: str) -> Callable[..., Circuit]:
    def gate(
        self: Circuit, target1: Any, target2: Any, *, control: Any = None, control_state: Any = None, power: Any = 1
    ) -> Circuit:
        self.gate(name, (*qubits_of(target1), *qubits_of(target2)), (), control, power)
        return self

    return gate


def _of_two_turned(name: str) -> Callable[..., Circuit]:
    def gate(self: Circuit, target1: Any, target2: Any, angle: Any, *, control: Any = None, power: Any = 1) -> Circuit:
        self.gate(name, (*qubits_of(target1), *qubits_of(target2)), (angle,), control, power)
        return self

    return gate


def _of_three(name: str) -> Callable[..., Circuit]:
    def gate(self: Circuit, control1: Any, control2: Any, target1: Any, *, power: Any = 1) -> Circuit:
        self.gate(name, (*qubits_of(control1), *qubits_of(control2), *qubits_of(target1)), (), None, power)
        return self

    return gate


def _noise(name: str, width: int) -> Callable[..., Circuit]:
    def noise(self: Circuit, target: Any, *more: Any, **numbers: Any) -> Circuit:
        if width == 1:
            for qubit in qubits_of(target):
                self.gate(name, (qubit,), (), None, 1)
        else:
            self.gate(name, (*qubits_of(target), *qubits_of(more[0])), (), None, 1)
        return self

    return noise


#: How methods are called -> those that are called so.
_METHODS: tuple[tuple[Callable[[str], Callable[..., Circuit]], str], ...] = (
    (_on_each, "h x y z s si t ti v vi i"),
    (_turned, "rx ry rz phaseshift gpi gpi2"),
    (_turned_twice, "prx"),
    (_turned_thrice, "u"),
    (_controlled, "cnot cz cy cv"),
    (_controlled_turned, "cphaseshift cphaseshift00 cphaseshift01 cphaseshift10"),
    (_of_two, "swap iswap ecr"),
    (_of_two_turned, "pswap xx yy zz xy"),
    (_of_three, "ccnot cswap"),
    (lambda name: _noise(name, 1), "bit_flip phase_flip depolarizing amplitude_damping phase_damping pauli_channel"),
    (lambda name: _noise(name, 2), "two_qubit_depolarizing two_qubit_dephasing"),
)


def _names() -> Iterator[tuple[str, Callable[..., Circuit]]]:
    for make, names in _METHODS:
        yield from ((name, make(name)) for name in names.split())


#: The gate methods by name.
GATES = dict(_names())
for _name, _method in GATES.items():
    setattr(Circuit, _name, _method)
