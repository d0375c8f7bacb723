"""One file: the circuits in it, and where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from quantum_lint import discover, parse
from quantum_lint.circuits import binary
from quantum_lint.circuits.extras import Extras
from quantum_lint.circuits.openqasm import malformed, tree
from quantum_lint.discover import Beside, Candidate
from quantum_lint.examine import failure
from quantum_lint.knowledge import load
from quantum_lint.model.circuit import Circuit, FileCircuits, Malformed, Placed
from quantum_lint.model.file import File
from quantum_lint.model.job import Job, PlacedJob
from quantum_lint.model.report import InternalError, Unreadable
from quantum_lint.parse.python import PythonDocument

if TYPE_CHECKING:
    from quantum_lint.model.fragment import Fragment
    from quantum_lint.parse.declared import Declaration
    from quantum_lint.places import Layout

#: One of these is in all Python that builds circuits with an SDK.
_WORDS = ("qiskit", "cirq", "braket", "pennylane", "pytket")
_PYTHON = (".py", ".pyw", ".ipynb")
_NONE = Extras()


class Task(NamedTuple):
    """What is asked of each file: the root of the tree, how many bytes to read at most, what to add to the facts."""

    root: str
    limit: int
    extras: Extras = Extras()


def wanted(path: str) -> bool:
    """Whether circuits may be in a file of this name."""
    return path.lower().endswith((*_PYTHON, *tree.ENDINGS, *binary.ENDINGS))


def examine(candidate: Candidate, task: Task, asked: dict[str, None], beside: Beside | None = None) -> FileCircuits:
    """The circuits of a file; other files that were looked for are noted in `asked`.

    `beside` reads those; one for all files of a tree reads and parses each of them once. Never raises: a defect of ours
    is part of the answer.
    """
    with _guarded(candidate.path) as answer:
        answer.append(_found(candidate, task, asked, beside or discover.Below(task.root, task.limit)))
    return answer[0]


def examine_file(file: File, beside: Beside, extras: Extras = _NONE) -> FileCircuits:
    """The circuits of a file in memory; `beside` reads others of its tree. Never raises."""
    asked: dict[str, None] = {}
    with _guarded(file.path) as answer:
        if file.path.lower().endswith(tree.ENDINGS):
            found = tree.circuits_in(file.path, file.data, beside, extras, asked)
        else:
            found = _evaluated(file, beside, extras, asked)
        answer.append(_masked(found, file, beside, asked))
    return answer[0]


@contextmanager
def _guarded(path: str) -> Iterator[list[FileCircuits]]:
    """A place for the answer about a file, which is what went wrong where something does."""
    answer: list[FileCircuits] = []
    try:
        yield answer
    except OSError as error:
        reason = f"cannot be opened: {error.strerror}"
        answer.append(FileCircuits(path, unreadable=(Unreadable(path, 1, reason),)))
    except Exception as error:  # noqa: BLE001  one file that breaks us must not cost the others
        answer.append(FileCircuits(path, errors=(InternalError(path, "circuits", failure(error)),)))


def _found(candidate: Candidate, task: Task, asked: dict[str, None], beside: Beside) -> FileCircuits:
    name = candidate.path.lower()
    if name.endswith(binary.ENDINGS):
        return binary.circuits_of(candidate)
    if name.endswith(tree.ENDINGS):
        found = tree.circuits_of(candidate, task.root, task.extras, asked)
    else:
        found = _python(candidate, task, asked, beside)
    if not found.circuits and not found.jobs:
        return found
    file = discover.read(candidate, task.limit)
    return _masked(found, file, beside, asked) if isinstance(file, File) else found


def _masked(found: FileCircuits, file: File, beside: Beside, asked: dict[str, None]) -> FileCircuits:
    """The same without any credential of the file or of those that it uses."""
    from quantum_lint.circuits.secrecy import without_secrets

    others = ((path, beside(path)) for path in asked)
    files = [file, *(discover.file_of(path, data) for path, data in others if data is not None)]
    return without_secrets(found, [each for each in files if isinstance(each, File)])


def _python(candidate: Candidate, task: Task, asked: dict[str, None], beside: Beside) -> FileCircuits:
    file = discover.read(candidate, task.limit)
    if isinstance(file, Unreadable):
        return FileCircuits(candidate.path, unreadable=(file,))
    words = _words(task.extras)
    if not isinstance(file, File) or not any(word.encode() in file.data for word in words):
        return FileCircuits(candidate.path)
    return _evaluated(file, beside, task.extras, asked, words)


def _words(extras: Extras) -> tuple[str, ...]:
    """Words of which a file holds one where it builds circuits, or starts work."""
    return (*_WORDS, *load().words("modules")) if extras.jobs else _WORDS


def _programs(fragments: Sequence[Fragment], words: Sequence[str]) -> Iterator[PythonDocument]:
    """The Python among the pieces, if one that is run holds one of the words, as the prose of a notebook often does.

    Without words all of it.
    """
    from quantum_lint.parse.declared import SILENT

    run = [each.text for each in fragments if each.language not in SILENT]
    if not words or any(word in text for word in words for text in run):
        documents = (parse.document(each) for each in fragments if each.language == "python")
        yield from (each for each in documents if isinstance(each, PythonDocument))


def _evaluated(
    file: File, beside: Beside, extras: Extras, asked: dict[str, None], words: Sequence[str] = ()
) -> FileCircuits:
    from quantum_lint.circuits.python import reading
    from quantum_lint.parse.modules import viewpoint
    from quantum_lint.places import Layout

    fragments = list(parse.fragments(file))
    layout = Layout(file, fragments)
    placed: list[Placed] = []
    started: list[PlacedJob] = []
    wrong: list[Malformed] = []
    notes: list[str] = []
    unread: list[str] = []
    for document in _programs(fragments, words):
        document.viewpoint = partial(viewpoint, beside, file.path, asked)
        document.declared = partial(_declared, file.path, fragments, beside, asked)
        found = reading(document, load(), file.path, extras)
        wrong += malformed.in_strings(document, load())
        started += [PlacedJob(_moved(job, len(placed)), layout.place(job.span)) for job in found.jobs]
        placed += [_placed(circuit, layout) for circuit in found.circuits]
        notes += found.notes
        unread += found.unread
    return FileCircuits(
        file.path,
        tuple(placed),
        notes=tuple(dict.fromkeys(notes)),
        jobs=tuple(started),
        malformed=tuple(wrong),
        unread=tuple(dict.fromkeys(unread)),
    )


def _declared(
    path: str, fragments: Sequence[Fragment], beside: Beside, asked: dict[str, None], packages: frozenset[str]
) -> tuple[Declaration, ...]:
    """What the tree declares of the packages for a file with these pieces."""
    from quantum_lint.parse.declared import SILENT, nearest

    own = (parse.document(each) for each in fragments if each.language not in SILENT)
    return nearest(beside, path, own, packages, asked)


def _moved(job: Job, first: int) -> Job:
    """The job with its circuits where they are in the file: that of its part comes after so many of other parts."""
    return job._replace(parts=tuple(part._replace(circuit=part.circuit + first) for part in job.parts))


def _placed(circuit: Circuit, layout: Layout) -> Placed:
    return Placed(circuit, layout.place(circuit.span), tuple(layout.place(use.span) for use in circuit.uses))
