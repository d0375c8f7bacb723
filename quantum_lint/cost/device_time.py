"""How long work takes on devices, by what providers publish of it: seconds, never rounded."""

from __future__ import annotations

from decimal import Decimal

from quantum_lint.cost import annealing
from quantum_lint.cost.annealing import Annealing
from quantum_lint.cost.primitives import Runs
from quantum_lint.cost.ranges import exactly, hull, times, total
from quantum_lint.model.estimate import Line, Range
from quantum_lint.model.known import Usage

_SECOND = "second"
_MICROSECOND = Decimal("0.000001")


def job(usage: Usage, runs: Runs, duration: Range, repetition: Decimal | None = None, jobs: int = 1) -> Line:
    """The time that a primitive's jobs lock IBM's device for.

    `duration` is that of a circuit with its reset in seconds, `repetition` the delay before it runs again, where the
    device or the code sets another one than is usual. The documented formula is `overhead + (repetition + circuit) *
    executions`. It does not tell what calibrating the readout takes: a job that does was seen to take longer. So such a
    job takes from the documented time to the one that was seen; the range of one that does not begins with the
    documented overhead, and ends with that of the documentation's own example.
    """
    documented = _documented(usage, runs, duration, repetition, Decimal(usage.overhead), usage.source)
    other = (
        _calibrated(usage, runs, duration, repetition)
        if runs.calibrated
        else _example(usage, runs, duration, repetition)
    )
    least, most = documented.quantity, other.quantity
    assumed = "" if repetition is not None else f"a repetition delay of {usage.repetition} s"
    return Line(
        "time on the device",
        _SECOND,
        times(hull(least, most), jobs),
        formula="from the documented time to the one that was seen"
        + (f", for each of {jobs:,} jobs" if jobs > 1 else ""),
        source=usage.source,
        assumption=assumed,
        parts=(documented, other),
    )


def expected(usage: Usage, runs: Runs, duration: Range, repetition: Decimal | None = None) -> Decimal:
    """The seconds that one job most likely takes, where it calibrates the readout: by the fit, without its error."""
    executing = _executing(usage, runs, duration, repetition)
    mean = (executing.low + executing.high) / 2
    return Decimal(usage.calibrated) + Decimal(usage.randomization) * runs.randomized.high + Decimal(usage.share) * mean


def session(jobs: Range, idle: Decimal | None) -> tuple[Range, bool]:
    """The usage of a session: its wall clock, with the time in which nothing runs, and whether it may be more.

    Without `idle` seconds given it is at least what its jobs take.
    """
    return total((jobs, exactly(idle or Decimal()))), idle is None


def repeated(usage: Usage | None, executions: Range, duration: Range | None) -> Line | None:
    """Executions one after the other, on a device whose provider does not say how it counts time (IQM, Rigetti).

    From what circuit and reset take alone to what the pace that is published of the device makes of them, which is one
    of layers and not of circuits; None where neither is known.
    """
    pace = times(executions, 1 / Decimal(usage.pace)) if usage is not None and usage.pace else None
    alone = None if duration is None else times(executions, duration)
    known = [each for each in (alone, pace) if each is not None]
    if not known:
        return None
    words = [f"executions / {usage.pace} a second"] if usage is not None and pace is not None else []
    return Line(
        "time on the device",
        _SECOND,
        hull(*known),
        formula=" to ".join([*(["executions * (circuit + reset)"] if alone else []), *words]),
        source=usage.source if usage is not None and pace is not None else "",
        assumption="the provider does not publish how it counts time",
    )


def accessed(usage: Usage, asked: Annealing, problems: int) -> Line:
    """The time that problems access an annealer for, with the solver's own times where the code sets none.

    How many qubits a problem takes is told by its embedding alone: the range is from one to all of them.
    """
    each = (asked._replace(qubits=qubits) for qubits in (1, annealing.widest(usage.timing)))
    low, high = (Decimal(repr(annealing.access_time(usage.timing, one))) * _MICROSECOND for one in each)
    return Line(
        "access to the device",
        _SECOND,
        times(Range(low, high), problems),
        formula="programming + reads * (anneal + readout + delay), for each problem",
        source=usage.source,
        assumption=f"{_own_times(usage, asked)} the solver's own, on one qubit or on up to all of them",
    )


def _own_times(usage: Usage, asked: Annealing) -> str:
    """What of the times the code does not set."""
    of = f" of {usage.as_of}" if usage.as_of else ""
    return (
        f"the annealing time and all others{of} are" if asked.anneal is None else f"other times than annealing{of} are"
    )


def seconds_of(duration: float | None, reset: float | None = None) -> Range | None:
    """The time of a circuit as an exact number of seconds, from without to with the reset that may follow it."""
    if duration is None:
        return None
    low = Decimal(repr(duration))
    return Range(low, low + Decimal(repr(reset or 0.0)))


def _executing(usage: Usage, runs: Runs, duration: Range, repetition: Decimal | None) -> Range:
    delay = Decimal(usage.repetition) if repetition is None else repetition
    return times(runs.executions, Range(delay + duration.low, delay + duration.high))


def _documented(
    usage: Usage, runs: Runs, duration: Range, repetition: Decimal | None, overhead: Decimal, source: str
) -> Line:
    quantity = total((exactly(overhead), _executing(usage, runs, duration, repetition)))
    return Line(
        "as documented",
        _SECOND,
        quantity,
        formula=f"{overhead} + executions * (repetition delay + circuit)",
        source=source,
    )


def _example(usage: Usage, runs: Runs, duration: Range, repetition: Decimal | None) -> Line:
    overhead = Decimal(usage.example_overhead)
    line = _documented(usage, runs, duration, repetition, overhead, usage.example_source)
    return line._replace(what="with the overhead of the documented example")


def _calibrated(usage: Usage, runs: Runs, duration: Range, repetition: Decimal | None) -> Line:
    most = expected(usage, runs, duration, repetition)
    error = Decimal(usage.error)
    return Line(
        "as seen of jobs that calibrate",
        _SECOND,
        Range(most / (1 + error), most / (1 - error)),
        formula=f"({usage.calibrated} + {usage.randomization} * randomized circuits"
        f" + {usage.share} * executions * (repetition delay + circuit)); {error:.0%} off at worst",
        source=f"fitted on {usage.fitted}",
    )
