"""A stand-in for a device: what a package brings along to try programs without the device itself."""

from __future__ import annotations

from collections.abc import Callable

from quantum_lint.model.named import NamedTuple

Edge = tuple[int, int]


class StandIn(NamedTuple):
    """What a program can ask a stand-in for that no calibration changes.

    `operations` are Qiskit's names of what it carries out, and `edges` the ordered pairs of qubits of its gates on two,
    in the order in which it tells them.
    """

    name: str
    qubits: int
    operations: tuple[str, ...]
    edges: tuple[Edge, ...]


#: Gives the stand-in that a class is, by the name of the class.
StandIns = Callable[[str], StandIn | None]


def no_stand_in(name: str) -> StandIn | None:
    """No class is known to be one."""
    return None
