"""Contents of blobs, through one `git cat-file --batch` a process."""

from __future__ import annotations

import subprocess
from collections.abc import Collection
from typing import IO, NamedTuple

from quantum_lint.history import HistoryError, git

#: What a partial clone has in its configuration.
_PROMISED = r"^(remote\..*\.promisor|extensions\.partialclone)$"


class Blob(NamedTuple):
    """What git has: the size in bytes (None where it lacks the object), and the bytes unless they are too many."""

    size: int | None
    data: bytes | None


def lacking(repository: git.Repository, wanted: Collection[str]) -> frozenset[str]:
    """Those of the blobs that a partial clone has not: to ask for one of them would make git fetch it, or die.

    In any other repository git says itself that an object is missing. Raises HistoryError.
    """
    try:
        git.answer(repository.folder, "config", "--get-regexp", _PROMISED)
    except HistoryError:
        return frozenset()
    asked = ("cat-file", "--batch-all-objects", "--unordered", "--batch-check=%(objectname)")
    return frozenset(wanted).difference(git.answer(repository.folder, *asked).decode().splitlines())


class Reader:
    """Reads blobs of one repository. The git process starts with the first one, so that a reader can be handed over."""

    def __init__(self, repository: git.Repository) -> None:
        self._repository = repository
        self._process: subprocess.Popen[bytes] | None = None

    def read(self, blob: str, limit: int) -> Blob:
        """The blob, without its bytes where they are more than `limit`. Raises HistoryError."""
        process = self._running()
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(f"{blob}\n".encode())
        process.stdin.flush()
        words = process.stdout.readline().split()
        if len(words) == 2 and words[1] == b"missing":
            return Blob(None, None)
        if len(words) != 3:
            raise HistoryError("git cat-file ended before it was done")
        size = int(words[2])
        if size <= limit:
            return Blob(size, process.stdout.read(size + 1)[:-1])  # there is a line end after the contents
        _pass_over(process.stdout, size + 1)
        return Blob(size, None)

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            command = ("cat-file", "--batch")
            pipe = subprocess.PIPE
            self._process = git.start(self._repository.folder, *command, given=pipe, errors=subprocess.DEVNULL)
        return self._process

    def close(self) -> None:
        """End the process, if there is one."""
        if self._process is not None:
            self._process.communicate()
            self._process = None


def _pass_over(stream: IO[bytes], size: int) -> None:
    """Read so many bytes and keep none."""
    while size and (block := stream.read(min(size, git.BLOCK))):
        size -= len(block)
