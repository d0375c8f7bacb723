"""A program and its arguments, given one by one, as the line of shell that would say the same."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quantum_lint.model.span import MapBuilder, TextMap

_PLAIN = re.compile(r"[A-Za-z0-9_@%+=:,./~^-]+")


def command_line(arguments: Sequence[tuple[str, TextMap]]) -> tuple[str, TextMap]:
    """The line, quoted where the shell would read more than the words, and its map to where the words stand.

    Each argument comes decoded and with the map to the text that the whole line is mapped to.
    """
    line = _Line()
    for number, (text, inner) in enumerate(arguments):
        at = inner.start(0)
        if number:
            line.insert(" ", at)
        if _PLAIN.fullmatch(text):
            line.copy(text, inner, 0, len(text))
        else:
            _quote(line, text, inner)
    return line.text(), line.map.build()


def _quote(line: _Line, text: str, inner: TextMap) -> None:
    """Between single quotes, where only the single quote itself needs care."""
    line.insert("'", inner.start(0))
    start = 0
    for match in re.finditer("'", text):
        line.copy(text, inner, start, match.start())
        line.insert("'\\", inner.start(match.start()))
        line.copy(text, inner, match.start(), match.end())
        line.insert("'", inner.end(match.end()))
        start = match.end()
    line.copy(text, inner, start, len(text))
    line.insert("'", inner.end(len(text)))


class _Line:
    """The text so far and its map."""

    def __init__(self) -> None:
        self.map = MapBuilder()
        self._pieces: list[str] = []
        self._length = 0

    def text(self) -> str:
        return "".join(self._pieces)

    def insert(self, text: str, at: int) -> None:
        """Characters that are not written anywhere; they stand at `at`."""
        self.map.add(self._length, at, at)
        self._append(text)
        self.map.add(self._length, at, at)

    def copy(self, text: str, inner: TextMap, start: int, end: int) -> None:
        """The slice of an argument from `start` to `end`."""
        offsets, ends, starts = inner.part(start, end).breakpoints()
        for offset, stop, begin in zip(offsets, ends, starts, strict=True):
            self.map.add(self._length + offset, stop, begin)
        self._append(text[start:end])
        last = inner.span(start, end).end
        self.map.add(self._length, last, last)

    def _append(self, text: str) -> None:
        self._pieces.append(text)
        self._length += len(text)
