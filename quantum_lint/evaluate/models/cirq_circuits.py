"""Circuits as Cirq builds them: moments, into which operations slide as far to the left as they can."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from quantum_lint.evaluate.models import cirq_combined
from quantum_lint.evaluate.models.cirq_gates import Operation, QubitMap, flattened, inverse
from quantum_lint.evaluate.models.cirq_qubits import Qid

if TYPE_CHECKING:
    from qiskit import QuantumCircuit

#: Operations of a circuit.
_MOST = 200_000


class Moment:
    """Operations at the same time."""

    def __init__(self, *contents: Any) -> None:
        self.operations: tuple[Operation, ...] = tuple(_operations(contents))

    def __iter__(self) -> Iterator[Operation]:
        return iter(self.operations)

    def __len__(self) -> int:
        return len(self.operations)

    def blocks(self, operation: Operation) -> bool:
        """Whether the operation cannot pass: a qubit is in use, or it waits for what is measured here."""
        qubits, keys = set(operation.qubits), {*operation.keys, *operation.waits}
        return any(qubits.intersection(each.qubits) or keys.intersection(each.keys) for each in self.operations)

    def with_operation(self, operation: Operation) -> Moment:
        """The moment with one operation more."""
        return Moment(*self.operations, operation)

    @property
    def qubits(self) -> frozenset[Qid]:
        """What its operations act on."""
        return frozenset(qubit for each in self.operations for qubit in each.qubits)


class InsertStrategy:
    """How operations find their moment, by name."""

    EARLIEST, NEW, INLINE, NEW_THEN_INLINE = "EARLIEST", "NEW", "INLINE", "NEW_THEN_INLINE"


class Circuit:
    """A list of moments."""

    def __init__(self, *contents: Any, strategy: str = InsertStrategy.EARLIEST, tags: Any = None) -> None:
        self.moments: list[Moment] = []
        self.append(contents, strategy)

    @classmethod
    def from_moments(cls, *moments: Any) -> Circuit:
        """A circuit of these moments, each of which may be given as a list of operations."""
        made = cls()
        made.moments = [each if isinstance(each, Moment) else Moment(each) for each in moments]
        return made

    def append(self, moment_or_operation_tree: Any, strategy: str = InsertStrategy.EARLIEST) -> None:
        """Add operations and moments at the end."""
        place = _STRATEGIES[strategy]
        fresh = True
        for each in _leaves(moment_or_operation_tree):
            if isinstance(each, Moment):
                self.moments.append(each)
            else:
                place(self, each, fresh)
            fresh = False
        if sum(map(len, self.moments)) > _MOST:
            raise ValueError(f"more than {_MOST:,} operations")

    def insert(self, index: int, moment_or_operation_tree: Any, strategy: str = InsertStrategy.EARLIEST) -> int:
        """Add operations before the moment with the index, or earlier where nothing keeps them from it."""
        if strategy != InsertStrategy.EARLIEST:
            raise ValueError("only the usual way to insert is known")
        at = min(max(index if index >= 0 else len(self.moments) + index, 0), len(self.moments))
        for each in _leaves(moment_or_operation_tree):
            if isinstance(each, Moment):
                self.moments.insert(at, each)
                at += 1
            else:
                at = max(at, self._inserted(at, each) + 1)
        return at

    def _inserted(self, at: int, operation: Operation) -> int:
        found = at
        if at == len(self.moments) or not self.moments[at].blocks(operation):
            while found and not self.moments[found - 1].blocks(operation):
                found -= 1
        elif at and not self.moments[at - 1].blocks(operation):
            found = at - 1
        else:
            self.moments.insert(at, Moment())
        self._into(found, operation)
        return found

    def earliest(self, operation: Operation, fresh: bool) -> None:
        """Into the earliest moment that nothing keeps it from."""
        at = len(self.moments)
        while at and not self.moments[at - 1].blocks(operation):
            at -= 1
        self._into(at, operation)

    def new(self, operation: Operation, fresh: bool) -> None:
        """Into a moment of its own."""
        self.moments.append(Moment(operation))

    def inline(self, operation: Operation, fresh: bool) -> None:
        """Into the last moment, if that has room."""
        last = len(self.moments) - 1
        self._into(last if last >= 0 and not self.moments[last].blocks(operation) else last + 1, operation)

    def new_then_inline(self, operation: Operation, fresh: bool) -> None:
        """The first one into a new moment, the others beside it as long as there is room."""
        (self.new if fresh else self.inline)(operation, fresh)

    def _into(self, at: int, operation: Operation) -> None:
        if at == len(self.moments):
            self.moments.append(Moment())
        self.moments[at] = self.moments[at].with_operation(operation)

    def copy(self) -> Circuit:
        """Another circuit with the same moments."""
        return Circuit.from_moments(*self.moments)

    def freeze(self, copy: bool = True) -> Circuit:
        """The same."""
        return self.copy()

    unfreeze = freeze

    def transform_qubits(self, qubit_map: QubitMap) -> Circuit:
        """The same on other qubits."""
        return self.mapped(lambda operation: operation.with_qubit_mapping(qubit_map))

    def mapped(self, change: Callable[[Operation], Operation]) -> Circuit:
        """The same moments with another operation for each."""
        return Circuit.from_moments(*(Moment(*map(change, moment)) for moment in self.moments))

    def zip(*circuits: Circuit, align: str = "LEFT") -> Circuit:
        """The circuits beside each other: the first moments of all of them together, and so on."""
        return cirq_combined.zipped(circuits, align)

    def concat_ragged(*circuits: Circuit, align: str = "LEFT") -> Circuit:
        """One after the other, each as early as the qubits that it shares with those before it let it be."""
        return cirq_combined.concatenated(circuits, align)

    tetris_concat = concat_ragged

    def with_noise(self, noise: Any) -> Circuit:
        """The circuit with what a model of noise adds."""
        return cirq_combined.noisy(self, noise)

    def __add__(self, other: Any) -> Circuit:
        made = self.copy()
        if isinstance(other, Circuit):
            made.moments += other.moments
        else:
            made.append(other)
        return made

    def __radd__(self, other: Any) -> Circuit:
        made = Circuit(other)
        made.moments += self.moments
        return made

    def __mul__(self, repetitions: int) -> Circuit:
        if repetitions * len(self.data) > _MOST:
            raise ValueError(f"more than {_MOST:,} operations")
        return Circuit.from_moments(*self.moments * repetitions)

    __rmul__ = __mul__

    def __pow__(self, power: int) -> Circuit:
        if power != -1:
            raise ValueError("only the inverse of a circuit is a circuit")
        return Circuit.from_moments(*(Moment(*map(inverse, each)) for each in reversed(self.moments)))

    def __len__(self) -> int:
        return len(self.moments)

    def __iter__(self) -> Iterator[Moment]:
        return iter(self.moments)

    def __getitem__(self, key: Any) -> Any:
        found = self.moments[key]
        return Circuit.from_moments(*found) if isinstance(key, slice) else found

    def all_operations(self) -> list[Operation]:
        """Its operations, moment by moment."""
        return [each for moment in self.moments for each in moment]

    def all_qubits(self) -> list[Qid]:
        """What it acts on, in order."""
        return sorted({qubit for each in self.data for qubit in each.qubits}, key=_order)

    @property
    def data(self) -> list[Operation]:
        """Its operations, moment by moment."""
        return self.all_operations()

    @property
    def num_qubits(self) -> int:
        """How many qubits it acts on."""
        return len(self.all_qubits())

    def count_ops(self) -> Counter[str]:
        """Its operations by name."""
        return Counter(each.gate.name for each in self.data)

    def as_qiskit(self) -> QuantumCircuit:
        """The same as a circuit of Qiskit."""
        from quantum_lint.evaluate.models.cirq_translation import translated

        return translated(self.moments, self.all_qubits())


_STRATEGIES = {
    InsertStrategy.EARLIEST: Circuit.earliest,
    InsertStrategy.NEW: Circuit.new,
    InsertStrategy.INLINE: Circuit.inline,
    InsertStrategy.NEW_THEN_INLINE: Circuit.new_then_inline,
}


def _order(qubit: Qid) -> tuple[Any, ...]:
    """Qubits of different kinds stand one kind after the other."""
    return str(qubit.key[0]), tuple((isinstance(each, str), each) for each in qubit.key[1:])


def _leaves(tree: Any) -> Iterator[Any]:
    """Moments and operations in lists of lists, circuits as their moments."""
    if isinstance(tree, Circuit):
        yield from tree.moments
    elif isinstance(tree, (list, tuple, set, frozenset)):
        for each in tree:
            yield from _leaves(each)
    elif isinstance(tree, (Moment, Operation)):
        yield tree
    else:
        raise TypeError("a circuit is made of operations")


def _operations(tree: Sequence[Any]) -> Iterator[Operation]:
    for each in flattened(tuple(tree)):
        if not isinstance(each, Operation):
            raise TypeError("a moment is made of operations")
        yield each
