"""How the estimates of two states of a tree differ."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from quantum_lint.model.estimate import Breach, PlacedEstimate, Range
from quantum_lint.model.named import NamedTuple

#: `changed` is by what the code says; what is `repriced` has the same code, and other price or device data.
Kind = Literal["added", "removed", "changed", "repriced"]
_HUNDRED = Decimal(100)
_NOTHING = Range(Decimal(), Decimal())


class Difference(NamedTuple):
    """What was and what is; None where that is not known."""

    before: Range | None
    after: Range | None

    @property
    def change(self) -> Range | None:
        """How much more it is, at least and at most: the differences of the low ends and of the high ends."""
        if self.before is None or self.after is None:
            return None
        ends = (self.after.low - self.before.low, self.after.high - self.before.high)
        return Range(min(ends), max(ends))

    @property
    def per_cent(self) -> Decimal | None:
        """How much more the high end is as per cent of the old one; None where that is nothing or not known."""
        if self.before is None or self.after is None or not self.before.high:
            return None
        return (self.after.high - self.before.high) * _HUNDRED / self.before.high


class Reason(NamedTuple):
    """In what respect a submission differs: what that was, and what it is."""

    what: str
    before: str
    after: str


class Change(NamedTuple):
    """A submission that differs.

    `placed` is how it is now or, of one that was removed, how it was last; `earlier` how it was before, None for one
    that was added. The most telling of the `reasons` is the first.
    """

    kind: Kind
    placed: PlacedEstimate
    earlier: PlacedEstimate | None = None
    reasons: tuple[Reason, ...] = ()

    @property
    def now(self) -> PlacedEstimate | None:
        """How it is now; None for one that was removed."""
        return None if self.kind == "removed" else self.placed

    @property
    def currency(self) -> str:
        """That of its amounts; empty where neither is known."""
        both = (self.placed, self.earlier)
        rates = (each.estimate.rate for each in both if each is not None)
        return next((rate.currency for rate in rates if rate is not None), "")

    @property
    def amount(self) -> Difference:
        """Of the money; what is not there costs nothing."""
        return Difference(*(_NOTHING if each is None else each.estimate.amount for each in (self.earlier, self.now)))

    @property
    def seconds(self) -> Difference:
        """Of the time on the device, likewise."""
        return Difference(*(_NOTHING if each is None else each.estimate.seconds for each in (self.earlier, self.now)))


class Sum(NamedTuple):
    """What all submissions came to and come to, in one currency or, where that is empty, in seconds on devices.

    Amounts of submissions whose price data differs count on both sides as they are now: this is about code. `least` is
    set where a submission has no price, or may cost more.
    """

    currency: str
    total: Difference
    least: bool = False


class Unread(NamedTuple):
    """A submission that cannot be compared, as it was `placed` in one state.

    In the other one, which is today's where `now` is set, its file was not read to the end.
    """

    placed: PlacedEstimate
    now: bool


class Comparison(NamedTuple):
    """All `changes`, in the order of paths and places, and the `sums` of all submissions.

    `base` is what was compared with, for people. `same` counts the submissions that do not differ, `unpriced` those of
    today that have no price. `oldest` is the day of the oldest price of today. `breaches` are limits of the policy that
    are passed. `unread` are the submissions that were read in one state alone: no change, and in no sum.
    """

    base: str
    changes: tuple[Change, ...] = ()
    sums: tuple[Sum, ...] = ()
    same: int = 0
    unpriced: int = 0
    oldest: str = ""
    breaches: tuple[Breach, ...] = ()
    unread: tuple[Unread, ...] = ()

    def of_code(self) -> tuple[Change, ...]:
        """The changes that code made."""
        return tuple(each for each in self.changes if each.kind != "repriced")

    def of_data(self) -> tuple[Change, ...]:
        """Those that other price and device data made."""
        return tuple(each for each in self.changes if each.kind == "repriced")
