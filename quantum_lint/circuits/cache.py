"""What files gave in earlier runs, kept by content: of the file, of all that its reading looked for, of ourselves.

What is kept are counts, names, places and reasons, as data of a known shape: reading it runs nothing.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, NamedTuple

from quantum_lint import __version__
from quantum_lint.circuits import storage
from quantum_lint.compiled import rules_folder
from quantum_lint.model.circuit import FileCircuits

if TYPE_CHECKING:
    from quantum_lint.circuits.examine import Task
    from quantum_lint.discover import Beside, Candidate

FOLDER = "circuits"
_PACKAGES = ("qiskit", "numpy", "openqasm3", "qiskit-qasm3-import")


class _Kept(NamedTuple):
    """What a file gave, and the other files that its reading looked for with a digest each, empty for no file."""

    result: FileCircuits
    modules: tuple[tuple[str, bytes], ...]


class Cache:
    """The results of files of one tree under one task; `beside` reads what other files of it are now."""

    def __init__(self, task: Task, beside: Beside) -> None:
        self._task = task
        self._read = beside
        self._folder = storage.folder_of(FOLDER)
        self._digests: dict[str, bytes] = {}

    def find(self, candidate: Candidate) -> FileCircuits | None:
        """What the file gave when nothing was different."""
        import msgspec

        path = self._path(candidate)
        if path is None:
            return None
        try:
            with open(path, "rb") as stream:
                kept = msgspec.msgpack.decode(stream.read(), type=_Kept)
        except (OSError, msgspec.MsgspecError):
            return None
        return kept.result if kept.modules == self._stamped(dict(kept.modules)) else None

    def keep(self, candidate: Candidate, result: FileCircuits, asked: dict[str, None]) -> None:
        """Note what a file gave, whole or not at all; a folder that takes no file only costs time."""
        import msgspec

        path = self._path(candidate)
        if path is None:
            return
        # A number of more than 64 bits, and half of a surrogate pair, have no place in the format.
        with suppress(OverflowError, UnicodeEncodeError):
            storage.write(path, msgspec.msgpack.encode(_Kept(result, self._stamped(asked))))

    def _path(self, candidate: Candidate) -> str | None:
        """Where the result is kept; None where none is to be."""
        if self._folder is None:
            return None
        # Wherever the tree is: another revision of it has most of its files in common with this one.
        digest = sha256(repr((candidate.path, _rootless(self._task), ourselves())).encode())
        try:
            with open(candidate.location, "rb") as stream:
                while chunk := stream.read(1 << 20):
                    digest.update(chunk)
        except OSError:
            return None
        return os.path.join(self._folder, f"{digest.hexdigest()[:40]}.msgpack")

    def _stamped(self, paths: dict[str, bytes] | dict[str, None]) -> tuple[tuple[str, bytes], ...]:
        return tuple((path, self._stamp(path)) for path in paths)

    def _stamp(self, path: str) -> bytes:
        if path not in self._digests:
            data = self._read(path)
            self._digests[path] = b"" if data is None else sha256(data).digest()[:16]
        return self._digests[path]


def _rootless(task: Task) -> tuple[object, ...]:
    """The task wherever the tree is, with a digest for each device of the user."""
    extras = task.extras
    return task._replace(root="", extras=extras._replace(own=())), *(device.digest for device in extras.own)


@cache
def ourselves() -> str:
    """All that results depend on beside files of the tree: our code and knowledge, and the packages that we ask."""
    folders = (rules_folder(), os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    paths = (os.path.join(top, name) for folder in folders for top, _, names in os.walk(folder) for name in names)
    # What Python compiles of itself meanwhile makes no difference.
    states = sorted(_state(path) for path in paths if path.endswith((".py", ".toml", ".json")))
    return repr((__version__, sys.version_info[:3], [_version(name) for name in _PACKAGES], states))


def _state(path: str) -> tuple[str, int, int]:
    status = os.stat(path)
    return path, status.st_size, status.st_mtime_ns


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
