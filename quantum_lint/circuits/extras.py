"""What takes time and is worked out of a circuit only when asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from quantum_lint.circuits.drawing import drawn
from quantum_lint.circuits.measure import flat

if TYPE_CHECKING:
    from qiskit import QuantumCircuit

    from quantum_lint.model.circuit import Circuit


class Extras(NamedTuple):
    """What to add to the facts: drawings, and counts of the circuits taken apart."""

    drawing: bool = False
    flat: bool = False


def with_extras(fact: Circuit, circuit: QuantumCircuit, extras: Extras) -> Circuit:
    """The fact about the circuit with all that was asked for."""
    if extras.drawing and fact.measures is not None:
        fact = fact._replace(drawing=drawn(circuit, fact.measures))
    return fact._replace(flat=flat(circuit)) if extras.flat else fact
