"""How much a submission asks of a device: circuits, shots, executions, and what of that is taken for granted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from quantum_lint.model.circuit import Circuit, Measures, OnDevice
from quantum_lint.model.device import Device
from quantum_lint.model.job import Job, Part

#: Shots of a job that asks a simulator for an exact result, and that runs on hardware instead.
_INSTEAD_OF_EXACT = 4096


class Piece(NamedTuple):
    """A circuit of the work, None where it is not known: how often it is handed in, and for what each time."""

    circuit: Circuit | None
    times: int
    parameter_sets: int = 1
    bases: int = 1
    on: OnDevice | None = None

    @property
    def circuits(self) -> int:
        """As how many circuits it runs, of which each has values for its parameters and a basis that it measures in."""
        return self.times * self.parameter_sets * self.bases

    @property
    def measures(self) -> Measures | None:
        """Those on the device where it was transpiled for one, and otherwise those of the circuit as written."""
        if self.on is not None and self.on.measures is not None:
            return self.on.measures
        known = self.circuit is not None and self.circuit.exactness != "unknown"
        return self.circuit.measures if self.circuit is not None and known else None


class Load(NamedTuple):
    """The work of all runs of a job. `least` is set where it may be more; `assumed` says what was taken for granted."""

    job: Job
    runs: int
    shots: int | None
    pieces: tuple[Piece, ...]
    least: bool = False
    assumed: tuple[str, ...] = ()

    @property
    def tasks(self) -> int:
        """How many circuits run, in all runs of the job: each with its values and in its measurement bases."""
        return sum(piece.circuits for piece in self.pieces)

    @property
    def level(self) -> int:
        """The resilience level that is set, or that of the SDK."""
        return self.job.default_level if self.job.level is None else self.job.level


def load_of(job: Job, circuits: Sequence[Circuit], device: Device | None, *, simulated: bool = False) -> Load:
    """The work that the job hands to the device, which may be `simulated`."""
    assumed: list[str] = []
    runs = job.runs
    if runs is None and job.by_callback:
        assumed.append("the optimizer or the gradient calls it once, since nothing tells how often")
    elif runs is None:
        assumed.append("the loops around it turn once, since nothing tells how often")
    pieces, gaps = _pieces(job, circuits, device, runs or 1)
    found, why = _shots(job, simulated=simulated)
    open_ended = runs is None or _may_be_more(job)
    assumed += [*gaps, *why]
    if not job.called:
        assumed.append(f"this is for one call of `{job.function}`, which nothing here calls")
    return Load(job, runs or 1, found, pieces, bool(gaps) or open_ended or _as_written(pieces), tuple(assumed))


def _as_written(pieces: Sequence[Piece]) -> bool:
    """Whether a circuit was not transpiled for the device, where it may have more gates than it is written with."""
    return any(piece.on is not None and bool(piece.on.failed) for piece in pieces)


def _may_be_more(job: Job) -> bool:
    """Whether the code gives a number of shots, and another one that is not known."""
    return bool(job.shots) and job.shots_from == "unknown"


def _shots(job: Job, *, simulated: bool) -> tuple[int | None, tuple[str, ...]]:
    """The number of shots, and what was assumed of it."""
    if job.shots == 0 and simulated:
        return None, ()
    if job.shots == 0:
        return _INSTEAD_OF_EXACT, (f"{_INSTEAD_OF_EXACT:,} shots in place of an exact result",)
    if job.shots is not None and _may_be_more(job):
        return job.shots, (
            f"{_told(job.shots)}, the fewest that the code tells; it may be another number that is not known",
        )
    if job.shots is not None:
        return job.shots, (f"{_told(job.shots)}, the SDK's default",) if job.shots_from == "default" else ()
    if job.usual_shots:
        return job.usual_shots, (f"{_told(job.usual_shots)}, the SDK's default, since nothing tells how many",)
    return None, ()


def _told(shots: int) -> str:
    """`1 shot`, `4,096 shots`."""
    return f"{shots:,} shot{'s' if shots != 1 else ''}"


def _pieces(
    job: Job, circuits: Sequence[Circuit], device: Device | None, runs: int
) -> tuple[tuple[Piece, ...], tuple[str, ...]]:
    """The circuits that are handed in, and what is not known of them."""
    pieces = [_piece(part, circuits[part.circuit], device, job) for part in job.parts]
    told = sum(piece.times for piece in pieces)
    expected = runs * (job.circuits or 1)
    if told < expected:
        pieces.append(Piece(None, expected - told, job.values or 1))
    gaps = dict.fromkeys(_gaps(job))
    return tuple(pieces), tuple(gaps)


def _piece(part: Part, circuit: Circuit, device: Device | None, job: Job) -> Piece:
    on = next((each for each in circuit.on if device is not None and each.device == device.name), None)
    sets = (part.parameter_sets or 1) * (job.values or 1)
    return Piece(circuit, part.times or job.runs or 1, sets, part.bases or 1, on)


def _gaps(job: Job) -> Iterator[str]:
    if not job.parts and job.circuits is None:
        yield "one circuit is handed in, since nothing tells how many"
    if job.values is None or any(part.parameter_sets is None for part in job.parts):
        yield "one set of values for its parameters, since nothing tells how many"
    if job.primitive == "estimator" and (not job.parts or any(part.bases is None for part in job.parts)):
        yield "one measurement basis, since nothing tells the observables"
