"""What a submission costs, for the messages of the rules about jobs: price lists and no circuit analysis."""

from __future__ import annotations

from typing import NamedTuple

from quantum_lint.evaluate.calls import Evaluation
from quantum_lint.evaluate.devices import Target
from quantum_lint.evaluate.hardware import Submitted
from quantum_lint.evaluate.rates import Bill, Work, executions, minimum, plan_of, price, time_price
from quantum_lint.evaluate.tables import RangeRow, tables_of
from quantum_lint.evaluate.values import ListValue, Series, Value, constants
from quantum_lint.knowledge import Knowledge
from quantum_lint.match.job_settings import JobSettings
from quantum_lint.model.known import Plan


class ExecutionRow(NamedTuple):
    """Calls of primitives that take a list of circuits and are paid by time, and how to count their executions.

    `level` are the settings that hold the resilience level, `default_level` holds where nothing sets it. Each circuit
    runs `factors[level]` times as often as without mitigation, and each job has `calibrations[level]` runs of its own.
    `bases` is set where a circuit runs once for each measurement basis, and how many there are is not in the code.
    """

    provider: str
    calls: tuple[str, ...]
    level: tuple[str, ...] = ()
    default_level: int = 0
    factors: tuple[int, ...] = (1,)
    calibrations: tuple[int, ...] = (0,)
    bases: bool = False


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
        self._rows = tables_of(knowledge).rows("execution", ExecutionRow)
        self._knowledge = knowledge

    def of(
        self, submitted: Submitted, times: int = 1, shots: int | None = None, most_level: int | None = None
    ) -> Price | None:
        """What it costs if it is made so many times, None where that is not known or it is refused.

        `shots` are asked for in place of those in the code, and the resilience level is `most_level` at most.
        """
        plan = plan_of(self._knowledge.plans, submitted.target.provider, submitted.target.name)
        row = self._rows.get(submitted.call.callee)
        asked = _shots(submitted) if shots is None else shots
        if plan is None or (plan.repetition and row is None) or self._is_refused(submitted, asked):
            return None
        circuits = _circuits(submitted) if row is not None or submitted.row.many else 1
        work = Work(times * (circuits or 1), asked, times)
        if row is not None and asked is not None:
            work = work._replace(executions=self._executions(submitted, row, work, most_level))
        open_ended = circuits is None or (row is not None and row.bases)
        return _price(plan, work, open_ended, default=shots is None and submitted.shots_from == "default")

    def _is_refused(self, submitted: Submitted, shots: int | None) -> bool:
        """Whether the device takes no such number of shots, so that nothing is run or paid."""
        accepted = accepted_shots(submitted, self._knowledge)
        return accepted is not None and shots is not None and not accepted.least <= shots <= accepted.most

    def _executions(self, submitted: Submitted, row: ExecutionRow, work: Work, most_level: int | None) -> int:
        last = len(row.factors) - 1
        level = min(self._level(submitted, row), last if most_level is None else most_level, last)
        factor, calibrations = row.factors[level], row.calibrations[level]
        return work.jobs * executions(
            work.shots or 0, work.tasks // work.jobs, factor=factor, calibrations=calibrations
        )

    def _level(self, submitted: Submitted, row: ExecutionRow) -> int:
        """The lowest resilience level that the submission may have."""
        found = [
            known.value
            for setting in self._settings.find(submitted.call, row.level)
            for known in constants(setting.value)
            if isinstance(known.value, int) and known.value >= 0
        ]
        return min(found, default=row.default_level)


def accepted_shots(submitted: Submitted, knowledge: Knowledge) -> RangeRow | None:
    """How many shots the device takes in one job, if that is known."""
    for expression, row in tables_of(knowledge).ranges:
        if row.provider == submitted.target.provider and expression.match(submitted.target.name or ""):
            return row
    return None


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


def _shots(submitted: Submitted) -> int | None:
    """The fewest shots that the code asks for, or the default."""
    given = [known.value for known in submitted.shots]
    return min(given) if given else submitted.default_shots


def _circuits(submitted: Submitted) -> int | None:
    """How many circuits the list has that is handed in; None where that is not known."""
    given = submitted.call.argument("pubs", 0)
    return None if given is None else _length(given.value)


def _length(value: Value) -> int | None:
    if isinstance(value, ListValue) and value.kind != "tuple":
        plain = value.exact and not any(isinstance(item, ListValue) for item in value.items)
        return len(value.items) if plain else None
    return value.length if isinstance(value, Series) else None
