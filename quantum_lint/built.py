"""Facts that take building circuits: which files they are asked of, and what these answer.

Nothing of this is imported unless a live rule needs it and a file hands work to hardware or holds a program.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from quantum_lint.model.fact import CircuitSource, Located, Submission

if TYPE_CHECKING:
    from quantum_lint.circuits.extras import Extras
    from quantum_lint.config import Settings
    from quantum_lint.cost.request import Request
    from quantum_lint.discover import Beside
    from quantum_lint.model.circuit import FileCircuits
    from quantum_lint.model.file import File
    from quantum_lint.model.report import InternalError
    from quantum_lint.model.sent import Sent
    from quantum_lint.model.span import Span

#: What a rule's card says it needs where it asks for such facts.
NEEDS = frozenset(("circuits", "cost"))


_MISSING = (
    "rules about circuits and their cost were left out, since Qiskit is not installed: python -m pip install "
    "'quantum-lint[circuits]'"
)


class Question(NamedTuple):
    """Which facts are wanted, of which tree: `files` stand in for those on the disk, `beside` reads any of them."""

    needs: frozenset[str]
    settings: Settings
    files: tuple[File, ...] | None
    beside: Beside
    jobs: int = 0
    cache: bool = False


class Answer(NamedTuple):
    """The facts with their paths, defects of ours, and what people should know of the answer."""

    facts: tuple[Located, ...] = ()
    errors: tuple[InternalError, ...] = ()
    notes: tuple[str, ...] = ()


def answer(question: Question, stated: Iterable[Located]) -> Answer:
    """What the files come to that, by the facts they stated, have something to be built."""
    from importlib.util import find_spec

    stated = [each for each in stated if _is_worth(each.fact)]
    paths = sorted({each.path for each in stated})
    if not question.needs or not paths:
        return Answer()
    if find_spec("qiskit") is None:
        return Answer(notes=(_MISSING,))
    return _answered(question, paths, _places(stated))


def _answered(question: Question, paths: list[str], places: set[tuple[str, Span]]) -> Answer:
    from quantum_lint.circuits.examine import wanted
    from quantum_lint.cost.request import Request
    from quantum_lint.cost.survey import extras_of

    request = Request(question.settings, jobs=question.jobs, cache=question.cache)
    found = tuple(_circuits(question, list(filter(wanted, paths)), extras_of(request)))
    facts = [Located(each.path, wrong) for each in found for wrong in each.malformed]
    facts += [Located(each.path, sent) for each in found for sent in _sent(each, request, places)]
    return Answer(tuple(facts), tuple(error for each in found for error in each.errors))


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


def _sent(file: FileCircuits, request: Request, places: set[tuple[str, Span]]) -> Iterator[Sent]:
    """The work that the file sends, and what it costs where the code sends it."""
    from quantum_lint.cost.survey import priced
    from quantum_lint.model.sent import Sent

    estimates = {each.place.span: each.estimate for each in priced((file,), request).estimates}
    for placed in file.jobs:
        job = placed.job
        if (file.path, job.span) in places and job.span in estimates:
            circuits = tuple(file.circuits[part.circuit].circuit for part in job.parts)
            yield Sent(job, circuits, estimates[job.span])
