"""Tapes as PennyLane records them: operations on wires that have names, and what is measured at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from quantum_lint.evaluate.models.foreign_depth import SDK_DEPTH
from quantum_lint.evaluate.models.standard_gates import standard_gates

if TYPE_CHECKING:
    from qiskit import QuantumCircuit

#: Operations of a tape.
_MOST = 200_000
_DEEPEST = 20


@dataclass(frozen=True, eq=False)
class Operation:
    """An operation. `parts` are operators that it was made of, which are then no operations of their own."""

    name: str
    wires: tuple[Hashable, ...]
    parameters: tuple[Any, ...] = ()
    controls: int = 0
    inverted: bool = False
    parts: tuple[Operation, ...] = ()

    def __matmul__(self, other: Any) -> Operation:
        return combined((self, other))

    __add__ = __sub__ = __radd__ = __rsub__ = __mul__ = __rmul__ = __matmul__

    def __neg__(self) -> Operation:
        return combined((self,))

    def leaves(self) -> Iterator[Operation]:
        """Itself and all that it was made of."""
        yield self
        for part in self.parts:
            yield from part.leaves()

    def inv(self) -> Operation:
        """What undoes it."""
        return replace(self, inverted=not self.inverted, parts=(self,))


def combined(operands: Iterable[Any]) -> Operation:
    """A product or sum of operators."""
    parts = tuple(each for each in operands if isinstance(each, Operation))
    return Operation("Combined", wires_of([each.wires for each in parts]), parts=parts)


@dataclass(frozen=True, eq=False)
class Measured:
    """What a tape measures, and on which wires (none: all of the device's)."""

    wires: tuple[Hashable, ...] = ()
    parts: tuple[Operation, ...] = ()


def wires_of(given: Any, depth: int = _DEEPEST) -> tuple[Hashable, ...]:
    """The names of wires in lists of lists, each once."""
    return tuple(dict.fromkeys(_wires(given, depth)))


def _wires(given: Any, depth: int) -> Iterator[Hashable]:
    if isinstance(given, Iterable) and not isinstance(given, (str, bytes)) and depth:
        for each in given:
            yield from _wires(each, depth - 1)
    elif given is not None:
        yield given


class Tape:
    """Operations in order."""

    def __init__(self) -> None:
        self.data: list[Operation] = []
        self.measured: list[Measured] = []

    def queue(self, operation: Operation) -> None:
        """Add an operation; operators that it was made of are none of their own."""
        self.drop(operation.parts)
        self.data.append(operation)
        if len(self.data) > _MOST:
            raise ValueError(f"more than {_MOST:,} operations")

    def measure(self, measured: Measured) -> None:
        """Note what is measured; its observables are no operations."""
        self.drop(measured.parts)
        self.measured.append(measured)

    def drop(self, operations: Iterable[Operation]) -> None:
        """Take out operators, and all that they were made of."""
        gone = {id(leaf) for each in operations for leaf in each.leaves()}
        if gone:
            self.data = [each for each in self.data if id(each) not in gone]

    def __iter__(self) -> Iterator[Operation]:
        return iter(self.data)

    @property
    def operations(self) -> list[Operation]:
        """What it does, in order."""
        return self.data

    @property
    def wires(self) -> list[Hashable]:
        """What it acts on or measures; in order where they are numbers."""
        found = list(wires_of([*(each.wires for each in self.data), *(each.wires for each in self.measured)]))
        numbers = sorted(each for each in found if isinstance(each, int))
        return [*numbers] if len(numbers) == len(found) else found

    @property
    def num_qubits(self) -> int:
        """How many wires it has."""
        return len(self.wires)

    @property
    def depth(self) -> int:
        """The longest path through its operations, barriers included; one without wires acts on all."""
        every, times = self.wires, dict[Hashable, int]()
        for each in self.data:
            wires = each.wires or every
            times.update(dict.fromkeys(wires, 1 + max((times.get(wire, 0) for wire in wires), default=0)))
        return max(times.values(), default=0)

    def count_ops(self) -> Counter[str]:
        """Its operations by name."""
        return Counter(each.name for each in self.data)

    def copy(self) -> Tape:
        """Another tape with the same operations."""
        made = Tape()
        made.data, made.measured = list(self.data), list(self.measured)
        return made

    def as_qiskit(self) -> QuantumCircuit:
        """The same as a circuit of Qiskit."""
        from qiskit import QuantumCircuit

        numbers = {wire: number for number, wire in enumerate(self.wires)}
        made = QuantumCircuit(len(numbers), metadata={SDK_DEPTH: self.depth})
        for each in self.data:
            made.append(_gate(each), [numbers[wire] for wire in each.wires])
        return made


Numbers = tuple[Any, ...]
#: The gate of Qiskit by class.
_SAME = {"Hadamard": "h", "PauliX": "x", "PauliY": "y", "PauliZ": "z", "X": "x", "Y": "y", "Z": "z", "H": "h", "S": "s",
         "T": "t", "SX": "sx", "Identity": "id", "I": "id", "CNOT": "cx", "CX": "cx", "CY": "cy", "CZ": "cz",
         "CH": "ch", "SWAP": "swap", "ISWAP": "iswap", "ECR": "ecr", "Toffoli": "ccx", "CCZ": "ccz", "CSWAP": "cswap",
         "RX": "rx", "RY": "ry", "RZ": "rz", "PhaseShift": "p", "U1": "p", "U3": "u", "CRX": "crx", "CRY": "cry",
         "CRZ": "crz", "ControlledPhaseShift": "cp", "CPhase": "cp", "IsingXX": "rxx", "IsingYY": "ryy",
         "IsingZZ": "rzz"}  # fmt: skip
#: The gate and its numbers, for those that have others: `Rot` up to a phase.
_CHANGED: dict[str, tuple[str, Callable[[Numbers], Numbers]]] = {
    "Rot": ("u", lambda numbers: (numbers[1], numbers[2], numbers[0])),
}


def _gate(operation: Operation) -> Any:
    """The gate of Qiskit; one of the same name and size that is not looked into where it has none."""
    from qiskit.circuit import Gate
    from qiskit.circuit.library import Barrier

    standard = standard_gates()
    width = len(operation.wires) - operation.controls
    name, change = _CHANGED.get(operation.name, (_SAME.get(operation.name, ""), lambda numbers: numbers))
    if operation.name == "Barrier":
        return Barrier(width)
    numbers = all(map(_is_number, operation.parameters))  # a gate on a batch of numbers is one gate
    if name and numbers and standard[name].num_qubits == width:
        gate = type(standard[name])(*change(operation.parameters)) if operation.parameters else standard[name]
    else:
        gate = Gate(operation.name, width, [each for each in operation.parameters if _is_number(each)])
        if operation.inverted:
            gate.name = f"{operation.name}_dg"
    if operation.inverted and name and numbers:
        gate = gate.inverse()
    return (
        gate.control(operation.controls, annotated=not name or operation.controls > 3) if operation.controls else gate
    )


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) or hasattr(value, "parameters")
