"""What files came to in earlier runs, so that of one that is as it was only those rules run that found something.

A trace holds names and reasons, and facts of kinds that show nothing of the file: no finding, no line of it, no value.
Of a file that holds a secret, or looks into one that does, not even those are kept. Whoever can write into the cache
can keep a finding away, and make up work that is sent, which is why a run can be told to do without.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple

from quantum_lint import __version__, discover, kept_facts
from quantum_lint.compiled import cache_folder, drop_old, read, write
from quantum_lint.model.file import File

if TYPE_CHECKING:
    from quantum_lint.plan import Live, Plan

Read = Callable[[str], "bytes | None"]
#: A path of the tree and a digest of what is there, empty for no file.
Stamp = tuple[str, bytes]
#: Most traces of one tree that are kept, each of some hundred bytes; those that nobody asks for go first.
_MOST = 200_000
_WEEK = 7 * 24 * 60 * 60
_FOLDER = "traces"


class Trace(NamedTuple):
    """What the examination of a file came to.

    `rules` are the names of those that found something and `facts` the kinds that were stated and have to be asked for
    again, `unreadable` are lines (from 1) and reasons, `modules` the paths of the tree that it looked for, by their
    numbers in the table of stamps. `exempting` files speak of exemptions. `kept` are facts that need not be asked for.
    """

    rules: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    unreadable: tuple[tuple[int, str], ...] = ()
    modules: tuple[int, ...] = ()
    exempting: bool = False
    kept: tuple[kept_facts.Row, ...] = ()


class Note(NamedTuple):
    """What to note of a file under the `key`: the `trace` and what it looked for, or that an older one still holds."""

    key: bytes
    trace: Trace | None = None
    stamps: tuple[Stamp, ...] = ()


class Cache:
    """The traces of one tree under one plan. `read_beside` reads files of the tree, to see whether they changed."""

    def __init__(self, path: str, read_beside: Read, plan: Plan) -> None:
        self._path = path
        self._read = read_beside
        self._plan = plan
        self._stamps, self._kept = _loaded(path)
        self._notes: dict[bytes, Note] = {}
        self._digests: dict[str, bytes] = {}
        self._same: dict[int, bool] = {}
        self._secrets: dict[str, bool] = {}

    def key(self, file: File) -> bytes:
        """What tells the file, where it is and what it is taken for from any other."""
        about = "\0".join((file.path, file.language, *sorted(file.traits)))
        return _digest(about.encode("utf-8", "surrogateescape") + b"\0" + sha256(file.data).digest())

    def find(self, key: bytes) -> Trace | None:
        """What the file came to when nothing was different."""
        found = Trace(*self._kept[key]) if key in self._kept else None
        return found if found is not None and all(map(self._is_same, found.modules)) else None

    def stamped(self, paths: Iterable[str]) -> tuple[Stamp, ...]:
        """The paths with what is there now."""
        return tuple((path, self._stamp(path)) for path in paths)

    def is_secret(self, stamps: Iterable[Stamp]) -> bool:
        """Whether one of the files that are there holds what no report may show."""
        return any(self._holds_secret(path) for path, digest in stamps if digest)

    def keep(self, note: Note) -> None:
        """Note what a file came to in this run."""
        self._notes[note.key] = note

    def save(self) -> None:
        """Write it all, unless nothing is new."""
        if any(note.trace is not None for note in self._notes.values()):
            write(self._path, self._tables())
            drop_old(os.path.dirname(self._path))

    def _tables(self) -> tuple[list[Stamp], dict[bytes, tuple[Any, ...]]]:
        """The stamps and the traces; a tree of a thousand files looks for each of its paths five times."""
        numbers: dict[Stamp, int] = {}
        rows: dict[bytes, tuple[Any, ...]] = {}
        for key, trace, stamps in list(self._all())[-_MOST:]:
            modules = tuple(numbers.setdefault(stamp, len(numbers)) for stamp in stamps)
            rows[key] = tuple(trace._replace(modules=modules)) if modules or any(trace) else ()
        return list(numbers), rows

    def _all(self) -> Iterator[tuple[bytes, Trace, Iterable[Stamp]]]:
        """Every trace with its key and stamps, those that were asked for last."""
        for key in (*(key for key in self._kept if key not in self._notes), *self._notes):
            note = self._notes.get(key)
            if note is not None and note.trace is not None:
                yield key, note.trace, note.stamps
            else:
                trace = Trace(*self._kept[key])
                yield key, trace, (self._stamps[number] for number in trace.modules)

    def _is_same(self, number: int) -> bool:
        """Whether there is at the path of a stamp what was there then."""
        if number not in self._same:
            path, digest = self._stamps[number]
            self._same[number] = self._stamp(path) == digest
        return self._same[number]

    def _stamp(self, path: str) -> bytes:
        if path not in self._digests:
            data = self._read(path)
            self._digests[path] = b"" if data is None else _digest(data)
        return self._digests[path]

    def _holds_secret(self, path: str) -> bool:
        from quantum_lint.examine import secrets

        if path not in self._secrets:
            data = self._read(path)
            file = discover.file_of(path, data) if data is not None else None
            self._secrets[path] = isinstance(file, File) and bool(secrets(file, self._plan.secretive))
        return self._secrets[path]


def opened(plan: Plan, root: str, read_beside: Read) -> Cache | None:
    """The cache of the tree at `root` for the plan; None where there is no folder for it."""
    folder = cache_folder()
    if folder is None:
        return None
    name = sha256(repr((os.path.realpath(root), *_circumstances(plan))).encode()).hexdigest()[:32]
    return Cache(os.path.join(folder, _FOLDER, f"{name}.marshal"), read_beside, plan)


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


def _loaded(path: str) -> tuple[list[Stamp], dict[bytes, tuple[Any, ...]]]:
    found = read(path)
    return found if isinstance(found, tuple) and len(found) == 2 else ([], {})
