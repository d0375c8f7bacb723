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
    name = candidate.path.lower()
    try:
        if name.endswith(tree.ENDINGS):
            return tree.circuits_of(candidate, task.root, task.extras, asked)
        if name.endswith(binary.ENDINGS):
            return binary.circuits_of(candidate)
        return _python(candidate, task, asked)
    except OSError as error:
        reason = f"cannot be opened: {error.strerror}"
        return FileCircuits(candidate.path, unreadable=(Unreadable(candidate.path, 1, reason),))
    except Exception as error:  # noqa: BLE001  one file that breaks us must not cost the others
        return FileCircuits(candidate.path, errors=(InternalError(candidate.path, "circuits", failure(error)),))


def _python(candidate: Candidate, task: Task, asked: dict[str, None]) -> FileCircuits:
    file = discover.read(candidate, task.limit)
    if isinstance(file, Unreadable):
        return FileCircuits(candidate.path, unreadable=(file,))
    if not isinstance(file, File) or not any(word in file.data for word in _WORDS):
        return FileCircuits(candidate.path)
    return _evaluated(file, task, asked)


def _evaluated(file: File, task: Task, asked: dict[str, None]) -> FileCircuits:
    from quantum_lint.circuits.python import reading
    from quantum_lint.parse.modules import viewpoint
    from quantum_lint.places import Layout

    fragments = list(parse.fragments(file))
    layout = Layout(file, fragments)
    placed: list[Placed] = []
    notes: list[str] = []
    for fragment in fragments:
        document = parse.document(fragment) if fragment.language == "python" else None
        if isinstance(document, PythonDocument):
            document.viewpoint = partial(viewpoint, discover.Below(task.root, task.limit), file.path, asked)
            found = reading(document, load(), file.path, task.extras)
            placed += [_placed(circuit, layout) for circuit in found.circuits]
            notes += found.notes
    return FileCircuits(file.path, tuple(placed), notes=tuple(dict.fromkeys(notes)))


def _placed(circuit: Circuit, layout: Layout) -> Placed:
    return Placed(circuit, layout.place(circuit.span), tuple(layout.place(use.span) for use in circuit.uses))
