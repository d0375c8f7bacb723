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
    several of either each submission is priced on each. `own` are device snapshots of the user. `drawing` asks for the
    circuits as text.
    """

    settings: Settings
    paths: tuple[str, ...] = (".",)
    devices: tuple[str, ...] = ()
    plans: tuple[str, ...] = ()
    shots: int | None = None
    tier: Tier = "billed"
    usage: UsageFile = UsageFile()
    own: tuple[Device, ...] = ()
    drawing: bool = False
    jobs: int = 0
    cache: bool = True
    progress: Progress | None = None
