"""Gates and operations as Cirq makes them, as far as it matters which qubits they act on and what they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from quantum_lint.evaluate.models import cirq_conditions
from quantum_lint.evaluate.models.cirq_qubits import Qid

_DEEPEST = 20
#: The tag of operations that stand for noise, to which no further noise is added.
VIRTUAL = "virtual"
#: Other qubits for qubits, as Cirq takes them.
QubitMap = Callable[[Qid], Qid] | dict[Qid, Qid]


@dataclass(frozen=True, eq=False)
class Gate:
    """A gate: what it is, on how many qubits (None: any number), its power, its parameters, and its controls."""

    name: str
    width: int | None = 1
    exponent: Any = 1
    parameters: tuple[Any, ...] = ()
    controls: int = 0
    #: Of a circuit as a gate, the circuit.
    inner: Any = None

    def __call__(self, *qubits: Qid) -> Operation:
        """The gate on these qubits."""
        return self.on(*qubits)

    def on(self, *qubits: Qid) -> Operation:
        """The gate on these qubits."""
        return Operation(self, _checked(qubits, self.num_qubits()))

    def on_each(self, *targets: Any) -> list[Operation]:
        """The gate on each of these qubits by itself, or on each of these groups of qubits."""
        if self.width is None and self.name == "unitary":
            raise ValueError("how many qubits the matrix is for is not known")
        if self.num_qubits() not in (None, 1):
            return [self.on(*group) for group in (targets if len(targets) > 1 else targets[0])]
        return [self.on(qubit) for qubit in flattened(targets)]

    def num_qubits(self) -> int | None:
        """How many qubits it takes."""
        return None if self.width is None else self.width + self.controls

    def controlled(self, num_controls: int = 1, *, control_values: Any = None) -> Gate:
        """The gate with more controls, which stand before its qubits."""
        return replace(self, controls=self.controls + num_controls)

    def __pow__(self, power: Any) -> Gate:
        return replace(self, exponent=self.exponent * power)

    def with_key(self, key: Any) -> Gate:
        """A measurement under another key."""
        return self


@dataclass(frozen=True, eq=False)
class Operation:
    """A gate on qubits. It makes the measurements `keys`, those of `waits` decide whether it is done."""

    gate: Gate
    qubits: tuple[Qid, ...]
    keys: tuple[str, ...] = ()
    waits: tuple[str, ...] = ()
    virtual: bool = False

    def __pow__(self, power: Any) -> Operation:
        return replace(self, gate=self.gate**power)

    def controlled_by(self, *control_qubits: Qid, control_values: Any = None) -> Operation:
        """The operation under the control of more qubits."""
        more = tuple(flattened(control_qubits))
        return replace(self, gate=self.gate.controlled(len(more)), qubits=_checked((*more, *self.qubits), None))

    def with_classical_controls(self, *conditions: Any) -> Operation:
        """The operation if measurements gave something."""
        keys = (key for condition in conditions for key in cirq_conditions.names(condition))
        return replace(self, waits=(*self.waits, *keys))

    def repeat(self, repetitions: int, repetition_ids: Any = None, use_repetition_ids: Any = None) -> Operation:
        """A circuit as an operation, several times."""
        return replace(self, gate=replace(self.gate, exponent=self.gate.exponent * repetitions))

    def with_tags(self, *new_tags: Any) -> Operation:
        """The operation with notes on it."""
        return replace(self, virtual=self.virtual or VIRTUAL in new_tags)

    def with_qubits(self, *new_qubits: Qid) -> Operation:
        """The same on other qubits."""
        return replace(self, qubits=_checked(new_qubits, len(self.qubits)))

    def with_qubit_mapping(self, qubit_map: QubitMap) -> Operation:
        """The same on the qubits that stand for its own."""
        mapped = qubit_map if callable(qubit_map) else lambda qubit: qubit_map.get(qubit, qubit)
        return replace(self, qubits=_checked([mapped(each) for each in self.qubits], len(self.qubits)))

    transform_qubits = with_qubit_mapping

    def mapped_circuit(self, deep: bool = False) -> Any:
        """The operations of a circuit that is one operation, moment by moment; `deep` of those inside of it, too."""
        from quantum_lint.evaluate.models.cirq_combined import unrolled

        return unrolled(self, deep)

    def with_measurement_key_mapping(self, measurement_key_map: dict[str, str]) -> Operation:
        """The same with other names for what it measures."""
        keys = tuple(measurement_key_map.get(each, each) for each in self.keys)
        return replace(self, keys=keys, waits=tuple(measurement_key_map.get(each, each) for each in self.waits))

    def controls(self) -> int:
        """How many of its qubits are controls."""
        return self.gate.controls


def _checked(qubits: Sequence[Any], width: int | None) -> tuple[Qid, ...]:
    """The qubits, which must be as many as the gate takes, and different."""
    if any(not isinstance(qubit, Qid) for qubit in qubits):
        raise TypeError("a gate acts on qubits")
    if (width is not None and len(qubits) != width) or len(set(qubits)) != len(qubits):
        raise ValueError(f"wrong qubits: {len(qubits)} for a gate on {width}")
    return tuple(qubits)


def flattened(tree: Any, depth: int = _DEEPEST) -> Iterator[Any]:
    """The leaves of lists inside of lists."""
    if isinstance(tree, (list, tuple, set, frozenset)) or (depth and hasattr(tree, "operations")):
        if not depth:
            raise ValueError("lists are nested too deeply")
        inner: Iterable[Any] = tree.operations if hasattr(tree, "operations") else tree
        for each in inner:
            yield from flattened(each, depth - 1)
    else:
        yield tree


def measurement(qubits: Iterable[Qid], key: str | None) -> Operation:
    """A measurement of qubits together."""
    measured = tuple(flattened(tuple(qubits)))
    made = Gate("measure", len(measured)).on(*measured)
    return replace(made, keys=(key if key is not None else ",".join(map(str, (each.key for each in measured))),))


def inverse(operation: Operation) -> Operation:
    """What undoes the operation."""
    return operation**-1
