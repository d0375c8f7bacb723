"""Files that are not read from disk: standard input and what is staged in git."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from functools import cached_property

from quantum_lint import discover
from quantum_lint.cli.exits import UsageError
from quantum_lint.config import Settings
from quantum_lint.model.file import File

#: Modes of the index that are regular files; the others are symbolic links and submodules.
_REGULAR = (b"100644", b"100755")


def from_standard_input(path: str, settings: Settings) -> tuple[File, ...]:
    """What stands on standard input, as the file at `path`; nothing if it is binary or excluded."""
    name = discover.relative(os.path.abspath(path), settings.root)
    data = sys.stdin.buffer.read()
    if discover.excluded(name, settings.exclude):
        return ()
    file = discover.file_of(name, data, discover.on_disk(settings.root))
    return (file,) if isinstance(file, File) else ()


def staged(paths: Iterable[str], settings: Settings) -> tuple[File, ...]:
    """The files that differ between the index and HEAD, as they stand in the index, below `paths` if there are any."""
    folder = discover.git_root(settings.root)
    if folder is None:
        raise UsageError("--staged needs a git repository")
    wanted = [discover.relative(os.path.abspath(path), folder) for path in paths]
    entries = [
        (identity, path)
        for identity, path in _changed(folder, wanted)
        if not discover.excluded(_name(path, folder, settings), settings.exclude)
    ]
    files = []
    for (_, path), data in zip(entries, _blobs(folder, [identity for identity, _ in entries], settings), strict=True):
        if data is not None:
            file = discover.file_of(_name(path, folder, settings), data, discover.on_disk(settings.root))
            if isinstance(file, File):
                files.append(file)
    return tuple(files)


class Index:
    """Reads Python files as they stand in the index of git, which is asked for its list when the first is wanted."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._folder = discover.git_root(settings.root) or settings.root

    def __call__(self, path: str) -> bytes | None:
        """The bytes of the file at the path from the root of the scan, or None."""
        identity = self._identities.get(path)
        return next(_blobs(self._folder, [identity], self._settings)) if identity else None

    @cached_property
    def _identities(self) -> dict[str, str]:
        listed = _git(self._folder, ["ls-files", "--stage", "-z", "--", "*.py"]).split(b"\0")
        found = {}
        for entry in listed[:-1]:
            about, _, path = entry.partition(b"\t")
            mode, identity, _ = about.split(b" ")
            if mode in _REGULAR:
                found[_name(os.fsdecode(path), self._folder, self._settings)] = identity.decode()
        return found


def _name(path: str, folder: str, settings: Settings) -> str:
    return discover.relative(os.path.join(folder, path), settings.root)


def _changed(folder: str, paths: list[str]) -> Iterator[tuple[str, str]]:
    """Object name and path of every staged regular file."""
    command = ["diff", "--cached", "--raw", "-z", "--no-abbrev", "--no-renames", "--diff-filter=d", "--", *paths]
    fields = _git(folder, command).split(b"\0")
    for entry, path in zip(fields[::2], fields[1::2], strict=False):
        _, mode, _, identity, _ = entry.split(b" ")
        if mode in _REGULAR:
            yield identity.decode(), os.fsdecode(path)


def _blobs(folder: str, identities: list[str], settings: Settings) -> Iterator[bytes | None]:
    """The contents, in the same order; None for those above the size limit."""
    output = _git(folder, ["cat-file", "--batch"], "".join(f"{identity}\n" for identity in identities).encode())
    at = 0
    for _ in identities:
        start = output.index(b"\n", at) + 1
        size = int(output[at:start].split(b" ")[2])
        yield output[start : start + size] if size <= settings.max_file_size else None
        at = start + size + 1


def _git(folder: str, arguments: list[str], standard_input: bytes = b"") -> bytes:
    try:
        answer = subprocess.run(
            [*discover.GIT, "-C", folder, *arguments], input=standard_input, capture_output=True, check=False
        )
    except OSError as error:
        raise UsageError(f"git cannot be started: {error.strerror}") from error
    if answer.returncode:
        raise UsageError(f"git {arguments[0]} failed with exit code {answer.returncode}")
    return answer.stdout
