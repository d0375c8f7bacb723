"""What files came to in earlier runs, so that of one that is as it was only those rules run that found something.

A trace holds names and reasons and nothing of the file: no finding, no line of it, no value. Whoever can write into the
cache can keep a finding away, and nothing else, which is why a run can be told to do without.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from quantum_lint import __version__
from quantum_lint.compiled import cache_folder, drop_old, read, write

if TYPE_CHECKING:
    from quantum_lint.model.file import File
    from quantum_lint.plan import Live, Plan

Read = Callable[[str], "bytes | None"]
#: Most traces of one tree that are kept, each of about 60 bytes; those that nobody asks for go first.
_MOST = 200_000
_WEEK = 7 * 24 * 60 * 60
_FOLDER = "traces"


class Trace(NamedTuple):
    """What the examination of a file came to.

    `rules` are the names of those that found something and `facts` the kinds that were stated, `unreadable` are lines
    (from 1) and reasons, `modules` the paths of the tree that it looked for, with a digest each, empty for no file.
    `exempting` files speak of exemptions.
    """

    rules: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    unreadable: tuple[tuple[int, str], ...] = ()
    modules: tuple[tuple[str, bytes], ...] = ()
    exempting: bool = False


class Cache:
    """The traces of one tree under one plan. `read_beside` reads files of the tree, to see whether they changed."""

    def __init__(self, path: str, read_beside: Read) -> None:
        self._path = path
        self._read = read_beside
        self._kept: dict[bytes, Trace] = _loaded(path)
        self._used: dict[bytes, Trace] = {}
        self._digests: dict[str, bytes] = {}

    def key(self, file: File) -> bytes:
        """What tells the file, where it is and what it is taken for from any other."""
        about = "\0".join((file.path, file.language, *sorted(file.traits)))
        return _digest(about.encode("utf-8", "surrogateescape") + b"\0" + sha256(file.data).digest())

    def find(self, key: bytes) -> Trace | None:
        """What the file came to when nothing was different."""
        found = self._kept.get(key)
        return found if found is not None and found.modules == self.stamped(dict(found.modules)) else None

    def stamped(self, paths: dict[str, bytes] | dict[str, None]) -> tuple[tuple[str, bytes], ...]:
        """The paths with what is there now."""
        return tuple((path, self._stamp(path)) for path in paths)

    def keep(self, key: bytes, trace: Trace) -> None:
        """Note what a file came to in this run."""
        self._used[key] = trace

    def save(self) -> None:
        """Write it all, unless nothing is new."""
        if self._used.items() <= self._kept.items():
            return
        rest = {key: trace for key, trace in self._kept.items() if key not in self._used}
        traces = [*rest.items(), *self._used.items()][-_MOST:]
        write(self._path, {key: tuple(trace) if any(trace) else () for key, trace in traces})
        drop_old(os.path.dirname(self._path))

    def _stamp(self, path: str) -> bytes:
        if path not in self._digests:
            data = self._read(path)
            self._digests[path] = b"" if data is None else _digest(data)
        return self._digests[path]


def opened(plan: Plan, root: str, read_beside: Read) -> Cache | None:
    """The cache of the tree at `root` for the plan; None where there is no folder for it."""
    folder = cache_folder()
    if folder is None:
        return None
    name = sha256(repr((os.path.realpath(root), *_circumstances(plan))).encode()).hexdigest()[:32]
    return Cache(os.path.join(folder, _FOLDER, f"{name}.marshal"), read_beside)


def _circumstances(plan: Plan) -> Iterator[object]:
    """All that findings depend on beside the file: ourselves, the rules with their options, and what week it is."""
    from quantum_lint.match.expression import has_re2

    yield __version__, sys.version_info[:3], has_re2(), plan.prefilter, plan.hashing, plan.persona, plan.needs
    yield [_state(live) for live in plan.document], [live.rule.name for live in plan.masking]
    yield int(time.time()) // _WEEK  # some rules ask for the date: devices retire
    yield sorted(_own_files())


def _state(live: Live) -> tuple[object, ...]:
    options = sorted((name, repr(value)) for name, value in live.options.items())
    return live.rule.name, options, repr(live.by_path), _stat(live.rule.card)


def _own_files() -> Iterator[tuple[object, ...]]:
    """Ourselves: a checkout changes without its version, which 400 files tell in 3 ms."""
    from quantum_lint.compiled import rules_folder

    for top, endings in ((rules_folder(), (".toml", ".json")), (os.path.dirname(os.path.abspath(__file__)), (".py",))):
        for folder, _, names in os.walk(top):
            yield from (_stat(os.path.join(folder, name)) for name in names if name.endswith(endings))


def _stat(path: str) -> tuple[object, ...]:
    try:
        status = os.stat(path)
    except OSError:
        return (path,)
    return path, status.st_size, status.st_mtime_ns


def _digest(data: bytes) -> bytes:
    return sha256(data).digest()[:16]


def _loaded(path: str) -> dict[bytes, Trace]:
    found = read(path)
    return {key: Trace(*row) for key, row in found.items()} if isinstance(found, dict) else {}
