"""OpenQASM files of the tree."""

from __future__ import annotations

import os
import posixpath
from functools import partial

from quantum_lint.circuits.extras import Extras
from quantum_lint.circuits.limits import LONGEST_VERSION_2
from quantum_lint.circuits.openqasm import files, malformed
from quantum_lint.discover import Below, Beside, Candidate
from quantum_lint.model.circuit import FileCircuits, Malformed, Placed
from quantum_lint.model.finding import Place
from quantum_lint.model.report import Unreadable
from quantum_lint.model.span import Span

ENDINGS = (".qasm", ".qasm2", ".qasm3")


def circuits_of(candidate: Candidate, root: str, extras: Extras, asked: dict[str, None]) -> FileCircuits:
    """The circuit of a file. Raises OSError."""
    size = os.stat(candidate.location).st_size
    if size > LONGEST_VERSION_2:
        why = f"the file is larger than {LONGEST_VERSION_2 // 1_000_000} MB"
        name = _name(candidate.path)
        return _facts(candidate.path, files.counted(files.chunks_of(candidate.location), name, Span(0, size), why))
    with open(candidate.location, "rb") as stream:
        return circuits_in(candidate.path, stream.read(), Below(root, LONGEST_VERSION_2), extras, asked)


def circuits_in(path: str, data: bytes, beside: Beside, extras: Extras, asked: dict[str, None]) -> FileCircuits:
    """The circuit of a file with these bytes; `beside` reads what it includes."""
    found = files.read(data, _name(path), partial(_included, beside, path, asked), extras)
    return _facts(path, found, tuple(malformed.in_file(data, found.error)))


def _facts(path: str, found: files.Reading, wrong: tuple[Malformed, ...] = ()) -> FileCircuits:
    placed = Placed(found.circuit, Place(path, Span(0, 0), 1, 1, 1, 1))
    error = found.error
    unreadable = (Unreadable(path, error.line, f"column {error.column}: {error.reason}"),) if error else ()
    return FileCircuits(path, (placed,), unreadable, malformed=wrong)


def _name(path: str) -> str:
    return posixpath.splitext(posixpath.basename(path))[0]


def _included(beside: Beside, path: str, asked: dict[str, None], name: str) -> str | None:
    """The text of a file that one at `path` includes, from its folder and no other place than the tree."""
    wanted = posixpath.normpath(posixpath.join(posixpath.dirname(path), name))
    if wanted.startswith(("../", "/")):
        return None
    asked[wanted] = None
    data = beside(wanted)
    return None if data is None else data.decode("utf-8", "replace")
