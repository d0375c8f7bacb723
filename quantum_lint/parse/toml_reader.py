"""Where every key and value of a TOML text stands.

The standard library's reader gives values without positions, so this scanner walks the text once and notes both. It
keeps going after an error, at the next line, because half a manifest still says something.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from quantum_lint.model import lazy

Kind = Literal["text", "scalar", "array", "table"]
Path = tuple[str, ...]

#: Levels of nesting that are read. People write three or four; a hostile text would make the paths quadratic.
DEEPEST = 64

_BLANK = lazy.pattern(r"[ \t]*")
_FILLER = lazy.pattern(r"(?:[ \t\r\n]+|#[^\n]*)*")
_BARE_KEY = lazy.pattern(r"[A-Za-z0-9_-]+")
_SCALAR = lazy.pattern(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:.+Zz-]+|[^\s,\]}#=]+")
_LINE_END = lazy.pattern(r"[ \t]*(?:#[^\n]*)?(?:\r?\n|\Z)")
_ESCAPE = lazy.pattern(r"\\(?:[ \t]*\r?\n[ \t\r\n]*|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|x[0-9A-Fa-f]{2}|[\s\S])")
#: The end of a string, or an escape to step over; a multi-line string may end in up to two quotes of its own.
_ENDS = {
    '"': re.compile(r'\\[^\n]|["\n]'),
    "'": re.compile(r"['\n]"),
    '"""': re.compile(r'\\[\s\S]|"{3,5}'),
    "'''": re.compile(r"'{3,5}"),
}
_CONTROLS = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "e": "\x1b"}
#: The table of what follows a header that cannot be read: nobody asks for a path that starts so.
_LOST: Path = ("",)


class Entry(NamedTuple):
    """One key path: what it is bound to, and the characters of key and value (strings without their quotes).

    An item of an array has the key of the array. `value` is decoded for a string and as written for a number, a
    date or a truth value; it is empty for arrays and tables.
    """

    path: Path
    kind: Kind
    value: str
    key_start: int
    key_end: int
    value_start: int
    value_end: int


class MalformedError(Exception):
    """The text is no TOML at `offset`, or (`deep`) it is nested more than anybody writes."""

    def __init__(self, offset: int, reason: str, deep: bool = False) -> None:
        super().__init__(reason)
        self.offset = offset
        self.reason = reason
        self.deep = deep


class _Slot:
    """A place that waits for its value: the path and where the key stands."""

    def __init__(self, path: Path, key_start: int, key_end: int) -> None:
        self.path = path
        self.key_start = key_start
        self.key_end = key_end


class _Open:
    """An array or inline table that is not closed yet."""

    def __init__(self, slot: _Slot, closer: str, start: int) -> None:
        self.slot = slot
        self.closer = closer
        self.start = start
        self.count = 0


class Scan:
    """One pass over a text. `entries` are in text order, a container after what it holds."""

    def __init__(self, text: str) -> None:
        self.entries: dict[Path, Entry] = {}
        self.errors: list[MalformedError] = []
        self._text = text
        self._position = 0
        self._table: Path = ()
        self._counts: dict[Path, int] = {}
        self._run()

    def _run(self) -> None:
        while True:
            self._skip(_FILLER)
            if self._position >= len(self._text):
                return
            try:
                self._statement()
                self._expect_line_end()
            except MalformedError as error:
                self.errors.append(error)
                self._skip_line(error.offset)

    def _statement(self) -> None:
        if self._text.startswith("[", self._position):
            self._header()
        else:
            self._value(self._key(self._table, "="))

    def _header(self) -> None:
        many = self._text.startswith("[[", self._position)
        start = self._position
        self._position += 2 if many else 1
        self._table = _LOST
        key = self._key((), "]]" if many else "]", into_arrays=True)
        if many:
            self._counts[key.path] = self._counts.get(key.path, 0) + 1
            key.path = (*key.path, str(self._counts[key.path] - 1))
        self._table = key.path
        self._add(key, "table", "", start, self._position)

    def _key(self, path: Path, end: str, into_arrays: bool = False) -> _Slot:
        """A dotted key up to `end`, which is stepped over; the slot's path continues `path`."""
        self._skip(_BLANK)
        key_start = self._position
        while True:
            name, key_end = self._name()
            if len(path) >= DEEPEST:
                raise MalformedError(self._position, "the path of a key is too long", deep=True)
            path = (*path, name)
            self._skip(_BLANK)
            if self._text.startswith(end, self._position):
                self._position += len(end)
                return _Slot(path, key_start, key_end)
            if not self._text.startswith(".", self._position):
                raise MalformedError(self._position, f"expected {end!r} after a key")
            self._position += 1
            self._skip(_BLANK)
            if into_arrays and path in self._counts:
                path = (*path, str(self._counts[path] - 1))

    def _name(self) -> tuple[str, int]:
        quote = self._text[self._position : self._position + 1]
        if quote in ("'", '"') and quote:
            name, _, _ = self._string(quote)
            return name, self._position
        match = _BARE_KEY.match(self._text, self._position)
        if match is None:
            raise MalformedError(self._position, "expected a key")
        self._position = match.end()
        return match[0], match.end()

    def _value(self, slot: _Slot) -> None:
        """The value at the position and everything inside it, without recursion."""
        stack: list[_Open] = []
        waiting: _Slot | None = slot
        while waiting is not None:
            self._skip(_BLANK)
            character = self._text[self._position : self._position + 1]
            if character and character in "[{":
                if len(stack) >= DEEPEST:
                    raise MalformedError(self._position, "a value is nested too deeply", deep=True)
                stack.append(_Open(waiting, "]" if character == "[" else "}", self._position))
                self._position += 1
            else:
                self._scalar(waiting, character)
            waiting = self._next(stack)

    def _next(self, stack: list[_Open]) -> _Slot | None:
        """Step over commas and closers to the next slot; None when the outermost value is complete."""
        while stack:
            opened = stack[-1]
            self._skip(_FILLER)
            if opened.count and self._text.startswith(",", self._position):
                self._position += 1
                self._skip(_FILLER)
            elif opened.count and not self._text.startswith(opened.closer, self._position):
                raise MalformedError(self._position, f"expected ',' or {opened.closer!r}")
            if not self._text.startswith(opened.closer, self._position):
                return self._item(opened)
            self._position += 1
            self._add(opened.slot, "array" if opened.closer == "]" else "table", "", opened.start, self._position)
            stack.pop()
        return None

    def _item(self, opened: _Open) -> _Slot:
        opened.count += 1
        if opened.closer == "}":
            return self._key(opened.slot.path, "=")
        path = (*opened.slot.path, str(opened.count - 1))
        return _Slot(path, opened.slot.key_start, opened.slot.key_end)

    def _scalar(self, slot: _Slot, character: str) -> None:
        if character and character in "\"'":
            triple = character * 3
            value, start, end = self._string(triple if self._text.startswith(triple, self._position) else character)
            self._add(slot, "text", value, start, end)
            return
        match = _SCALAR.match(self._text, self._position)
        if match is None:
            raise MalformedError(self._position, "expected a value")
        self._position = match.end()
        self._add(slot, "scalar", match[0], match.start(), match.end())

    def _string(self, quote: str) -> tuple[str, int, int]:
        """The string that starts here: its value and the characters between the quotes."""
        start = at = self._position + len(quote)
        while True:
            match = _ENDS[quote].search(self._text, at)
            if match is None or match[0] == "\n":
                raise MalformedError(self._position, "string is not closed")
            at = match.end()
            if not match[0].startswith("\\"):
                break
        self._position = at
        end = at - len(quote)
        return _decoded(self._text[start:end], quote), start, end

    def _add(self, slot: _Slot, kind: Kind, value: str, start: int, end: int) -> None:
        self.entries[slot.path] = Entry(slot.path, kind, value, slot.key_start, slot.key_end, start, end)

    def _skip(self, pattern: re.Pattern[str]) -> None:
        match = pattern.match(self._text, self._position)
        if match:
            self._position = match.end()

    def _expect_line_end(self) -> None:
        match = _LINE_END.match(self._text, self._position)
        if match is None:
            raise MalformedError(self._position, "expected the end of the line")
        self._position = match.end()

    def _skip_line(self, offset: int) -> None:
        end = self._text.find("\n", offset)
        self._position = len(self._text) if end < 0 else end + 1


def _decoded(written: str, quote: str) -> str:
    if len(quote) == 3:
        written = written.replace("\r\n", "\n").removeprefix("\n")
    return _ESCAPE.sub(_unescape, written) if quote[0] == '"' and "\\" in written else written


def _unescape(match: re.Match[str]) -> str:
    escape = match[0][1:]
    if escape[0] in "uUx" and len(escape) > 1:
        number = int(escape[1:], 16)
        return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else "\ufffd"
    if "\n" in escape:
        return ""
    return _CONTROLS.get(escape, escape)
