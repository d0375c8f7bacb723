"""What takes time and is worked out of a circuit only when asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from quantum_lint.circuits.drawing import drawn
from quantum_lint.circuits.measure import flat
from quantum_lint.model.device import Device

if TYPE_CHECKING:
    from qiskit import QuantumCircuit

    from quantum_lint.model.circuit import Circuit


class Extras(NamedTuple):
    """What to add to the facts: drawings, counts of the circuits taken apart, and the calls that start work.

    With `jobs` the circuits of such calls are transpiled at `level` (0: not at all) for the `devices` that are named,
    or else for those that the code names, and `also` for some others; the snapshots in `own` come before those that
    come with us. Where only jobs are asked for (`circuits` is False), no circuit is built. Where
    it is `kept`, what a circuit was on a device in an earlier run is looked up, and what it is now is remembered.
    """

    drawing: bool = False
    flat: bool = False
    jobs: bool = False
    level: int = 0
    devices: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    own: tuple[Device, ...] = ()
    circuits: bool = True
    kept: bool = False


def with_extras(fact: Circuit, circuit: QuantumCircuit, extras: Extras) -> Circuit:
    """The fact about the circuit with all that was asked for."""
    if extras.drawing and fact.measures is not None:
        fact = fact._replace(drawing=drawn(circuit, fact.measures))
    return fact._replace(flat=flat(circuit)) if extras.flat else fact
