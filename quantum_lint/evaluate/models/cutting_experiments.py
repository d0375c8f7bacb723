"""The circuits that stand for one that was cut: each way to do without the cut gates, for each group of observables."""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain, count, product
from typing import Any, NamedTuple

from quantum_lint.evaluate.models import sizes
from quantum_lint.evaluate.models.conversion import NotKnownError
from quantum_lint.evaluate.models.cutting_bases import MEASURE, Basis, basis_of

#: Experiments of one call, and instructions of all of them.
_MOST, _MOST_INSTRUCTIONS = 2_000, 200_000
#: What a weight is no larger than that is nothing.
_NOTHING = 1e-14
_HALF, _WHOLE = "qpd_1q", "qpd_2q"


def marked(operation: Any, number: int | None = None, side: int | None = None) -> Any:
    """What stands for a gate that is cut, or for a side of it: `cut` is the gate, `number` its place among all."""
    made = _kind(side is None)(_WHOLE if side is None else _HALF, 2 if side is None else 1, 0, [])
    made.cut, made.number, made.side = operation, number, side
    return made


@cache
def _kind(whole: bool) -> Any:
    from qiskit.circuit import Instruction

    class Marked(Instruction):  # type: ignore[misc]
        """A gate that is cut, or half of one, which takes no time."""

        _directive = not whole

        def __deepcopy__(self, memo: Any = None) -> Any:
            return marked(self.cut, self.number, self.side)

    return Marked


def is_marked(operation: Any) -> bool:
    """Whether an operation stands for one that is cut, whole or half."""
    return operation.name in (_HALF, _WHOLE)


def experiments(
    circuits: Any, observables: Any, num_samples: float
) -> dict[Hashable, list[Any]] | list[Any]:  # one circuit gives a list
    """The circuits by label in the order of their weights, with all observables that fit together after each other.

    Raises:
        ValueError: as the add-on does.
        NotKnownError: some of the ways are drawn at random.
        TooLargeError: there are too many.
    """
    if not num_samples >= 1:
        raise ValueError("num_samples must be at least 1.")
    if hasattr(circuits, "count_ops"):
        whole = _numbered(circuits)
        return _all({"": whole}, {"": restricted(observables, range(whole.num_qubits))}, num_samples)[""]
    return _all(circuits, observables, num_samples)


def _numbered(circuit: Any) -> Any:
    """A circuit whose cut gates have numbers. Raises ValueError where it has halves of gates."""
    made = circuit.copy()
    numbers = count()
    for place, instruction in enumerate(circuit.data):
        if instruction.name == _HALF:
            raise ValueError("half of a gate is in a circuit that is not separated")
        if instruction.name == _WHOLE:
            made.data[place] = instruction.replace(operation=marked(instruction.operation.cut, next(numbers)))
    return made


def _all(circuits: Mapping[Hashable, Any], observables: Any, most: float) -> dict[Hashable, list[Any]]:
    bases = _bases(chain.from_iterable(circuit.data for circuit in circuits.values()))
    groups = {label: _groups(each) for label, each in observables.items()}
    _check_size(circuits.values(), bases, sum(map(len, groups.values())))
    made: dict[Hashable, list[Any]] = {label: [] for label in groups}
    for ways in _ways(list(bases.values()), most):
        chosen = dict(zip(bases, ways, strict=True))
        for label, general in groups.items():
            made[label] += (_experiment(circuits[label], bases, chosen, each) for each in general)
    return made


def restricted(observables: Any, qubits: Sequence[int]) -> Any:
    """What observables (a PauliList) are on some qubits."""
    from qiskit.quantum_info import PauliList

    return PauliList.from_symplectic(observables.z[:, list(qubits)], observables.x[:, list(qubits)])


def _bases(instructions: Iterator[Any]) -> dict[int, Basis]:
    """What stands for each cut gate, by its number, in the order of the numbers. Gates without one have their place."""
    found: dict[int, Basis] = {}
    for instruction in instructions:
        operation = instruction.operation
        if is_marked(operation):
            if not hasattr(operation, "cut"):
                raise ValueError("what a gate is cut into is not known")
            found.setdefault(_number(operation), basis_of(operation.cut))
    return dict(sorted(found.items()))


def _number(operation: Any) -> int:
    if operation.number is None:
        raise ValueError("a cut gate has no number")
    return int(operation.number)


def _check_size(circuits: Any, bases: Mapping[int, Basis], groups: int) -> None:
    """Raise TooLargeError where there are too many experiments, or too many instructions in them."""
    number = groups * math.prod(len(basis.weights) for basis in bases.values())
    longest = max((len(circuit.data) for circuit in circuits), default=0)
    if number > _MOST or number * longest > _MOST_INSTRUCTIONS:
        raise sizes.TooLargeError(f"the experiments are too large: {number:,} circuits of up to {longest:,} gates")


def _ways(bases: Sequence[Basis], most: float) -> list[tuple[int, ...]]:
    """The ways to do without all cut gates that weigh anything, from the heaviest on.

    Raises NotKnownError where the lightest is too light to be surely among so many samples.
    """
    import numpy as np

    shares = [basis.shares() for basis in bases]
    least = np.prod([np.min(each[~np.isclose(each, 0, atol=_NOTHING)]) for each in shares])
    if least < 1 / most:
        raise NotKnownError("some of the experiments are drawn at random")
    ways = product(*(range(len(each)) for each in shares))
    weights = {way: np.prod([each[at] for at, each in zip(way, shares, strict=True)]) for way in ways}
    return sorted((way for way in weights if weights[way] >= _NOTHING), key=lambda way: -weights[way])


def _groups(observables: Any) -> list[Any]:
    """For each group of observables that are measured together, all that is measured (a Pauli)."""
    from qiskit.quantum_info import Pauli

    if any(observables.phase):
        raise ValueError("observables have no phase")
    groups = observables.unique().group_commuting(qubit_wise=True)
    return [Pauli((group.z.any(axis=0), group.x.any(axis=0))) for group in groups]


class _Step(NamedTuple):
    """An instruction of an experiment: what it does on which qubits, by index, and into which bit."""

    operation: Any
    qubits: tuple[int, ...]
    into: tuple[str, int] | None = None


def _experiment(circuit: Any, bases: Mapping[int, Basis], chosen: Mapping[int, int], general: Any) -> Any:
    """The circuit with what was chosen in place of the cut gates, and all that is measured after it."""
    from qiskit.circuit import CircuitInstruction, ClassicalRegister

    measured = [qubit for qubit in range(general.num_qubits) if general.x[qubit] or general.z[qubit]] or [0]
    steps = [*_replaced(circuit, bases, chosen), *_measuring(general, measured)]
    cuts = sum(step.into is not None for step in steps) - len(measured)
    made = circuit.copy_empty_like()
    registers = {"observable_measurements": len(measured), "qpd_measurements": max(1, cuts)}
    for name, size in registers.items():
        made.add_register(ClassicalRegister(size, name=name))
    bits = {register.name: register for register in made.cregs}
    for operation, qubits, into in _without_resets(steps, circuit.num_qubits):
        clbits = [bits[into[0]][into[1]]] if into else []
        made.append(CircuitInstruction(operation, [made.qubits[qubit] for qubit in qubits], clbits))
    return made


def _replaced(circuit: Any, bases: Mapping[int, Basis], chosen: Mapping[int, int]) -> Iterator[_Step]:
    """The instructions of a circuit with what was chosen in place of the cut gates."""
    from qiskit.circuit import Measure

    cuts = 0
    for instruction in circuit.data:
        qubits = tuple(circuit.find_bit(bit).index for bit in instruction.qubits)
        for operation, places in _instead(instruction.operation, qubits, bases, chosen):
            if operation.name == MEASURE:
                yield _Step(Measure(), places, ("qpd_measurements", cuts))
                cuts += 1
            else:
                yield _Step(operation, places)


def _instead(
    operation: Any, qubits: tuple[int, ...], bases: Mapping[int, Basis], chosen: Mapping[int, int]
) -> Iterator[tuple[Any, tuple[int, ...]]]:
    """What is done in place of an operation, and on which qubits."""
    if not is_marked(operation):
        yield operation, qubits
        return
    number = _number(operation)
    sides = bases[number].maps[chosen[number]]
    for qubit, side in zip(qubits, sides if operation.side is None else [sides[operation.side]], strict=True):
        yield from ((each, (qubit,)) for each in side)


def _measuring(general: Any, measured: Sequence[int]) -> Iterator[_Step]:
    from qiskit.circuit import Measure
    from qiskit.circuit.library import HGate, SXGate

    for bit, qubit in enumerate(measured):
        if general.x[qubit]:
            yield _Step(SXGate() if general.z[qubit] else HGate(), (qubit,))
        yield _Step(Measure(), (qubit,), ("observable_measurements", bit))


def _without_resets(steps: Sequence[_Step], qubits: int) -> list[_Step]:
    """Without resets of what is zero, of what is not used after it, and of what was just reset."""
    kept = _used_before(steps)
    kept = _used_before(kept[::-1])[::-1]
    just = [False] * qubits
    left = []
    for step in kept:
        reset = step.operation.name == "reset"
        if not (reset and just[step.qubits[0]]):
            left.append(step)
        for qubit in step.qubits:
            just[qubit] = reset
    return left


def _used_before(steps: Sequence[_Step]) -> list[_Step]:
    """Without the resets before which nothing else is done on the qubit."""
    used: set[int] = set()
    left = []
    for step in steps:
        if step.operation.name != "reset":
            used.update(step.qubits)
        if used.issuperset(step.qubits):
            left.append(step)
    return left
