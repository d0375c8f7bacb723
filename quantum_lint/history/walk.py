"""Commits, and the versions of files that they brought in."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from quantum_lint.history import HistoryError, git

_DAY = re.compile(r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d)?)?|\d+ (day|week|month|year)s? ago")
_REGULAR = b"100"
#: Paths are given to git as arguments, of which a system takes only so many bytes.
_MOST_ARGUMENTS = 100_000


class Commit(NamedTuple):
    """A commit and the one it continues: its first parent, None for the first of all."""

    id: str
    parent: str | None


class Change(NamedTuple):
    """A path that a commit changed, and the blob it has from then on; None where it has no regular file."""

    commit: str
    path: str
    blob: str | None


def commits(repository: git.Repository, since: str | None, *, everywhere: bool) -> tuple[Commit, ...]:
    """The commits that lead to HEAD, or to any ref if `everywhere`: children before parents, newest first.

    `since` is a revision, whose own history is left out, or a day. Raises HistoryError.
    """
    head = head_of(repository)
    if head is None and not everywhere:
        return ()
    limits = _limits(repository, since)
    asked = ("rev-list", "--parents", "--date-order", *limits[0], "--all" if everywhere else "HEAD", *limits[1])
    lines = git.answer(repository.folder, *asked).decode().splitlines()
    return tuple(Commit(words[0], words[1] if len(words) > 1 else None) for line in lines if (words := line.split()))


def head_of(repository: git.Repository) -> str | None:
    """The commit at HEAD; None where there is none yet."""
    return _commit(repository, "HEAD")


def _commit(repository: git.Repository, revision: str) -> str | None:
    asked = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    try:
        return git.answer(repository.folder, *asked).decode().strip()
    except HistoryError:
        return None


def _limits(repository: git.Repository, since: str | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Words for git that leave out what is older, before and after the revisions asked for."""
    if since is None:
        return (), ()
    revision = _commit(repository, since)
    if revision is not None:
        return (), (f"^{revision}",)
    if not _DAY.fullmatch(since):
        raise HistoryError("--since takes a revision of this repository, a day (2024-05-31), or e.g. '3 months ago'")
    return (f"--since={since}",), ()


def introduced(repository: git.Repository, walk: Iterable[Commit], paths: Sequence[str]) -> Iterator[Change]:
    """All that each commit changed: of a merge, only what none of its parents had."""
    given = "".join(f"{commit.id}\n" for commit in walk)
    yield from _changes(repository, given, ("-c",), paths)


def edges(repository: git.Repository, walk: Iterable[Commit], paths: Sequence[str]) -> Iterator[Change]:
    """All that each commit changed at these paths, compared with its first parent."""
    given = "".join(f"{commit.id} {commit.parent or ''}".strip() + "\n" for commit in walk)
    for some in _batches(paths):
        yield from _changes(repository, given, (), some)


def _changes(repository: git.Repository, given: str, options: Sequence[str], paths: Sequence[str]) -> Iterator[Change]:
    command = ("diff-tree", "--stdin", "-r", "--root", "--raw", "-z", "--no-renames", *options, "--", *paths)
    fields = git.fields(repository.folder, *command, given=given.encode())
    commit = ""
    for field in fields:
        if field.startswith(b":"):
            yield Change(commit, os.fsdecode(next(fields)), _blob(field))
        else:
            commit = field.decode()


def _blob(entry: bytes) -> str | None:
    """The object after the change, from `:mode mode object object status` with a colon, mode and object a parent."""
    words = entry.lstrip(b":").split(b" ")
    parents = len(entry) - len(entry.lstrip(b":"))
    return words[2 * parents + 1].decode() if words[parents].startswith(_REGULAR) else None


def _batches(paths: Sequence[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    size = 0
    for path in paths:
        if batch and size + len(os.fsencode(path)) > _MOST_ARGUMENTS:
            yield batch
            batch, size = [], 0
        batch.append(path)
        size += len(os.fsencode(path)) + 1
    if batch:
        yield batch


def at_head(repository: git.Repository) -> dict[tuple[str, str], None]:
    """Blob and path of every regular file at HEAD, in the order of the paths."""
    if head_of(repository) is None:
        return {}
    found: dict[tuple[str, str], None] = {}
    for field in git.fields(repository.folder, "ls-tree", "-r", "-z", "--full-tree", "HEAD"):
        entry, _, path = field.partition(b"\t")
        mode, _, blob = entry.split(b" ")
        if mode.startswith(_REGULAR):
            found[blob.decode(), os.fsdecode(path)] = None
    return found


def tips(repository: git.Repository) -> dict[str, str]:
    """The commit of every ref, by the ref's name."""
    form = "--format=%(refname)%00%(objectname)%00%(*objectname)"
    lines = git.answer(repository.folder, "for-each-ref", form).decode("utf-8", "surrogateescape").splitlines()
    rows = (line.split("\0") for line in lines)
    return {name: peeled or own for name, own, peeled in rows}


def dates(repository: git.Repository, wanted: Iterable[str]) -> dict[str, str]:
    """The author's date of each commit, in ISO 8601."""
    given = "".join(f"{commit}\n" for commit in wanted).encode()
    if not given:
        return {}
    asked = ("rev-list", "--no-walk=unsorted", "--format=%H %aI", "--stdin")
    lines = git.answer(repository.folder, *asked, given=given).decode().splitlines()
    rows = (line.split(" ") for line in lines if not line.startswith("commit "))
    return {row[0]: row[1] for row in rows}
