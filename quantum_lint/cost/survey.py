"""A whole run: what all submissions of a tree would cost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from quantum_lint.circuits import survey
from quantum_lint.circuits.extras import Extras
from quantum_lint.cost.choice import Choice, Chooser
from quantum_lint.cost.estimate import estimate
from quantum_lint.cost.once import once
from quantum_lint.cost.plans import unexchanged
from quantum_lint.cost.request import Request
from quantum_lint.cost.said import devices, said, unmet
from quantum_lint.cost.spread import spread
from quantum_lint.cost.totals import compared, marked, totals
from quantum_lint.knowledge import load
from quantum_lint.model.circuit import FileCircuits
from quantum_lint.model.estimate import Bills, PlacedEstimate, Tier
from quantum_lint.model.job import Job

#: The level that circuits are transpiled at: never 0, which gives up to 4.5 times as many gates on two qubits.
_LEVELS: dict[Tier, int] = {"static": 0, "counted": 1, "billed": 2}


def bills(request: Request) -> Bills:
    """All submissions that the files make, priced on each device and plan that is asked for."""
    return priced(survey.survey(_asked(request)), request)


def priced(files: Iterable[FileCircuits], request: Request) -> Bills:
    """The submissions of files that were looked at with `extras_of(request)`."""
    chooser = Chooser(load(), request.settings, request.own)
    several = once(files)
    estimates = [each for file in several for each in _of(file, request, chooser)]
    if request.compares:
        estimates = marked(estimates, request.least_success)
    currencies = (each.estimate.rate.currency for each in estimates if each.estimate.rate)
    partly = tuple(sorted({path for file in several if file.notes for path in (file.path, *file.unread)}))
    shown = {each.submission for each in estimates}
    sums = compared(estimates) if request.compares else totals(each.estimate for each in estimates)
    return Bills(
        estimates=tuple(estimates),
        totals=tuple(each._replace(least=each.least or bool(partly)) for each in sums),
        oldest=min((each.estimate.rate.as_of for each in estimates if each.estimate.rate), default=""),
        unreadable=tuple(each for file in several for each in file.unreadable),
        errors=tuple(each for file in several for each in file.errors),
        notes=(
            *((file.path, note) for file in several for note in file.notes),
            *unmet(several, request),
            *unexchanged(currencies, request.settings),
        ),
        free=len({(each.place.path, each.place.span, each.job.site) for file in several for each in file.jobs} - shown),
        partly=partly,
    )


def extras_of(request: Request) -> Extras:
    """What the circuits of the files must be told with."""
    static = request.tier == "static"
    return Extras(
        drawing=request.drawing,
        jobs=True,
        level=_LEVELS[request.tier],
        devices=request.devices,
        also=devices(request),
        own=request.own,
        circuits=not static,
    )


def _asked(request: Request) -> survey.Request:
    return survey.Request(
        settings=request.settings,
        paths=request.paths,
        jobs=request.jobs,
        extras=extras_of(request),
        cache=request.cache,
        progress=request.progress,
    )


def _of(file: FileCircuits, request: Request, chooser: Chooser) -> Iterator[PlacedEstimate]:
    """The estimates of one file."""
    circuits = [each.circuit for each in file.circuits]
    for placed in file.jobs:
        made = file.circuits[placed.job.parts[0].circuit] if placed.job.parts else None
        job, asked, told, tables, monthly = said(placed, circuits, request)
        job = job if request.shots is None else job.with_shots(request.shots)
        for choice in chooser.choices(job, asked.devices, asked.plans):
            if job.target == "simulator" and choice.plan is None and not (asked.devices or job.unpriced):
                continue
            priced_as = partial(estimate, circuits=circuits, choice=choice, tier=request.tier, usages=chooser.usages)
            found = spread(job, priced_as)
            conditions = tuple(each._replace(path=each.path or placed.place.path) for each in job.conditions)
            found = found._replace(assumed=(*told, *found.assumed), conditions=conditions)
            drawing = made.circuit.drawing if made is not None else ""
            yield PlacedEstimate(
                found,
                placed.place,
                made.place if made else None,
                job.function,
                drawing,
                bool(tables),
                monthly,
                job.site,
                _hardware(job, choice, asked),
            )


def _hardware(job: Job, choice: Choice, asked: Request) -> tuple[str, ...]:
    """The devices that it is sent to, as the user says or else the code; what is assumed is neither."""
    if asked.devices:
        return (choice.called,) if choice.device is not None else ()
    if job.target != "hardware":
        return ()
    return tuple((job.device or "").split(" or "))
