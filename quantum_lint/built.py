"""Facts that take building circuits: which files they are asked of, and what these answer.

Nothing of this is imported unless a live rule needs it and a file hands work to hardware or holds a program.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from quantum_lint.model.fact import CircuitSource, Located, Submission

if TYPE_CHECKING:
    from quantum_lint.config import Settings
    from quantum_lint.discover import Beside
    from quantum_lint.model.circuit import FileCircuits
    from quantum_lint.model.file import File
    from quantum_lint.model.report import InternalError

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

    paths = sorted({each.path for each in stated if _is_worth(each.fact)})
    if not question.needs or not paths:
        return Answer()
    if find_spec("qiskit") is None:
        return Answer(notes=(_MISSING,))
    found = tuple(_circuits(question, paths))
    facts = (Located(each.path, fact) for each in found for fact in (*each.circuits, *each.malformed))
    return Answer(tuple(facts), tuple(error for each in found for error in each.errors))


def _is_worth(fact: object) -> bool:
    """Whether a file that states this is worth the time."""
    return isinstance(fact, CircuitSource) or (
        isinstance(fact, Submission) and fact.target == "hardware" and fact.earnest
    )


def _circuits(question: Question, paths: list[str]) -> Iterator[FileCircuits]:
    from quantum_lint.circuits.examine import examine_file, wanted
    from quantum_lint.circuits.survey import Request, survey

    wanted_paths = list(filter(wanted, paths))
    if question.files is not None:
        files = {file.path: file for file in question.files}
        yield from (examine_file(files[path], question.beside) for path in wanted_paths if path in files)
        return
    yield from survey(Request(question.settings, files=tuple(wanted_paths), jobs=question.jobs, cache=question.cache))
