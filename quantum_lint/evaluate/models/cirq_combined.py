"""Circuits of Cirq that are made of others: side by side, one into the other, taken apart, with noise."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from quantum_lint.evaluate.models.cirq_gates import VIRTUAL, Gate, Operation, inverse
from quantum_lint.evaluate.models.cirq_qubits import Qid

if TYPE_CHECKING:
    from quantum_lint.evaluate.models.cirq_circuits import Circuit, Moment

#: Moments of what is taken apart or put together.
_MOST = 200_000


def zipped(circuits: Sequence[Circuit], align: str) -> Circuit:
    """The circuits beside each other, from the left or from the right."""
    from quantum_lint.evaluate.models.cirq_circuits import Circuit, Moment

    length = max(map(len, circuits), default=0)
    right = align.upper() == "RIGHT"
    lines = [_padded(circuit.moments, length - len(circuit), right) for circuit in circuits]
    moments = [Moment(*(operation for line in lines for operation in line[at])) for at in range(length)]
    if any(len(moment.qubits) < sum(len(each.qubits) for each in moment) for moment in moments):
        raise ValueError("circuits beside each other use the same qubit at the same time")
    return Circuit.from_moments(*moments)


def _padded(moments: Sequence[Moment], empty: int, right: bool) -> list[Moment]:
    from quantum_lint.evaluate.models.cirq_circuits import Moment

    more = [Moment()] * empty
    return [*more, *moments] if right else [*moments, *more]


def concatenated(circuits: Sequence[Circuit], align: str) -> Circuit:
    """Each circuit moved to the left, into those before it, until they would collide."""
    from quantum_lint.evaluate.models.cirq_circuits import Circuit

    made = Circuit()
    for number, circuit in enumerate(circuits):
        made = _folded(made, circuit, align.upper()) if number else circuit.copy()
    return made


def _folded(left: Circuit, right: Circuit, align: str) -> Circuit:
    shift = _overlap(left, right, align)
    moved = len(left) - shift
    length = max(len(left), moved + len(right)) - min(0, moved)
    return zipped([_at(left, max(0, -moved), length), _at(right, max(0, moved), length)], "LEFT")


def _at(circuit: Circuit, start: int, length: int) -> Circuit:
    """The circuit from a moment on, in so many moments."""
    from quantum_lint.evaluate.models.cirq_circuits import Circuit, Moment

    after = length - start - len(circuit)
    return Circuit.from_moments(*[Moment()] * start, *circuit.moments, *[Moment()] * after)


def _overlap(left: Circuit, right: Circuit, align: str) -> int:
    """How many moments two circuits can share."""
    most = {"LEFT": len(left), "RIGHT": len(right), "FIRST": min(len(left), len(right))}[align]
    begins, ends = _first_uses(right.moments), _first_uses(left.moments[::-1])
    return min([most, *(begins[qubit] + ends[qubit] for qubit in begins.keys() & ends.keys())])


def _first_uses(moments: Sequence[Moment]) -> dict[Qid, int]:
    """The number of the first moment in which each qubit is in use."""
    found: dict[Qid, int] = {}
    for number, moment in enumerate(moments):
        for qubit in moment.qubits:
            found.setdefault(qubit, number)
    return found


def unrolled(operation: Operation, deep: bool) -> Circuit:
    """The circuit that an operation is, as often as it is repeated, on the qubits of the operation."""
    from quantum_lint.evaluate.models.cirq_circuits import Circuit

    inner, times = operation.gate.inner, operation.gate.exponent
    if inner is None or operation.gate.controls or not isinstance(times, int):
        raise ValueError("it is no circuit, or it is not known how often")
    if abs(times) * len(inner) > _MOST:
        raise ValueError(f"more than {_MOST:,} moments")
    once = inner.transform_qubits(dict(zip(inner.all_qubits(), operation.qubits, strict=True)))
    if times < 0:
        once = Circuit.from_moments(*(_inverse(moment) for moment in reversed(once.moments)))
    made = Circuit.from_moments(*once.moments * abs(times))
    return _flat(made) if deep else made


def _inverse(moment: Moment) -> list[Operation]:
    return [inverse(operation) for operation in moment]


def _flat(circuit: Circuit) -> Circuit:
    """The circuit with those inside of it in their places, side by side where they are at the same time."""
    from quantum_lint.evaluate.models.cirq_circuits import Circuit

    parts = (zipped([_part(operation) for operation in moment], "LEFT").moments for moment in circuit.moments)
    return Circuit.from_moments(*(moment for moments in parts for moment in moments))


def _part(operation: Operation) -> Circuit:
    from quantum_lint.evaluate.models.cirq_circuits import Circuit

    return unrolled(operation, deep=True) if operation.gate.inner is not None else Circuit(operation)


class NoiseModel:
    """Noise that is the same gate on each qubit, after or before each moment; no gate is no noise."""

    def __init__(self, qubit_noise_gate: Gate | None, prepend: bool = False) -> None:
        if qubit_noise_gate is not None and qubit_noise_gate.num_qubits() != 1:
            raise ValueError("noise is a gate on one qubit")
        self._gate = qubit_noise_gate
        self._first = prepend

    def noisy_moments(self, moments: Iterable[Moment], system_qubits: Sequence[Qid]) -> list[Any]:
        """Each moment with its noise."""
        return [self.noisy_moment(moment, system_qubits) for moment in moments]

    def noisy_moment(self, moment: Moment, system_qubits: Sequence[Qid]) -> list[Any]:
        """The moment with its noise; noise itself gets no more of it."""
        from quantum_lint.evaluate.models.cirq_circuits import Moment

        if self._gate is None or (len(moment) and all(each.virtual for each in moment)):
            return [moment]
        noise = Moment(*(self._gate.on(qubit).with_tags(VIRTUAL) for qubit in system_qubits))
        return [noise, moment] if self._first else [moment, noise]


def model_of_noise(noise: Any) -> NoiseModel:
    """What Cirq takes for a model of noise: a model, a gate, or nothing."""
    if isinstance(noise, NoiseModel):
        return noise
    if noise is None or isinstance(noise, Gate):
        return NoiseModel(noise)
    raise TypeError("the model of noise is not known")


def noisy(circuit: Circuit, noise: Any) -> Circuit:
    """The circuit with noise, whose moments stay apart."""
    from quantum_lint.evaluate.models.cirq_circuits import Circuit

    tree = model_of_noise(noise).noisy_moments(circuit.moments, circuit.all_qubits())
    return Circuit.from_moments(*(moment for moments in tree for moment in moments))
