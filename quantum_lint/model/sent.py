"""Work that is sent to hardware, with all that is told of it before anything runs."""

from __future__ import annotations

from quantum_lint.model.circuit import Circuit
from quantum_lint.model.device import Device
from quantum_lint.model.estimate import Estimate
from quantum_lint.model.job import Job
from quantum_lint.model.named import NamedTuple


class Sent(NamedTuple):
    """A call that sends work to hardware, the circuits that it is given, and what that takes of the device, and costs.

    `circuits` are those of the job's parts, in their order. There are none where reading does not tell them. `device`
    is the one that the code names, if there is a snapshot of it.
    """

    job: Job
    circuits: tuple[Circuit, ...]
    estimate: Estimate
    device: Device | None = None
