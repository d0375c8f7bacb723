"""How plans charge for work: one function for each billing model.

Each yields a line for what is charged, or the reason why a line cannot be worked out. Money is not rounded here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from quantum_lint.cost.ranges import exactly, steps, times, total
from quantum_lint.cost.work import Charge, Work
from quantum_lint.evaluate.rates import lengths, price_of, worth
from quantum_lint.model.estimate import Line, Range
from quantum_lint.model.known import Model, Plan

#: What one part of a bill comes to: a line, or why it is not known.
Charged = Iterator[Line | str]

_NOTHING = exactly(0)
_UNITS = {
    "task": "tasks",
    "shot": "shots",
    "one_qubit_gate": "gates on one qubit",
    "two_qubit_gate": "gates on two qubits",
    "measurement": "measurements",
}


def bill(plan: Plan, work: Work) -> Charge:
    """What the plan charges for the work."""
    parts = tuple(MODELS[plan.model](plan, work))
    lines = tuple(part for part in parts if isinstance(part, Line))
    reasons = tuple(part for part in parts if isinstance(part, str))
    amounts = tuple(line.amount for line in lines if line.amount is not None)
    known = total(amounts) if amounts else None
    return Charge(lines, known, least=bool(reasons and amounts), because="; ".join(dict.fromkeys(reasons)))


def per_task_and_shot(plan: Plan, work: Work) -> Charged:
    """A fee for each task and a price for each shot.

    `shot_price * shots + task_price` is how `braket.tracking.tracker` prices a task. A program set of at most 100
    executables is one task, by Amazon's notebook Advanced_QPU_workflow. IQM at Scaleway and OQC are paid the same way.
    """
    yield from _charged(plan, "task", _fees(plan, work), _together(plan, work))
    yield from _charged(plan, "shot", _repeated(exactly(1), work))


def per_second(plan: Plan, work: Work) -> Charged:
    """Seconds of the device, as IBM's pay-as-you-go plan and IQM Resonance bill them.

    "Limit of 1000 seconds ($1600)" is the example of https://quantum.cloud.ibm.com/docs/guides/manage-cost.
    """
    yield from _timed(plan, "second", work.seconds)


def prepaid(plan: Plan, work: Work) -> Charged:
    """Time that was bought in advance, at its price: what the work uses of it (IBM's flex and premium plans)."""
    bought = _amounts(plan.commitment)
    yield from _timed(plan, "second", work.seconds, f"at least {bought} are bought for {plan.window}")


def free_quota(plan: Plan, work: Work) -> Charged:
    """Time that is free within limits, and cannot be had beyond them (IBM's open plan, IQM's starter plan)."""
    free = Decimal(plan.included["second"])
    limit = f"{free:,} seconds are free in each {plan.window}"
    if work.seconds is None:
        yield f"how long it takes is not known, of which {limit}"
        return
    amount = _NOTHING if work.seconds.low <= free else None
    yield Line("time on the device", "second", work.seconds, None, amount, "free", plan.source, limit)
    if work.seconds.high > free:
        yield f"only {limit}"


def gate_shot(plan: Plan, work: Work) -> Charged:
    """Gates in all shots, with a minimum for each program (IonQ on Azure).

    The article adds the minimum, `AQT = m + 0.000220 * N1q * C + 0.000975 * N2q * C`; its table, and azure-quantum
    2.2.0 target/ionq.py (`max(..., min_price)`), take what is more. The range is from the one to the other.
    https://learn.microsoft.com/azure/quantum/pricing
    """
    least = Decimal((plan.unmitigated_minimum if work.mitigated is False else "") or plan.minimum) * worth(plan)
    default = "error mitigation is on, which is the default" if work.mitigated is None else ""
    if work.tasks is None:
        yield "the number of tasks is not known"
        return
    gates = _gates(plan, work._replace(tasks=1))
    if gates is None:
        yield _line(plan, "least price of a program", "task", exactly(work.tasks), exactly(least), default)
        yield "the number of gates, or of shots, is not known"
        return
    each = Range(max(least, gates.low), least + gates.high)
    text = f"{gates.low} for gates in all shots, and a minimum of {least} that is taken if it is more, or added"
    yield _line(plan, "gates in all shots of a program", "task", exactly(work.tasks), each, default, text)


def quantum_credits(plan: Plan, work: Work) -> Charged:
    """Quantinuum's credits: `HQC = 5 + C * (N1q + 10 * N2q + 5 * Nm) / 5000` for C shots of a circuit.

    Nm counts measurements and resets, and the preparation of each qubit by the article; azure-quantum 2.2.0
    target/quantinuum.py leaves the preparation out. Whether turns about Z, which take no time, are among N1q is said
    nowhere: who counts the gates gives a range. https://learn.microsoft.com/azure/quantum/pricing
    """
    measured = work.measurements
    if measured is not None:
        measured = Range(measured.low, measured.high + (work.prepared or 0))
    prepared = "with and without the preparation of each qubit" if work.prepared else ""
    yield from _charged(plan, "task", _number(work.tasks))
    yield from _charged(plan, "one_qubit_gate", _repeated(work.one_qubit_gates, work))
    yield from _charged(plan, "two_qubit_gate", _repeated(work.two_qubit_gates, work))
    yield from _charged(plan, "measurement", _repeated(measured, work), prepared)


def per_increment(plan: Plan, work: Work) -> Charged:
    """Steps of time, each paid as a whole: $0.02 for 10 ms of Rigetti's device on Azure.

    https://learn.microsoft.com/azure/quantum/pricing
    """
    if work.seconds is None or not work.jobs:
        yield "how long it takes on the device is not known"
        return
    each = steps(times(work.seconds, 1 / Decimal(work.jobs)), Decimal(plan.increment))
    text = f"each begun {plan.increment} s of a job"
    yield _line(plan, "time on the device", "increment", times(each, work.jobs), _each(plan, "increment"), "", text)


def per_hour(plan: Plan, work: Work) -> Charged:
    """Hours of a device: whole ones where it is reserved (Amazon Braket), and the share of one where it is not."""
    if work.seconds is None:
        yield "how long it takes on the device is not known"
        return
    hours = times(work.seconds, 1 / lengths(plan)["hour"])
    text = "time on the device / 3600 s"
    if plan.increment:
        hours, text = steps(work.seconds, Decimal(plan.increment)), "whole hours are reserved"
    free = f"{_amounts(plan.included)} are free in each {plan.window} and not taken off" if plan.included else ""
    yield _line(plan, "time on the device", "hour", hours, _each(plan, "hour"), free, text)


def subscription(plan: Plan, work: Work) -> Charged:
    """What the work uses of what a month's price includes, at its share of the price (Quantinuum on Azure)."""
    if not plan.prices:
        yield plan.because
        return
    yield from quantum_credits(plan, work)


def simulator(plan: Plan, work: Work) -> Charged:
    """Minutes of a simulator, at least 3 s for each task: `MIN_SIMULATOR_DURATION` of `braket.tracking.tracker`."""
    if work.tasks is None:
        yield "the number of tasks is not known"
        return
    least = exactly(work.tasks * Decimal(plan.least_seconds or 0))
    seconds = least if work.seconds is None else Range(*map(max, work.seconds, least))
    text = f"at least {plan.least_seconds} s for each task" if plan.least_seconds else ""
    yield _line(
        plan, "time of the simulator", "minute", times(seconds, 1 / Decimal(60)), _each(plan, "minute"), "", text
    )
    if work.seconds is None:
        yield "how long the simulation takes is not known"


def platform_credits(plan: Plan, work: Work) -> Charged:
    """Credits of a platform that passes work on: for each task and shot, a cent each at qBraid.

    https://docs.qbraid.com/v2/home/pricing
    """
    yield from per_task_and_shot(plan, work) if plan.prices else iter((plan.because,))


def access_time(plan: Plan, work: Work) -> Charged:
    """Seconds of access to an annealer (D-Wave Leap), which have a price where a contract of yours says it."""
    if plan.prices:
        yield from _timed(plan, "second" if "second" in plan.prices else "hour", work.seconds)
        return
    if work.seconds is not None:
        yield Line("access to the device", "second", work.seconds, source=plan.source)
    yield plan.because


def contract(plan: Plan, work: Work) -> Charged:
    """Nothing that is published."""
    yield plan.because


MODELS: Mapping[Model, Callable[[Plan, Work], Charged]] = {
    "per-task-and-shot": per_task_and_shot,
    "per-second": per_second,
    "prepaid": prepaid,
    "free-quota": free_quota,
    "gate-shot": gate_shot,
    "quantum-credits": quantum_credits,
    "per-increment": per_increment,
    "per-hour": per_hour,
    "subscription": subscription,
    "simulator": simulator,
    "platform-credits": platform_credits,
    "access-time": access_time,
    "contract": contract,
}


def _charged(plan: Plan, unit: str, quantity: Range | None, assumption: str = "") -> Charged:
    """The line of a unit, if the plan has a price for it."""
    if unit not in plan.prices:
        return
    if quantity is None:
        yield f"the number of {_UNITS[unit]} is not known"
    else:
        yield _line(plan, _UNITS[unit], unit, quantity, _each(plan, unit), assumption)


def _timed(plan: Plan, unit: str, seconds: Range | None, assumption: str = "") -> Charged:
    if seconds is None:
        yield "how long it takes on the device is not known"
        return
    units = times(seconds, 1 / lengths(plan)[unit])
    yield _line(plan, "time on the device", unit, units, _each(plan, unit), assumption)


def _line(
    plan: Plan, what: str, unit: str, quantity: Range, each: Range, assumption: str = "", formula: str = ""
) -> Line:
    """A line by the price of each, which is not written where it is a range."""
    price = each.low if each.low == each.high else None
    return Line(what, unit, quantity, price, times(quantity, each), formula, plan.source, assumption)


def _each(plan: Plan, unit: str) -> Range:
    return exactly(price_of(plan, unit))


def _number(number: int | None) -> Range | None:
    return None if number is None else exactly(number)


def _repeated(each: Range | None, work: Work) -> Range | None:
    """What each circuit has so many of, in all shots of all tasks."""
    if each is None or work.tasks is None or work.shots is None:
        return None
    return times(each, work.tasks * work.shots)


def _gates(plan: Plan, work: Work) -> Range | None:
    """What the gates of one task cost in all its shots."""
    counted = {
        "one_qubit_gate": _repeated(work.one_qubit_gates, work),
        "two_qubit_gate": _repeated(work.two_qubit_gates, work),
    }
    known = [times(each, price_of(plan, unit)) for unit, each in counted.items() if each is not None]
    return total(known) if len(known) == len(counted) else None


def _fees(plan: Plan, work: Work) -> Range | None:
    """How many task fees are due."""
    if work.tasks is None or not (work.together and plan.together and work.jobs):
        return _number(work.tasks)
    each = steps(exactly(Decimal(work.tasks) / work.jobs), Decimal(plan.together))
    return times(each, work.jobs)


def _together(plan: Plan, work: Work) -> str:
    return f"one fee for a program set of at most {plan.together} circuits" if work.together and plan.together else ""


def _amounts(units: Mapping[str, str]) -> str:
    """`400 minutes`."""
    return " or ".join(f"{Decimal(number):,} {unit}{'' if number == '1' else 's'}" for unit, number in units.items())
