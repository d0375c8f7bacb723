"""What a submission costs, for the messages of the rules about jobs: price lists and no circuit analysis."""

from __future__ import annotations

from typing import NamedTuple

from quantum_lint.evaluate.calls import Evaluation
from quantum_lint.evaluate.devices import Target
from quantum_lint.evaluate.executions import (
    ExecutionRow,
    circuits_of,
    fewest_shots,
    has_parameters,
    is_refused,
    level_of,
    rows_of,
)
from quantum_lint.evaluate.hardware import Submitted
from quantum_lint.evaluate.job_settings import JobSettings
from quantum_lint.evaluate.rates import Bill, Work, minimum, plan_of, price, time_price
from quantum_lint.evaluate.tables import tables_of
from quantum_lint.knowledge import Knowledge
from quantum_lint.model.known import Plan


class Price(NamedTuple):
    """The bill of a submission, how many tasks or jobs it is for, and the shots of each, which may be the `default`."""

    bill: Bill
    number: int
    unit: str
    shots: int | None
    default: bool = False

    @property
    def text(self) -> str:
        """A clause: `50 tasks of 1,000 shots on IQM Garnet: about 87.50 USD (on-demand rate of 2026-09-18)`."""
        plan, plural = self.bill.plan, "" if self.number == 1 else "s"
        shots = f" of {self.shots:,} shot{'' if self.shots == 1 else 's'}" if self.shots is not None else ""
        shots += " (the default)" if self.default else ""
        about = "at least" if self.bill.least else "about"
        return (
            f"{self.number:,} {self.unit}{plural}{shots} on {plan.title}: {about} {self.bill.text}"
            f" ({plan.route} rate of {plan.as_of})"
        )


class Prices:
    """Prices of the submissions of one evaluation."""

    def __init__(self, evaluation: Evaluation, knowledge: Knowledge) -> None:
        self._settings = JobSettings(evaluation)
        self._tables = tables_of(knowledge)
        self._rows = rows_of(self._tables)
        self._knowledge = knowledge

    def of(
        self, submitted: Submitted, times: int = 1, shots: int | None = None, most_level: int | None = None
    ) -> Price | None:
        """What it costs if it is made so many times, None where that is not known or it is refused.

        `shots` are asked for in place of those in the code, and the resilience level is `most_level` at most.
        """
        plan = plan_of(self._knowledge.plans, submitted.target.provider, submitted.target.name)
        row = self._rows.get(submitted.call.callee)
        asked = fewest_shots(submitted) if shots is None else shots
        if plan is None or (plan.repetition and row is None) or is_refused(submitted, asked, self._tables):
            return None
        circuits = circuits_of(submitted) if row is not None or submitted.row.many else 1
        work = Work(times * (circuits or 1), asked, times)
        if row is not None and asked is not None:
            work = work._replace(executions=self._executions(submitted, row, work, most_level))
        open_ended = circuits is None or (row is not None and (row.bases or has_parameters(submitted)))
        return _price(plan, work, open_ended, default=shots is None and submitted.shots_from == "default")

    def _executions(self, submitted: Submitted, row: ExecutionRow, work: Work, most_level: int | None) -> int:
        set_level = level_of(submitted, row, self._settings)
        level = row.default_level if set_level is None else set_level
        chosen = level if most_level is None else min(level, most_level)
        return work.jobs * row.executions(work.shots or 0, work.tasks // work.jobs, chosen)


def price_of_a_minute(target: Target, knowledge: Knowledge) -> str:
    """What a minute on a device costs, with the rate's date; empty if it is not paid by time, or that is not known."""
    plan = plan_of(knowledge.plans, target.provider, target.name)
    bill = None if plan is None else time_price(plan, 60)
    return f"{bill.text} ({bill.plan.route} rate of {bill.plan.as_of})" if isinstance(bill, Bill) else ""


def _price(plan: Plan, work: Work, open_ended: bool, default: bool) -> Price | None:
    """The price, or the least one where not all is known that it depends on."""
    bills = (each for each in (price(plan, work), minimum(plan, work.tasks)) if isinstance(each, Bill))
    bill = next(bills, None)
    if bill is None:
        return None
    by_task = "task" in plan.prices or plan.minimum
    number, unit = (work.tasks, "task") if by_task else (work.jobs, "job")
    return Price(bill._replace(least=bill.least or open_ended), number, unit, work.shots, default)
