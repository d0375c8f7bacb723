"""Operators of pytket that are sums of products of Pauli operators, and the circuit that evolves a state under one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from quantum_lint.evaluate.models.pytket_circuits import Circuit
from quantum_lint.evaluate.models.pytket_gates import circuit_box, pauli_exponential
from quantum_lint.evaluate.models.pytket_units import Unit

#: More terms are not put in groups.
_MOST = 2_000


class QubitPauliString:
    """A product of Pauli operators; one that does nothing to a qubit is the same without it."""

    def __init__(self, qubits: Any = (), paulis: Any = ()) -> None:
        if isinstance(qubits, Unit):
            qubits, paulis = [qubits], [paulis]
        pairs = qubits.items() if isinstance(qubits, Mapping) else zip(qubits, paulis, strict=True)
        self.map: dict[Unit, str] = dict(sorted(pairs))
        self._acting = {qubit: pauli for qubit, pauli in self.map.items() if pauli != "I"}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, QubitPauliString) and self._acting == other._acting

    def __hash__(self) -> int:
        return hash(tuple(self._acting.items()))

    def conflicts(self, other: QubitPauliString) -> int:
        """On how many qubits the two do different things."""
        return sum(pauli != other._acting.get(qubit, pauli) for qubit, pauli in self._acting.items())


class QubitPauliOperator:
    """A sum of products with their factors, in the order in which they were given."""

    def __init__(self, dictionary: Mapping[QubitPauliString, Any] | None = None) -> None:
        self.terms = {product: _plain(factor) for product, factor in (dictionary or {}).items()}


def _plain(factor: Any) -> Any:
    """A factor as a real number. Raises ValueError for one that is none."""
    if not isinstance(factor, complex):
        return factor
    if factor.imag:
        raise ValueError("a factor that is no real number makes no evolution")
    return factor.real


def _commute(one: QubitPauliString, other: QubitPauliString) -> bool:
    return one.conflicts(other) % 2 == 0


def _do_not_conflict(one: QubitPauliString, other: QubitPauliString) -> bool:
    return one.conflicts(other) == 0


#: What may be in one group by the strategy.
_TOGETHER: dict[str, Callable[[QubitPauliString, QubitPauliString], bool]] = {
    "CommutingSets": _commute,
    "NonConflictingSets": _do_not_conflict,
}


def _groups(
    products: Iterable[QubitPauliString], together: Callable[[QubitPauliString, QubitPauliString], bool]
) -> list[list[QubitPauliString]]:
    """Each product in the first group that takes it, as the lazy colouring of pytket puts them."""
    groups: list[list[QubitPauliString]] = []
    for product in products:
        group = next((each for each in groups if all(together(product, other) for other in each)), None)
        if group is None:
            groups.append([product])
        else:
            group.append(product)
    return groups


def term_sequence_circuit(
    operator: QubitPauliOperator,
    reference_state: Circuit,
    partition_strat: str = "CommutingSets",
    colour_method: str = "Lazy",
) -> Circuit:
    """One step of the evolution of a state: a box for each group of products. Raises ValueError for other colours."""
    if colour_method != "Lazy" or len(operator.terms) > _MOST:
        raise ValueError("how its terms are put in groups is not followed")
    made = reference_state.copy()
    for group in _groups(operator.terms, _TOGETHER[partition_strat]):
        inner = Circuit(reference_state.n_qubits)
        for product in group:
            if product.map:
                inner.add_gate(
                    pauli_exponential(list(product.map.values()), operator.terms[product]), list(product.map)
                )
        made.add_gate(circuit_box(inner), made.qubits)
    return made
