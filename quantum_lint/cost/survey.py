"""A whole run: what all submissions of a tree would cost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from quantum_lint.circuits import survey
from quantum_lint.circuits.extras import Extras
from quantum_lint.cost.choice import choices
from quantum_lint.cost.estimate import estimate
from quantum_lint.cost.request import Request
from quantum_lint.cost.said import devices, said, unmet
from quantum_lint.knowledge import Knowledge, load
from quantum_lint.model.circuit import FileCircuits
from quantum_lint.model.estimate import Bills, Estimate, PlacedEstimate, Range, Tier, Total
from quantum_lint.model.job import Job

#: The level that circuits are transpiled at: never 0, which gives up to 4.5 times as many gates on two qubits.
_LEVELS: dict[Tier, int] = {"static": 0, "counted": 1, "billed": 2}


def bills(request: Request) -> Bills:
    """All submissions that the files make, priced on each device and plan that is asked for."""
    return priced(survey.survey(_asked(request)), request)


def priced(files: Iterable[FileCircuits], request: Request) -> Bills:
    """The submissions of files that were looked at with `extras_of(request)`."""
    knowledge, several = load(), []
    estimates: list[PlacedEstimate] = []
    for file in files:
        several.append(file)
        estimates += _of(file, request, knowledge)
    return Bills(
        estimates=tuple(estimates),
        totals=tuple(totals(each.estimate for each in estimates)),
        oldest=min((each.estimate.rate.as_of for each in estimates if each.estimate.rate), default=""),
        unreadable=tuple(each for file in several for each in file.unreadable),
        errors=tuple(each for file in several for each in file.errors),
        notes=(*((file.path, note) for file in several for note in file.notes), *unmet(several, request)),
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


def _of(file: FileCircuits, request: Request, knowledge: Knowledge) -> Iterator[PlacedEstimate]:
    circuits = [each.circuit for each in file.circuits]
    for placed in file.jobs:
        made = file.circuits[placed.job.parts[0].circuit] if placed.job.parts else None
        job, asked, told, tables, monthly = said(placed, circuits, request)
        if is_free(job) and not request.devices:
            continue
        for choice in choices(job, asked, knowledge):
            found = estimate(job, circuits, choice, request.tier, request.shots)
            found = found._replace(assumed=(*told, *found.assumed))
            drawing = made.circuit.drawing if made is not None else ""
            yield PlacedEstimate(
                found, placed.place, made.place if made else None, job.function, drawing, bool(tables), monthly
            )


def is_free(job: Job) -> bool:
    """Whether it runs on a simulator of one's own."""
    return job.target == "simulator" and not job.device


def totals(estimates: Iterable[Estimate]) -> Iterator[Total]:
    """The sum in each currency, in the order of the alphabet."""
    several = list(estimates)
    open_ended = any(each.amount is None for each in several)
    currencies = sorted({each.rate.currency for each in several if each.rate and each.amount})
    for currency in currencies:
        same = [each for each in several if each.amount and each.rate and each.rate.currency == currency]
        yield Total(currency, _sum(same), open_ended or any(each.least for each in same))


def _sum(estimates: Sequence[Estimate]) -> Range:
    amounts = [each.amount for each in estimates if each.amount]
    return Range(sum((each.low for each in amounts), Decimal()), sum((each.high for each in amounts), Decimal()))
