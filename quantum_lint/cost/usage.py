"""What a user says of submissions because no code tells it: how often they run, on which plan, with how many shots.

A usage file is TOML, a `[[submission]]` table for each thing to be said:

    [[submission]]
    path = "vqe/*.py"
    function = "energy"
    iterations = 200
    runs-a-month = 20

The first keys say which submissions are meant, the others what holds for them. Where several tables mean a submission,
the last one that says a thing decides it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple, NoReturn

from quantum_lint.config import ConfigError
from quantum_lint.config.settings import within

#: What the file is called at the root of a tree, if nobody names another.
DEFAULT = "quantum-lint-usage.toml"
_TABLE = "submission"
_HEADER = re.compile(r"\s*\[\[\s*submission\s*\]\]")


class Subject(NamedTuple):
    """What tells a submission from others. `line` is that of the file, or of the `cell` (from 1) of a notebook."""

    path: str
    line: int
    callee: str
    circuits: tuple[str, ...] = ()
    function: str = ""
    cell: int | None = None


class Usage(NamedTuple):
    """What is said of one submission; None is not said.

    `iterations` is how often the loops around it turn, in all; `session_idle_seconds` how long a session is open while
    nothing runs in it.
    """

    iterations: int | None = None
    runs_a_month: Decimal | None = None
    shots: int | None = None
    plan: str | None = None
    device: str | None = None
    session_idle_seconds: Decimal | None = None
    resilience_level: int | None = None
    parameter_sets: int | None = None


class Entry(NamedTuple):
    """One table: what it says, of which submissions, and the line that it starts in."""

    usage: Usage
    line_of_file: int
    path: str
    function: str | None = None
    circuit: str | None = None
    call: str | None = None
    line: int | None = None
    cell: int | None = None

    def means(self, subject: Subject) -> bool:
        """Whether it is about the submission."""
        return within(subject.path, self.path) and all(
            wanted is None or found
            for wanted, found in (
                (self.function, _ends(subject.function, self.function)),
                (self.circuit, self.circuit in subject.circuits),
                (self.call, _ends(subject.callee, self.call)),
                (self.line, subject.line == self.line),
                (self.cell, subject.cell == self.cell),
            )
        )


class UsageFile(NamedTuple):
    """The tables of a usage file, in its order; without any nothing is said."""

    file: str = ""
    entries: tuple[Entry, ...] = ()

    def of(self, subject: Subject) -> Usage:
        """What is said of the submission."""
        found = Usage()
        for entry in self.entries:
            if entry.means(subject):
                said = {name: value for name, value in entry.usage._asdict().items() if value is not None}
                found = found._replace(**said)
        return found

    def idle(self, subjects: Iterable[Subject]) -> tuple[Entry, ...]:
        """The tables that mean none of these submissions."""
        several = tuple(subjects)
        return tuple(entry for entry in self.entries if not any(map(entry.means, several)))


def load(file: str) -> UsageFile:
    """The usage file at this path.

    Raises:
        ConfigError: it cannot be read, is not TOML, or says something that nobody understands.
    """
    try:
        with open(file, encoding="utf-8-sig") as stream:
            text = stream.read()
    except OSError as error:
        raise ConfigError(file, 0, f"cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ConfigError(file, 0, "is not UTF-8") from error
    return parse(text, file)


def parse(text: str, file: str) -> UsageFile:
    """The usage file with this text. Raises ConfigError."""
    from quantum_lint.config.names import suggestion
    from quantum_lint.config.reader import line_of_syntax_error
    from quantum_lint.toml import TOMLDecodeError, loads

    try:
        table = loads(text)
    except TOMLDecodeError as error:
        raise ConfigError(file, line_of_syntax_error(error, text), f"is not TOML: {error}") from error
    for name in table:
        if name != _TABLE:
            near = suggestion(name, (_TABLE,))
            raise ConfigError(file, _line(text, 1, name), f"unknown key {name!r}{near}; write `[[{_TABLE}]]` tables")
    rows = table.get(_TABLE, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ConfigError(file, _line(text, 1, _TABLE), f"write `[[{_TABLE}]]`, with two brackets, above each table")
    starts = [number for number, line in enumerate(text.splitlines(), 1) if _HEADER.match(line)]
    starts += [1] * (len(rows) - len(starts))
    return UsageFile(
        file, tuple(_Row(row, text, file, start).entry() for row, start in zip(rows, starts, strict=False))
    )


class _Row(NamedTuple):
    """One table of the file, and the line that it starts in."""

    table: Mapping[str, Any]
    text: str
    file: str
    start: int

    def entry(self) -> Entry:
        """What it says. Raises ConfigError."""
        found = {name.replace("-", "_"): self._value(name, value) for name, value in self.table.items()}
        if "path" not in found:
            raise ConfigError(self.file, self.start, 'say which files are meant: path = "vqe/*.py"')
        said = {name: found.pop(name) for name in Usage._fields if name in found}
        return Entry(Usage(**said), self.start, **found)

    def _value(self, name: str, value: Any) -> Any:
        from quantum_lint.config.names import suggestion

        kind = _KEYS.get(name)
        if kind is None:
            self._fail(name, f"unknown key {name!r}{suggestion(name, _KEYS)}")
        if not kind.fits(value):
            self._fail(name, f"{name} must be {kind.words}")
        return kind.read(value)

    def _fail(self, name: str, message: str) -> NoReturn:
        raise ConfigError(self.file, _line(self.text, self.start, name), message)


class _Kind(NamedTuple):
    """What a key may hold."""

    words: str
    fits: Callable[[Any], bool]
    read: Callable[[Any], Any]


def _whole(least: int) -> _Kind:
    return _Kind(
        f"a whole number, at least {least}",
        lambda value: isinstance(value, int) and not isinstance(value, bool) and value >= least,
        int,
    )


_TEXT = _Kind("text in quotes", lambda value: isinstance(value, str) and bool(value), str)
_AMOUNT = _Kind(
    "a number, at least 0",
    lambda value: isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value < float("inf"),
    lambda value: Decimal(str(value)),
)
_KEYS: Mapping[str, _Kind] = {
    "path": _TEXT,
    "function": _TEXT,
    "circuit": _TEXT,
    "call": _TEXT,
    "line": _whole(1),
    "cell": _whole(1),
    "iterations": _whole(1),
    "runs-a-month": _AMOUNT,
    "shots": _whole(1),
    "plan": _TEXT,
    "device": _TEXT,
    "session-idle-seconds": _AMOUNT,
    "resilience-level": _whole(0),
    "parameter-sets": _whole(1),
}


def _ends(qualified: str, name: str | None) -> bool:
    """Whether a qualified name is, or ends with, a name."""
    return name is not None and f".{qualified}".endswith(f".{name}")


def _line(text: str, start: int, name: str) -> int:
    """The first line from `start` on that assigns the key or opens its table; `start` if none does."""
    written = re.compile(rf"\s*\[*\s*[\"']?{re.escape(name)}[\"']?\s*[\]=.]")
    lines = enumerate(text.splitlines()[start - 1 :], start)
    return next((number for number, line in lines if written.match(line)), start)
