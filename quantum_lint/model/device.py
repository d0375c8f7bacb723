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
    `digest` stands for all that the snapshot says: two of the same digest are the same.
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
    digest: str = ""

    @property
    def dated(self) -> str:
        """The device and the day of the snapshot: `IBM Fez (as of 2025-02-26)`."""
        return f"{self.title} (as of {self.as_of})"

    @property
    def coherence(self) -> float | None:
        """How long half of the qubits keep their state: the median of the shorter ones of T1 and T2, in seconds."""
        pairs = ([each for each in pair if each] for pair in zip(self.t1, self.t2, strict=True))
        times = sorted(min(known) for known in pairs if known)
        return times[len(times) // 2] if times else None
