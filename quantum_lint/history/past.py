"""When a secret came into a repository, and when it went.

Every commit is given a number whose bits say which of the watched paths hold a watched blob in it. Between a commit
and its first parent only what differs can change a bit, so one walk from the oldest commit settles all entries.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from quantum_lint.history import git, walk
from quantum_lint.history.walk import Change, Commit
from quantum_lint.model.finding import Commit as DatedCommit
from quantum_lint.model.finding import Past


class Watched(NamedTuple):
    """The blobs that hold a secret, and every path that one of them ever had."""

    blobs: Collection[str]
    paths: tuple[str, ...]


class Memory(NamedTuple):
    """Which bits each commit has, in the order of the walk; bits `1 << number` are those of one watched path."""

    held: Mapping[str, int]
    masks: tuple[int, ...]


def pasts(
    repository: git.Repository,
    commits: Sequence[Commit],
    watched: Sequence[Watched],
    at_head: Collection[tuple[str, str]],
) -> list[Past]:
    """The past of each watched secret. `at_head` holds the blobs and paths of HEAD."""
    memory = _remember(repository, commits, watched)
    first, last = _ends(commits, memory, oldest=True), _ends(commits, memory, oldest=False)
    head = walk.head_of(repository)
    dates = walk.dates(repository, {*first, *last, *([head] if head else [])})
    tips = walk.tips(repository)
    found = []
    for each, mask, begin, end in zip(watched, memory.masks, first, last, strict=True):
        present = tuple(path for path in each.paths if any((blob, path) in at_head for blob in each.blobs))
        known = {name: held for name, tip in tips.items() if (held := memory.held.get(tip, 0) & mask)}
        final = head if present and head else end
        found.append(
            Past(
                first=DatedCommit(begin, dates.get(begin, "")),
                last=DatedCommit(final, dates.get(final, "")),
                versions=len(each.blobs),
                paths=each.paths,
                present=present,
                refs=() if present else tuple(sorted(known)),
            )
        )
    return found


def _remember(repository: git.Repository, commits: Sequence[Commit], watched: Sequence[Watched]) -> Memory:
    """Follow the watched paths from the oldest commit to the newest."""
    masks: list[int] = []
    bits_by_path: dict[str, list[tuple[int, Collection[str]]]] = {}
    number = 0
    for each in watched:
        masks.append(((1 << len(each.paths)) - 1) << number)
        for path in each.paths:
            bits_by_path.setdefault(path, []).append((1 << number, each.blobs))
            number += 1
    changes: dict[str, list[Change]] = {}
    for change in walk.edges(repository, commits, sorted(bits_by_path)):
        if change.path in bits_by_path:
            changes.setdefault(change.commit, []).append(change)
    held: dict[str, int] = {}
    for commit in reversed(commits):
        state = held.get(commit.parent or "", 0)
        for change in changes.get(commit.id, ()):
            state = _changed(state, change.blob, bits_by_path[change.path])
        held[commit.id] = state
    return Memory(held, tuple(masks))


def _changed(state: int, blob: str | None, bits: Iterable[tuple[int, Collection[str]]]) -> int:
    for bit, blobs in bits:
        state = state | bit if blob in blobs else state & ~bit
    return state


def _ends(commits: Sequence[Commit], memory: Memory, *, oldest: bool) -> list[str]:
    """The oldest or the newest commit that holds each watched secret."""
    ends = [""] * len(memory.masks)
    missing = set(range(len(memory.masks)))
    for commit in reversed(commits) if oldest else commits:
        state = memory.held[commit.id]
        found = [index for index in missing if state & memory.masks[index]] if state else []
        for index in found:
            ends[index] = commit.id
        missing.difference_update(found)
        if not missing:
            break
    return ends
