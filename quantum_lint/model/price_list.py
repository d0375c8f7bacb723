"""What is known of prices and devices on one day, and what of it changed."""

from __future__ import annotations

from datetime import date

from quantum_lint.model.device import Device
from quantum_lint.model.known import Plan
from quantum_lint.model.named import NamedTuple


class PriceList(NamedTuple):
    """All plans and devices; `today` and the days of their data are like 2026-11-21.

    What is more than `limit` days old is old.
    """

    plans: tuple[Plan, ...]
    devices: tuple[Device, ...]
    today: str
    limit: int

    def of(self, provider: str) -> PriceList:
        """What is of one provider."""
        return self._replace(
            plans=tuple(plan for plan in self.plans if plan.provider == provider),
            devices=tuple(device for device in self.devices if device.provider == provider),
        )

    def age(self, day: str) -> int:
        """How many days ago a day was."""
        return (date.fromisoformat(self.today) - date.fromisoformat(day)).days

    def is_stale(self, day: str) -> bool:
        """Whether what is of this day is old."""
        return self.age(day) > self.limit

    @property
    def stale(self) -> int:
        """How many plans and devices are old."""
        days = (*(plan.as_of for plan in self.plans), *(device.as_of for device in self.devices))
        return sum(map(self.is_stale, days))


class Change(NamedTuple):
    """A price that is another one now: of a plan, as it was, for a unit."""

    plan: Plan
    unit: str
    old: str
    new: str


class Update(NamedTuple):
    """The plans as a list of prices has them, what changed, and what could not be taken from it."""

    plans: tuple[Plan, ...]
    changes: tuple[Change, ...]
    notes: tuple[str, ...]
