"""A device as it was on one day: what it can do, how long that takes and how often it fails."""

from __future__ import annotations

from collections.abc import Mapping

from quantum_lint.model.named import NamedTuple

Qubits = tuple[int, ...]


class Operation(NamedTuple):
    """A gate by Qiskit's name for it, or `measure`, or `reset`.

    `durations` (seconds) and `errors` (probabilities) are by the qubits that it works on, None where nothing is
    published. The only key is the empty tuple where all qubits, or all pairs of them, are alike. A `virtual` one takes
    no time.
    """

    name: str
    durations: Mapping[Qubits, float | None]
    errors: Mapping[Qubits, float | None]
    virtual: bool = False

    def duration(self, qubits: Qubits) -> float | None:
        """How long it takes there, in seconds."""
        return 0.0 if self.virtual else self.durations.get(qubits, self.durations.get(()))

    def error(self, qubits: Qubits) -> float | None:
        """How likely it fails there."""
        return 0.0 if self.virtual else self.errors.get(qubits, self.errors.get(()))


class Device(NamedTuple):
    """A snapshot of a device. Times are in seconds.

    `device` is a regular expression for what the device is called in code, `called` the name of it that plans know.
    `t1` and `t2` have one number for each qubit. `repetition_delay` is the pause before a circuit is run again, `reset`
    the time that a reset takes, `shots` the fewest and the most of one job. What is not published is None.
    """

    name: str
    title: str
    provider: str
    device: str
    technology: str
    as_of: str
    source: str
    licence: str
    qubits: int
    operations: Mapping[str, Operation]
    t1: tuple[float | None, ...]
    t2: tuple[float | None, ...]
    repetition_delay: float | None = None
    reset: float | None = None
    shots: tuple[int, int] | None = None
    clops: int | None = None
    called: str = ""
