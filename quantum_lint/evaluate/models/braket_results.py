"""What a circuit of Amazon Braket is asked for: observables and results. They add no gates, but they may add qubits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from quantum_lint.evaluate.models.braket_gates import qubits


@dataclass(frozen=True, eq=False)
class Observable:
    """An observable, or a sum or product of some, and the qubits that it names."""

    targets: tuple[int, ...] = ()

    def __matmul__(self, other: Any) -> Observable:
        return Observable(qubits([self.targets, _targets(other)]))

    __add__ = __radd__ = __sub__ = __rsub__ = __matmul__

    def __mul__(self, other: Any) -> Observable:
        return self

    __rmul__ = __mul__

    def __neg__(self) -> Observable:
        return self


def _targets(other: Any) -> tuple[int, ...]:
    return other.targets if isinstance(other, Observable) else ()


def observable(target: Any = None) -> Observable:
    """A Pauli matrix, or another observable that needs nothing else than its qubit."""
    return Observable(qubits(target))


def hermitian(matrix: Any, display_name: Any = None, targets: Any = None) -> Observable:
    """An observable by its matrix."""
    return Observable(qubits(targets))


def product(observables: Any) -> Observable:
    """A product or sum of a list of observables."""
    return Observable(qubits([_targets(each) for each in observables]))


@dataclass(frozen=True, eq=False)
class ResultType:
    """A result that is asked for. `observed` are the qubits that it adds to its circuit."""

    observed: tuple[int, ...] = ()


def plain(target: Any = None, state: Any = None) -> ResultType:
    """Probabilities, state vectors and the like."""
    return ResultType()


def amplitude(state: Any) -> ResultType:
    """Amplitudes of basis states."""
    return ResultType()


def observed(observable: Any = None, target: Any = None, parameters: Any = None) -> ResultType:
    """The mean, the variance or samples of an observable."""
    return ResultType(qubits(target) or _targets(observable))
