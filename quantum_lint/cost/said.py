"""A submission as the user says it is, where that is other than the code says or nothing tells."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from quantum_lint.cost.request import Request
from quantum_lint.cost.usage import Entry, Subject, Usage
from quantum_lint.model.circuit import Circuit, FileCircuits
from quantum_lint.model.job import Job, Part, PlacedJob


class Said(NamedTuple):
    """The job and what is asked for it; `told` is in words what the usage file says, which has `tables` about it."""

    job: Job
    request: Request
    told: tuple[str, ...] = ()
    tables: tuple[Entry, ...] = ()
    runs_a_month: Decimal | None = None


def said(placed: PlacedJob, circuits: Sequence[Circuit], request: Request) -> Said:
    """The job with what the usage file says of it; `circuits` are all of its file."""
    subject = _subject(placed, circuits)
    tables = tuple(entry for entry in request.usage.entries if entry.means(subject))
    if not tables:
        return Said(placed.job, request)
    usage = request.usage.of(subject)
    if usage.plan is not None and not request.plans:
        request = request._replace(plans=(usage.plan,))
    told = tuple(_told(usage, os.path.basename(request.usage.file)))
    return Said(_changed(placed.job, usage), request, told, tables, usage.runs_a_month)


def devices(request: Request) -> tuple[str, ...]:
    """The devices that the usage file names: circuits must be transpiled for them, too."""
    named = (entry.usage.device for entry in request.usage.entries)
    return tuple(dict.fromkeys(each for each in named if each is not None))


def unmet(files: Iterable[FileCircuits], request: Request) -> tuple[tuple[str, str], ...]:
    """Notes on the tables of the usage file that are about no submission of these files."""
    subjects = [
        _subject(placed, [each.circuit for each in file.circuits])
        for file in (files if request.usage.entries else ())
        for placed in file.jobs
    ]
    name = os.path.basename(request.usage.file)
    idle = request.usage.idle(subjects)
    return tuple((name, f"the table at line {entry.line_of_file} is about no submission here") for entry in idle)


def _subject(placed: PlacedJob, circuits: Sequence[Circuit]) -> Subject:
    place, cell = placed.place, placed.place.cell
    return Subject(
        path=place.path,
        line=cell.line if cell else place.line,
        callee=placed.job.callee,
        circuits=tuple(bound.name for part in placed.job.parts for bound in circuits[part.circuit].names),
        function=placed.job.function,
        cell=cell.cell.index + 1 if cell else None,
    )


def _changed(job: Job, usage: Usage) -> Job:
    job = job._replace(parts=tuple(_part(part, job, usage) for part in job.parts))
    if usage.shots is not None:
        job = job.with_shots(usage.shots)
    if usage.device is not None:
        job = job._replace(device=usage.device, target="hardware")
    return job._replace(
        runs=job.runs if usage.iterations is None else usage.iterations,
        level=job.level if usage.resilience_level is None else usage.resilience_level,
        idle=usage.session_idle_seconds,
    )


def _part(part: Part, job: Job, usage: Usage) -> Part:
    """The circuit, handed in as often as before in each run."""
    if usage.iterations is not None:
        each = Fraction(part.times, job.runs) if part.times is not None and job.runs else Fraction(1)
        part = part._replace(times=round(each * usage.iterations))
    return part if usage.parameter_sets is None else part._replace(parameter_sets=usage.parameter_sets)


def _told(usage: Usage, file: str) -> list[str]:
    """What the file says that figures depend on."""
    words = (
        (usage.iterations, f"{usage.iterations} runs"),
        (usage.shots, f"{usage.shots} shots"),
        (usage.device, f"device {usage.device}"),
        (usage.resilience_level, f"resilience level {usage.resilience_level}"),
        (usage.session_idle_seconds, f"{usage.session_idle_seconds} s of an idle session"),
        (usage.parameter_sets, f"{usage.parameter_sets} sets of values for parameters"),
    )
    return [f"{text}, as {file} says" for value, text in words if value is not None]
