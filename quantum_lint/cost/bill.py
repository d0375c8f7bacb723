"""What work costs on a plan: a line for each unit that the plan has a price for, with how its quantity came about."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from quantum_lint.cost.executions import Executions, executions_of
from quantum_lint.cost.load import Load, Piece
from quantum_lint.model.device import Device
from quantum_lint.model.estimate import Line, Range
from quantum_lint.model.known import Plan

_CENT = Decimal("0.01")
_HOUR = Decimal(3600)
_VIRTUAL = frozenset({"rz", "p", "u1", "id"})
_READING = frozenset({"measure", "reset"})


class Priced(NamedTuple):
    """Lines and their sum, the seconds that the device is used, and the executions. What is not known is None."""

    lines: tuple[Line, ...] = ()
    amount: Range | None = None
    seconds: Range | None = None
    executions: int | None = None
    least: bool = False
    because: str = ""


class Quantity(NamedTuple):
    """So many of a unit, and how that is worked out."""

    range: Range
    formula: str = ""
    parts: tuple[Line, ...] = ()
    assumption: str = ""


def exactly(number: int | Decimal) -> Range:
    """A range of one number."""
    return Range(Decimal(number), Decimal(number))


def priced(plan: Plan, load: Load, device: Device | None) -> Priced:
    """The bill for the work."""
    counted = executions_of(load)
    time = _seconds(plan, load, device, counted)
    total = counted.total if counted else None
    seconds = time.range if time else None
    found = {unit: _quantity(unit, load, time) for unit in plan.prices}
    missing = next((unit for unit, quantity in found.items() if quantity is None), None)
    if missing is not None:
        least = _minimum(plan, load)
        reason = _unknown(missing, load)
        if least is None:
            return Priced((), None, seconds, total, because=reason)
        return Priced((least,), least.amount, seconds, total, least=True, because=reason)
    lines = tuple(_line(plan, unit, quantity) for unit, quantity in found.items() if quantity is not None)
    amount = _sum(line.amount for line in lines if line.amount is not None)
    least = _minimum(plan, load)
    if least is not None and least.amount is not None and least.amount.low > amount.high:
        return Priced((least._replace(parts=lines),), least.amount, seconds, total)
    return Priced(lines, _rounded(amount), seconds, total)


def _line(plan: Plan, unit: str, quantity: Quantity) -> Line:
    price = Decimal(plan.prices[unit])
    low, high = quantity.range
    return Line(
        what=_WHAT[unit],
        unit=unit.replace("_", "-"),
        quantity=quantity.range,
        price=price,
        amount=Range(low * price, high * price),
        formula=quantity.formula,
        source=plan.source,
        assumption=quantity.assumption,
        parts=quantity.parts,
    )


_WHAT = {
    "task": "tasks",
    "shot": "shots",
    "second": "time on the device",
    "hour": "time on the device",
    "one_qubit_gate": "gates on one qubit in all shots",
    "two_qubit_gate": "gates on two qubits in all shots",
    "measurement": "measurements in all shots",
}


def _minimum(plan: Plan, load: Load) -> Line | None:
    """What so many tasks cost at least, whatever is in them."""
    if not plan.minimum:
        return None
    each = Decimal(plan.minimum)
    amount = exactly(each * load.tasks)
    return Line(
        "tasks at the least price of one", "task", exactly(load.tasks), each, amount, "circuits handed in", plan.source
    )


def _quantity(unit: str, load: Load, time: Quantity | None) -> Quantity | None:
    """How much the work takes of a unit; None where that is not known."""
    if unit == "task":
        return Quantity(exactly(load.tasks), "circuits handed in, in all runs")
    if unit == "shot":
        shots = load.shots
        return None if shots is None else Quantity(exactly(load.tasks * shots), f"{load.tasks:,} tasks * {shots:,}")
    if unit == "second":
        return time
    if unit == "hour":
        return None if time is None else time._replace(range=Range(time.range.low / _HOUR, time.range.high / _HOUR))
    return _gates(unit, load)


def _gates(unit: str, load: Load) -> Quantity | None:
    """Gates or measurements of all circuits in all of their shots."""
    counts = [_count(unit, piece) for piece in load.pieces]
    known = [each for each in counts if each is not None]
    if load.shots is None or len(known) < len(counts):
        return None
    times = [piece.times * load.shots for piece in load.pieces]
    low = sum(each.low * number for each, number in zip(known, times, strict=True))
    high = sum(each.high * number for each, number in zip(known, times, strict=True))
    word = unit.replace("_", "-")
    return Quantity(Range(Decimal(low), Decimal(high)), f"{word}s of each circuit * shots")


def _count(unit: str, piece: Piece) -> Range | None:
    """How many a circuit has; rotations that no device carries out may or may not count."""
    if piece.measures is None or piece.measures.two_qubit is None:
        return None
    gates = dict(piece.measures.gates)
    reading = sum(count for name, count in gates.items() if name in _READING)
    if unit == "two_qubit_gate":
        return exactly(piece.measures.two_qubit)
    if unit == "measurement":
        return exactly(reading)
    rest = piece.measures.size - piece.measures.two_qubit - reading - gates.get("barrier", 0)
    virtual = sum(count for name, count in gates.items() if name in _VIRTUAL)
    return Range(Decimal(rest - virtual), Decimal(rest))


def _seconds(plan: Plan, load: Load, device: Device | None, counted: Executions | None) -> Quantity | None:
    """The time that the work takes on the device: an overhead for each job, and the time of each execution."""
    if counted is None or not plan.repetition:
        return None
    lines = tuple(_time_lines(plan, load, device, counted))
    return Quantity(_sum(line.quantity for line in lines), "the sum of its parts", lines)


def _time_lines(plan: Plan, load: Load, device: Device | None, counted: Executions) -> Iterator[Line]:
    overhead = Decimal(plan.overhead or 0)
    yield Line(
        "preparation", "second", exactly(load.runs * overhead), formula=f"{load.runs:,} jobs * {overhead} s",
        source=plan.source,
    )  # fmt: skip
    delay = _delay(plan, device)
    for piece, number in counted.pieces:
        duration, assumption = _duration(plan, piece)
        name = piece.circuit.name if piece.circuit is not None else ""
        yield Line(
            f"executions of {name or 'a circuit'}",
            "second",
            exactly(number * (delay + duration)),
            formula=f"{number:,} * ({_short(delay)} s between two + {_short(duration)} s for one)",
            source=f"snapshot of {device.title} of {device.as_of}" if device else plan.source,
            assumption=assumption,
        )
    if counted.calibrations:
        yield Line(
            "calibration of the readout",
            "second",
            exactly(counted.calibrations * delay),
            formula=f"{counted.calibrations:,} * {_short(delay)} s between two",
            source=plan.source,
        )


def _delay(plan: Plan, device: Device | None) -> Decimal:
    """Seconds between two executions."""
    if device is not None and device.repetition_delay is not None:
        return _decimal(device.repetition_delay)
    return Decimal(plan.repetition)


def _duration(plan: Plan, piece: Piece) -> tuple[Decimal, str]:
    """Seconds of one execution, and what was assumed."""
    if piece.on is not None and piece.on.duration is not None:
        return _decimal(piece.on.duration), ""
    usual = Decimal(plan.circuit or 0)
    return usual, f"a circuit takes {_short(usual)} s" if usual else ""


def _decimal(number: float) -> Decimal:
    return Decimal(f"{number:.9g}")


def _short(number: Decimal) -> str:
    return f"{number.normalize():f}"


def _sum(ranges: Iterator[Range] | tuple[Range, ...]) -> Range:
    several = tuple(ranges)
    return Range(sum((each.low for each in several), Decimal()), sum((each.high for each in several), Decimal()))


def _rounded(amount: Range) -> Range:
    low, high = (each.quantize(_CENT, ROUND_HALF_UP) for each in amount)
    return Range(low, high)


def _unknown(unit: str, load: Load) -> str:
    """Why there is no quantity of a unit."""
    if load.shots is None:
        return "nothing tells the number of shots"
    if unit in ("second", "hour"):
        return "nothing tells how long it takes on the device"
    return f"the circuit is not known, and so is the number of {unit.replace('_', '-')}s"
