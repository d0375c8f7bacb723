"""OpenQASM files of the tree."""

from __future__ import annotations

import os
import posixpath
from functools import partial

from quantum_lint.circuits.extras import Extras
from quantum_lint.circuits.limits import LONGEST_VERSION_2
from quantum_lint.circuits.openqasm import files
from quantum_lint.discover import Below, Candidate
from quantum_lint.model.circuit import FileCircuits, Placed
from quantum_lint.model.finding import Place
from quantum_lint.model.report import Unreadable
from quantum_lint.model.span import Span

ENDINGS = (".qasm", ".qasm2", ".qasm3")


def circuits_of(candidate: Candidate, root: str, extras: Extras, asked: dict[str, None]) -> FileCircuits:
    """The circuit of a file. Raises OSError."""
    found = _reading(candidate, root, extras, asked)
    placed = Placed(found.circuit, Place(candidate.path, Span(0, 0), 1, 1, 1, 1))
    wrong = found.error
    unreadable = (Unreadable(candidate.path, wrong.line, f"column {wrong.column}: {wrong.reason}"),) if wrong else ()
    return FileCircuits(candidate.path, (placed,), unreadable)


def _reading(candidate: Candidate, root: str, extras: Extras, asked: dict[str, None]) -> files.Reading:
    size = os.stat(candidate.location).st_size
    name = posixpath.splitext(posixpath.basename(candidate.path))[0]
    if size > LONGEST_VERSION_2:
        why = f"the file is larger than {LONGEST_VERSION_2 // 1_000_000} MB"
        return files.counted(files.chunks_of(candidate.location), name, Span(0, size), why)
    with open(candidate.location, "rb") as stream:
        return files.read(stream.read(), name, partial(_included, root, candidate.path, asked), extras)


def _included(root: str, path: str, asked: dict[str, None], name: str) -> str | None:
    """The text of a file that one at `path` includes, from its folder and no other place than the tree."""
    wanted = posixpath.normpath(posixpath.join(posixpath.dirname(path), name))
    if wanted.startswith(("../", "/")):
        return None
    asked[wanted] = None
    data = Below(root, LONGEST_VERSION_2)(wanted)
    return None if data is None else data.decode("utf-8", "replace")
