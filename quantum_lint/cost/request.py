"""What the user asks to be priced, and how."""

from __future__ import annotations

from typing import NamedTuple

from quantum_lint.circuits.survey import Progress
from quantum_lint.config.settings import Settings
from quantum_lint.cost.usage import UsageFile
from quantum_lint.model.device import Device
from quantum_lint.model.estimate import Tier


class Request(NamedTuple):
    """The paths, and what holds for their submissions in place of what the code says.

    `devices` are what users or code call them; without any each submission goes where the code sends it. `plans` are
    routes (`flex`), or provider and route (`braket/reservation`); without any it is the one that most users have. With
    several of either each submission is priced on each, and the cheapest is marked on which nothing goes wrong with the
    probability `least_success`. `own` are device snapshots of the user. `drawing` asks for the
    circuits as text.
    """

    settings: Settings
    paths: tuple[str, ...] = (".",)
    devices: tuple[str, ...] = ()
    plans: tuple[str, ...] = ()
    least_success: float = 0.0
    shots: int | None = None
    tier: Tier = "billed"
    usage: UsageFile = UsageFile()
    own: tuple[Device, ...] = ()
    drawing: bool = False
    jobs: int = 0
    cache: bool = True
    progress: Progress | None = None

    @property
    def compares(self) -> bool:
        """Whether a submission is priced more than once."""
        return len(self.devices) > 1 or len(self.plans) > 1
