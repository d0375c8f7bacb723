"""One file: the circuits in it, and where they stand."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from quantum_lint import discover, parse
from quantum_lint.circuits import binary
from quantum_lint.circuits.extras import Extras
from quantum_lint.circuits.openqasm import tree
from quantum_lint.discover import Candidate
from quantum_lint.examine import failure
from quantum_lint.knowledge import load
from quantum_lint.model.circuit import Circuit, FileCircuits, Placed
from quantum_lint.model.file import File
from quantum_lint.model.job import Job, PlacedJob
from quantum_lint.model.report import InternalError, Unreadable
from quantum_lint.parse.python import PythonDocument

if TYPE_CHECKING:
    from quantum_lint.places import Layout

#: One of these is in all Python that builds circuits with an SDK.
_WORDS = (b"qiskit", b"cirq", b"braket", b"pennylane", b"pytket")
_PYTHON = (".py", ".pyw", ".ipynb")


class Task(NamedTuple):
    """What is asked of each file: the root of the tree, how many bytes to read at most, what to add to the facts."""

    root: str
    limit: int
    extras: Extras = Extras()


def wanted(path: str) -> bool:
    """Whether circuits may be in a file of this name."""
    return path.lower().endswith((*_PYTHON, *tree.ENDINGS, *binary.ENDINGS))


def examine(candidate: Candidate, task: Task, asked: dict[str, None]) -> FileCircuits:
    """The circuits of a file; other files that were looked for are noted in `asked`.

    Never raises: a defect of ours is part of the answer.
    """
    try:
        return _found(candidate, task, asked)
    except OSError as error:
        reason = f"cannot be opened: {error.strerror}"
        return FileCircuits(candidate.path, unreadable=(Unreadable(candidate.path, 1, reason),))
    except Exception as error:  # noqa: BLE001  one file that breaks us must not cost the others
        return FileCircuits(candidate.path, errors=(InternalError(candidate.path, "circuits", failure(error)),))


def _found(candidate: Candidate, task: Task, asked: dict[str, None]) -> FileCircuits:
    name = candidate.path.lower()
    if name.endswith(binary.ENDINGS):
        return binary.circuits_of(candidate)
    if name.endswith(tree.ENDINGS):
        found = tree.circuits_of(candidate, task.root, task.extras, asked)
    else:
        found = _python(candidate, task, asked)
    return _masked(found, candidate, task, asked) if found.circuits or found.jobs else found


def _masked(found: FileCircuits, candidate: Candidate, task: Task, asked: dict[str, None]) -> FileCircuits:
    """The same without any credential of the file or of those that it uses."""
    from quantum_lint.circuits.secrecy import without_secrets

    beside = ((path, discover.Below(task.root, task.limit)(path)) for path in asked)
    files = [discover.read(candidate, task.limit)]
    files += [discover.file_of(path, data) for path, data in beside if data is not None]
    return without_secrets(found, [file for file in files if isinstance(file, File)])


def _python(candidate: Candidate, task: Task, asked: dict[str, None]) -> FileCircuits:
    file = discover.read(candidate, task.limit)
    if isinstance(file, Unreadable):
        return FileCircuits(candidate.path, unreadable=(file,))
    if not isinstance(file, File) or not any(word in file.data for word in _words(task.extras)):
        return FileCircuits(candidate.path)
    return _evaluated(file, task, asked)


def _words(extras: Extras) -> tuple[bytes, ...]:
    """Words of which a file holds one where it builds circuits, or starts work."""
    return (*_WORDS, *(word.encode() for word in load().words("modules"))) if extras.jobs else _WORDS


def _evaluated(file: File, task: Task, asked: dict[str, None]) -> FileCircuits:
    from quantum_lint.circuits.python import reading
    from quantum_lint.parse.modules import viewpoint
    from quantum_lint.places import Layout

    fragments = list(parse.fragments(file))
    layout = Layout(file, fragments)
    placed: list[Placed] = []
    started: list[PlacedJob] = []
    notes: list[str] = []
    for fragment in fragments:
        document = parse.document(fragment) if fragment.language == "python" else None
        if isinstance(document, PythonDocument):
            document.viewpoint = partial(viewpoint, discover.Below(task.root, task.limit), file.path, asked)
            found = reading(document, load(), file.path, task.extras)
            started += [PlacedJob(_moved(job, len(placed)), layout.place(job.span)) for job in found.jobs]
            placed += [_placed(circuit, layout) for circuit in found.circuits]
            notes += found.notes
    return FileCircuits(file.path, tuple(placed), notes=tuple(dict.fromkeys(notes)), jobs=tuple(started))


def _moved(job: Job, first: int) -> Job:
    """The job with its circuits where they are in the file: that of its part comes after so many of other parts."""
    return job._replace(parts=tuple(part._replace(circuit=part.circuit + first) for part in job.parts))


def _placed(circuit: Circuit, layout: Layout) -> Placed:
    return Placed(circuit, layout.place(circuit.span), tuple(layout.place(use.span) for use in circuit.uses))
