"""What a submission takes of a device, as far as it is known, and what is charged for it."""

from __future__ import annotations

from typing import NamedTuple

from quantum_lint.model.estimate import Line, Range


class Work(NamedTuple):
    """What all runs of a submission take of a device; None is what is not known.

    `tasks` circuits are sent in `jobs`, with so many `shots` each; `together` is set where those of a job are sent as
    one program set. Gates and `measurements` (resets are among them) are those of one circuit as it runs; they are
    ranges where it is open which of them count. `prepared` is the number of qubits that a circuit starts with. Seconds
    are those of all jobs on the device. `mitigated` tells whether the provider's error mitigation is on; None is its
    default.
    """

    tasks: int | None = 1
    shots: int | None = None
    jobs: int | None = 1
    one_qubit_gates: Range | None = None
    two_qubit_gates: Range | None = None
    measurements: Range | None = None
    prepared: int | None = None
    seconds: Range | None = None
    mitigated: bool | None = None
    together: bool = False


class Charge(NamedTuple):
    """The lines of a bill and their sum in the plan's currency.

    Where something is not known that it depends on, `because` says what, and `least` that the sum is the least it can
    be; without any line there is no `amount`.
    """

    lines: tuple[Line, ...]
    amount: Range | None
    least: bool = False
    because: str = ""
