"""What work costs by a provider's price list: arithmetic on decimal numbers, without any circuit at hand.

A plan has prices for units (a task, a shot, a second, ...), and `quantities` says how many of each some work takes, or
None where that is not known. The bill has a line for each unit. What is not known is never taken for nothing: it makes
the work `Unpriced`, and that says why.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import NamedTuple

from quantum_lint.model.known import Plan

_CENT = Decimal("0.01")
_ONE = Decimal(1)


class Work(NamedTuple):
    """What is handed to a device, as far as it is known.

    There are `tasks` circuits in `jobs`, with so many `shots` each. An execution is one run of one circuit as it is
    sent to the device; `executions` are those of all jobs, where a shot is not just one of them. Gates and measurements
    are those of one circuit.
    """

    tasks: int = 1
    shots: int | None = None
    jobs: int = 1
    executions: int | None = None
    one_qubit_gates: int | None = None
    two_qubit_gates: int | None = None
    measurements: int | None = None


class Line(NamedTuple):
    """So many of a unit, at a price each."""

    unit: str
    quantity: Decimal
    price: Decimal

    @property
    def amount(self) -> Decimal:
        """Their product, not rounded."""
        return self.quantity * self.price


class Bill(NamedTuple):
    """What some work costs on a plan. `least` says that it may be more, since not all of the work is known."""

    plan: Plan
    lines: tuple[Line, ...]
    least: bool = False

    @property
    def amount(self) -> Decimal:
        """The sum, rounded to the cent."""
        return rounded(sum((line.amount for line in self.lines), Decimal()))

    @property
    def text(self) -> str:
        """The sum and the currency."""
        return f"{self.amount:,} {self.plan.currency}"

    def amount_of(self, unit: str) -> Decimal:
        """What is for one of the units, rounded to the cent."""
        return rounded(sum((line.amount for line in self.lines if line.unit == unit), Decimal()))


class Unpriced(NamedTuple):
    """That there is no bill, and why."""

    because: str


def rounded(amount: Decimal) -> Decimal:
    """An amount of money to the cent."""
    return amount.quantize(_CENT, ROUND_HALF_UP)


def price(plan: Plan, work: Work) -> Bill | Unpriced:
    """What the work costs: a line for each unit of the plan, or the plan's minimum where that is more."""
    if not plan.prices:
        return Unpriced(plan.because or f"{plan.title} has no price in the {plan.route} plan")
    found = quantities(plan, work)
    missing = [unit.replace("_", "-") for unit in plan.prices if found[unit] is None]
    if missing:
        return Unpriced(f"the number of {missing[0]}s is not known")
    bill = Bill(plan, tuple(Line(unit, found[unit] or Decimal(), price_of(plan, unit)) for unit in plan.prices))
    least = minimum(plan, work.tasks)
    return least._replace(least=False) if isinstance(least, Bill) and least.amount > bill.amount else bill


def minimum(plan: Plan, tasks: int, mitigated: bool = True) -> Bill | Unpriced:
    """The least that so many tasks cost, whatever is in them."""
    each = plan.minimum if mitigated else plan.unmitigated_minimum or plan.minimum
    if not each:
        return Unpriced(f"{plan.title} has no minimum")
    return Bill(plan, (Line("task", Decimal(tasks), Decimal(each)),), least=True)


def quantities(plan: Plan, work: Work) -> Mapping[str, Decimal | None]:
    """How much the work takes of every unit that a plan may have a price for."""
    time = seconds(plan, work)
    return {
        "task": Decimal(work.tasks),
        "shot": _repeated(1, work),
        **{unit: None if time is None else time / length for unit, length in lengths(plan).items()},
        "one_qubit_gate": _repeated(work.one_qubit_gates, work),
        "two_qubit_gate": _repeated(work.two_qubit_gates, work),
        "measurement": _repeated(work.measurements, work),
    }


def time_price(plan: Plan, seconds: int) -> Bill | Unpriced:
    """What it costs to have a device for so many seconds, whatever runs on it."""
    for unit, length in lengths(plan).items():
        if unit in plan.prices:
            return Bill(plan, (Line(unit, Decimal(seconds) / length, price_of(plan, unit)),))
    return Unpriced(f"{plan.title} is not paid by time")


def lengths(plan: Plan) -> Mapping[str, Decimal]:
    """The units of time that a plan may have a price for, in seconds."""
    own = {"increment": Decimal(plan.increment)} if plan.increment else {}
    return {"second": _ONE, "minute": Decimal(60), "hour": Decimal(3600), **own}


def price_of(plan: Plan, unit: str) -> Decimal:
    """What one of a unit costs in the plan's currency."""
    return Decimal(plan.prices[unit]) * worth(plan)


def worth(plan: Plan) -> Decimal:
    """What one of the unit that the prices are in is worth in the plan's currency.

    A month's price is shared out by what it includes of that unit.
    """
    if plan.monthly and plan.unit:
        return Decimal(plan.monthly) / Decimal(plan.included[plan.unit])
    return Decimal(plan.worth or 1)


def seconds(plan: Plan, work: Work) -> Decimal | None:
    """The time that the work takes on the device, in seconds."""
    executions = work.executions if work.executions is not None else _shots(work)
    if executions is None or not plan.repetition:
        return None
    each = Decimal(plan.repetition) + Decimal(plan.circuit or 0)
    return work.jobs * Decimal(plan.overhead or 0) + executions * each


def executions(
    shots: int, circuits: int = 1, parameter_sets: int = 1, bases: int = 1, factor: int = 1, calibrations: int = 0
) -> int:
    """How often a primitive runs something on the device for one job.

    Each circuit runs with every set of parameters and in every measurement basis (one for each group of observables
    that commute qubit by qubit), `factor` times where noise is amplified on purpose; calibrations are for the job.
    """
    return (factor * circuits * parameter_sets * bases + calibrations) * shots


def plan_of(plans: Iterable[Plan], provider: str | None, device: str | None) -> Plan | None:
    """The provider's first plan for what the code calls a device.

    A device without a name has a price only where all those of its provider cost the same.
    """
    own = (plan for plan in plans if plan.provider == provider)
    return next((plan for plan in own if _expression(plan.device).fullmatch(device or "")), None)


@lru_cache(maxsize=128)
def _expression(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _shots(work: Work) -> int | None:
    return None if work.shots is None else work.tasks * work.shots


def _repeated(number: int | None, work: Work) -> Decimal | None:
    """What each circuit has so many of, in all shots."""
    shots = _shots(work)
    return None if number is None or shots is None else Decimal(number * shots)
