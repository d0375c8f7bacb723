"""Git, asked about its objects in ways that no configuration of a repository can bend.

Only commands for programs are used, which read no settings for people: `git log` would start the `gpg.program` of a
repository that sets `log.showSignature`, and a textconv filter is a program as well. Nothing is ever fetched.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import IO, NamedTuple

from quantum_lint import discover
from quantum_lint.history import HistoryError

#: Bytes read at a time from a command that writes much.
BLOCK = 1 << 20
#: Of the environment, what would lead git to another repository than the one asked for.
_ELSEWHERE = ("GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_PREFIX")
#: No fetching of what a partial clone lacks (git before 2.45 needs the second), and no replaced objects.
_OFFLINE = {
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}


class Repository(NamedTuple):
    """A repository: `folder` is the top of its work tree, or its git directory where there is no work tree."""

    folder: str
    bare: bool
    shallow: bool


def repository(path: str) -> Repository:
    """The repository that the file or folder belongs to. Raises HistoryError."""
    folder = path if os.path.isdir(path) else os.path.dirname(os.path.abspath(path))
    asked = ("rev-parse", "--is-inside-work-tree", "--is-shallow-repository", "--absolute-git-dir")
    try:
        inside, shallow, directory = os.fsdecode(answer(folder, *asked)).splitlines()
    except HistoryError as error:
        why = (
            "belongs to somebody else: see safe.directory of git"
            if "dubious" in str(error)
            else "is in no git repository"
        )
        raise HistoryError(f"{path} {why}") from error
    if inside == "true":
        top = os.fsdecode(answer(folder, "rev-parse", "--show-toplevel"))[:-1]
        return Repository(top, bare=False, shallow=shallow == "true")
    return Repository(directory, bare=True, shallow=shallow == "true")


def start(folder: str, *words: str, given: IO[bytes] | int, errors: IO[bytes] | int) -> subprocess.Popen[bytes]:
    """The command running in the folder, its output a pipe. Raises HistoryError."""
    kept = {name: value for name, value in os.environ.items() if name not in _ELSEWHERE}
    try:
        return subprocess.Popen(
            [*discover.GIT, "--literal-pathspecs", "-C", folder, *words],
            stdin=given,
            stdout=subprocess.PIPE,
            stderr=errors,
            env={**kept, **_OFFLINE},
        )
    except OSError as error:
        raise HistoryError(f"git cannot be started: {error.strerror}") from error


def answer(folder: str, *words: str, given: bytes = b"") -> bytes:
    """All that the command prints. Raises HistoryError where it fails."""
    return b"".join(blocks(folder, *words, given=given))


def fields(folder: str, *words: str, given: bytes = b"") -> Iterator[bytes]:
    """What the command prints, cut at NUL bytes. Raises HistoryError where it fails."""
    rest = b""
    for block in blocks(folder, *words, given=given):
        *whole, rest = (rest + block).split(b"\0")
        yield from whole
    if rest:
        yield rest


def blocks(folder: str, *words: str, given: bytes = b"") -> Iterator[bytes]:
    """What the command prints, as it comes. Raises HistoryError where it fails."""
    with TemporaryFile() as entered, TemporaryFile() as errors:
        entered.write(given)
        entered.seek(0)
        process = start(folder, *words, given=entered, errors=errors)
        assert process.stdout is not None
        try:
            yield from iter(lambda: process.stdout.read(BLOCK), b"")  # type: ignore[union-attr]
            if process.wait():
                raise HistoryError(f"git {words[0]} failed: {_reason(errors)}")
        finally:
            process.stdout.close()
            process.kill()
            process.wait()


def _reason(errors: IO[bytes]) -> str:
    errors.seek(0)
    lines = errors.read().decode("utf-8", "replace").splitlines()
    return next((line for line in lines if line.startswith("fatal:")), "it does not say why")
