"""What runs on the device for a submission, and for how long."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from quantum_lint.cost import device_time
from quantum_lint.cost.annealing import Annealing
from quantum_lint.cost.load import Load, Piece
from quantum_lint.cost.primitives import PEC_OVERHEAD, Learning, Mitigation, Runs, estimator, sampler
from quantum_lint.cost.ranges import exactly, times, total
from quantum_lint.model.device import Device
from quantum_lint.model.estimate import Line, Range
from quantum_lint.model.known import Plan, Usage

#: A mean is no more exact than the durations, and without an end where money is made of it.
_PICOSECOND = Decimal("1e-12")


class Running(NamedTuple):
    """The executions of all jobs and the lines of their time; None is what is not known.

    `least` is set where it may take longer, and `assumed` says what was taken for granted.
    """

    executions: Range | None = None
    time: tuple[Line, ...] = ()
    seconds: Range | None = None
    least: bool = False
    assumed: tuple[str, ...] = ()


def running(load: Load, plan: Plan, usage: Usage | None, device: Device | None) -> Running:
    """What the work comes to on a device whose provider counts its time so."""
    if load.shots is None:
        return Running()
    if usage is not None and usage.timing:
        access = device_time.accessed(usage, _annealing(load, load.shots), load.tasks)
        return Running(exactly(load.shots * load.tasks), (access,), access.quantity, assumed=(access.assumption,))
    kinds = tuple(_kinds(load, load.shots, mitigated=usage is not None and bool(usage.overhead)))
    executions = total(times(runs.executions, jobs) for runs, jobs in kinds)
    duration, assumed = _duration(load, plan, device)
    if usage is None or not usage.overhead:
        line = device_time.repeated(usage, executions, duration)
        return Running(executions, (line,) if line else (), line.quantity if line else None, assumed=assumed)
    if duration is None:
        return Running(executions)
    delay = _delay(load, device)
    lines = tuple(device_time.job(usage, runs, duration, delay, jobs) for runs, jobs in kinds)
    seconds = total(line.quantity for line in lines)
    if load.job.mode == "session":
        return _in_session(Running(executions, lines, seconds, assumed=assumed), load.job.idle)
    return Running(executions, lines, seconds, assumed=assumed)


def _in_session(found: Running, idle: Decimal | None) -> Running:
    """A session is paid while nothing runs in it, too."""
    assert found.seconds is not None
    seconds, least = device_time.session(found.seconds, idle)
    waits = (
        () if idle is None else (Line("session without work", "second", exactly(idle), formula="by the usage file"),)
    )
    assumed = ("the session ends with its last job and waits for nothing",) if least else ()
    return found._replace(time=(*found.time, *waits), seconds=seconds, least=least, assumed=(*found.assumed, *assumed))


def _kinds(load: Load, shots: int, *, mitigated: bool) -> Iterator[tuple[Runs, int]]:
    """What runs for one job, and how many such jobs there are: as many circuits in each as come out even.

    Only primitives of IBM, whose devices are `mitigated`, add executions of their own.
    """
    each, more = divmod(load.tasks, load.runs)
    for number, jobs in ((each, load.runs - more), (each + 1, more)):
        if jobs and number:
            runs = _runs(load, shots, number, mitigated=mitigated)
            yield runs, jobs


def _runs(load: Load, shots: int, circuits: int, *, mitigated: bool) -> Runs:
    if not mitigated:
        return sampler(shots, circuits)
    if load.job.primitive == "estimator":
        return estimator(shots, circuits, mitigation=mitigation(load, load.level))
    return sampler(shots, circuits, mitigation=mitigation(load, 0))


def mitigation(load: Load, level: int) -> Mitigation:
    """What a primitive does against errors, by its options."""
    job = load.job
    return Mitigation(
        level=level,
        measure=_switch(job.setting("measure_mitigation")),
        zne=_switch(job.setting("zne_mitigation")),
        pea=job.setting("amplifier") == "pea",
        pec=bool(job.setting("pec_mitigation")),
        factors=_whole(job.setting("noise_factors")),
        overhead=Decimal(str(job.setting("max_overhead") or PEC_OVERHEAD)),
        learning=Learning(_whole(job.setting("max_layers_to_learn")) or Learning().layers),
        gates=_switch(job.setting("twirl_gates")),
        readout=_switch(job.setting("twirl_measure")),
        randomizations=_whole(job.setting("num_randomizations")),
        each=_whole(job.setting("shots_per_randomization")),
    )


def _annealing(load: Load, reads: int) -> Annealing:
    """What the code asks of an annealer; only what anneals in reverse is told whether to begin anew."""
    again = load.job.setting("again")
    return Annealing(
        qubits=1,
        reads=reads,
        anneal=_number(load.job.setting("anneal")),
        reverse=again is not None,
        again=bool(again),
        programming_thermalization=_number(load.job.setting("programming_thermalization")),
        readout_thermalization=_number(load.job.setting("readout_thermalization")),
        decorrelated=bool(load.job.setting("decorrelated")),
    )


def _number(value: float | str | None) -> float | None:
    return float(value) if isinstance(value, (int, float)) else None


def _switch(value: float | str | None) -> bool | None:
    return None if value is None else bool(value)


def _whole(value: float | str | None) -> int | None:
    return int(value) if isinstance(value, (int, float)) else None


def _delay(load: Load, device: Device | None) -> Decimal | None:
    """Seconds between two executions: those that the code sets, or those of the device."""
    chosen = load.job.setting("rep_delay")
    if isinstance(chosen, (int, float)) and chosen:
        return Decimal(str(chosen))
    if device is None or device.repetition_delay is None:
        return None
    return Decimal(f"{device.repetition_delay:.9g}")


def _duration(load: Load, plan: Plan, device: Device | None) -> tuple[Range | None, tuple[str, ...]]:
    """Seconds of one execution: the mean of all circuits, each as often as it runs; and what was assumed."""
    reset = device.reset if device is not None else None
    several = [(piece, _alone(piece, reset)) for piece in load.pieces]
    known = [(piece, duration) for piece, duration in several if duration is not None]
    if not known:
        return (exactly(Decimal(plan.circuit)), (f"a circuit takes {plan.circuit} s",)) if plan.circuit else (None, ())
    weights = [piece.circuits for piece, _ in known]
    mean = times(
        total(times(duration, weight) for (_, duration), weight in zip(known, weights, strict=True)),
        1 / Decimal(sum(weights)),
    )
    gap = ("circuits that are not known take as long as the others",) if len(known) < len(several) else ()
    return Range(mean.low.quantize(_PICOSECOND), mean.high.quantize(_PICOSECOND)), gap


def _alone(piece: Piece, reset: float | None) -> Range | None:
    """Seconds of one execution, from without to with the reset after it."""
    return None if piece.on is None else device_time.seconds_of(piece.on.duration, reset)
