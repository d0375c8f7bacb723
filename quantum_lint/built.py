"""Facts that take building circuits: which files they are asked of, and what these answer.

Nothing of this is imported unless a live rule needs it and a file hands work to hardware or holds a program.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

from quantum_lint.model.fact import CircuitSource, Located, Submission
from quantum_lint.model.named import NamedTuple
from quantum_lint.model.report import Built

if TYPE_CHECKING:
    from quantum_lint.circuits.extras import Extras
    from quantum_lint.config import Settings
    from quantum_lint.cost.request import Request
    from quantum_lint.cost.usage import UsageFile
    from quantum_lint.discover import Beside
    from quantum_lint.knowledge import Knowledge
    from quantum_lint.model.circuit import FileCircuits
    from quantum_lint.model.comparison import Comparison
    from quantum_lint.model.device import Device
    from quantum_lint.model.estimate import PlacedEstimate
    from quantum_lint.model.file import File
    from quantum_lint.model.span import Span

#: What a rule's card says it needs where it asks for such facts.
NEEDS = frozenset(("circuits", "cost", "comparison"))


_MISSING = (
    "rules about circuits and their cost were left out, since Qiskit is not installed (python -m pip install "
    "'quantum-lint[circuits]')"
)


class Question(NamedTuple):
    """Which facts are wanted, of which tree: `files` stand in for those on the disk, `beside` reads any of them.

    `repository` has the facts that files stated of themselves, and `compared` tells how costs differ from earlier ones.
    """

    needs: frozenset[str]
    settings: Settings
    knowledge: Knowledge
    repository: Any
    files: tuple[File, ...] | None
    beside: Beside
    jobs: int = 0
    cache: bool = False
    compared: Callable[[], Comparison] | None = None


def answer(question: Question) -> Built:
    """What the files come to that, by the facts they stated, have something to be built."""
    from importlib.util import find_spec

    stated = [each for each in question.repository.located if _is_worth(each.fact)]
    if not stated or not NEEDS.intersection(question.needs):
        return Built()
    if find_spec("qiskit") is None:
        return Built(notes=(_MISSING,))
    return _answered(question, stated)


def _answered(question: Question, stated: list[Located]) -> Built:
    from quantum_lint.circuits.examine import wanted
    from quantum_lint.cost.own_devices import own_devices
    from quantum_lint.cost.request import Request
    from quantum_lint.cost.survey import extras_of, priced

    settings = question.settings
    own = own_devices(settings)
    request = Request(settings, usage=_usage(question), own=own, jobs=question.jobs, cache=question.cache)
    paths = sorted({each.path for each in stated if wanted(each.path)})
    found = tuple(_circuits(question, paths, extras_of(request)))
    places = _places(stated)
    estimates = [each for each in priced(found, request).estimates if (each.place.path, each.place.span) in places]
    facts = chain(
        _malformed(found), _sent(found, estimates, own), _months(question, request, estimates), _changes(question)
    )
    return Built(tuple(facts), tuple(error for each in found for error in each.errors))


def _usage(question: Question) -> UsageFile:
    """What the user says of submissions that no code tells. Raises ConfigError."""
    import os

    from quantum_lint.cost.usage import DEFAULT, UsageFile, parse

    file = question.settings.cost.get("usage") or os.path.join(question.settings.root, DEFAULT)
    data = question.beside(os.path.relpath(file, question.settings.root).replace(os.sep, "/"))
    return UsageFile() if data is None else parse(data.decode("utf-8-sig", "replace"), file)


def _malformed(found: Iterable[FileCircuits]) -> Iterator[Located]:
    return (Located(each.path, wrong) for each in found for wrong in each.malformed)


def _months(question: Question, request: Request, estimates: list[PlacedEstimate]) -> Iterator[Located]:
    """What programs cost a month, at the paths of the programs."""
    from quantum_lint.cost.month import of_programs

    if "cost" in question.needs:
        for month in of_programs(estimates, request.usage.file, question.repository, question.knowledge):
            yield Located(month.program, month)


def _changes(question: Question) -> Iterator[Located]:
    """How costs differ, where the scan is of a change."""
    if question.compared is not None and "comparison" in question.needs:
        yield Located("", question.compared())


def _places(stated: Iterable[Located]) -> set[tuple[str, Span]]:
    """Where work is sent to hardware in earnest."""
    return {(each.path, each.fact.span) for each in stated if isinstance(each.fact, Submission)}


def _is_worth(fact: object) -> bool:
    """Whether a file that states this is worth the time."""
    return isinstance(fact, CircuitSource) or (
        isinstance(fact, Submission) and fact.target == "hardware" and fact.earnest
    )


def _circuits(question: Question, paths: list[str], extras: Extras) -> Iterator[FileCircuits]:
    from quantum_lint.circuits.examine import examine_file
    from quantum_lint.circuits.survey import Request, survey

    if question.files is None:
        settings, jobs, cache = question.settings, question.jobs, question.cache
        yield from survey(Request(settings, files=tuple(paths), jobs=jobs, extras=extras, cache=cache))
        return
    files = {file.path: file for file in question.files}
    yield from (examine_file(files[path], question.beside, extras) for path in paths if path in files)


def _sent(found: Iterable[FileCircuits], estimates: list[PlacedEstimate], own: Sequence[Device]) -> Iterator[Located]:
    """The work that files send, and what it costs where the code sends it: of several devices the first."""
    from quantum_lint.circuits.devices import find
    from quantum_lint.model.sent import Sent

    by_place = {(each.place.path, each.place.span): each.estimate for each in reversed(estimates)}
    for file in found:
        for placed in file.jobs:
            job, estimate = placed.job, by_place.get((file.path, placed.job.span))
            if estimate is not None:
                circuits = tuple(file.circuits[part.circuit].circuit for part in job.parts)
                device = find(job.device, own) if job.device else None
                yield Located(file.path, Sent(job, circuits, estimate, device))
