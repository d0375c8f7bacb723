"""The lines of a Dockerfile as Docker joins them: continuations, comments between them, here-documents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from quantum_lint.model import lazy
from quantum_lint.model.span import MapBuilder, TextMap

_DIRECTIVE = lazy.pattern(r"#\s*([A-Za-z]+)\s*=\s*(\S+)\s*")
_HEREDOC = lazy.pattern(r"<<(-?)\s*([\"']?)([A-Za-z_]\w*)\2")
_TAKES_HEREDOC = lazy.pattern(r"\s*(?:ONBUILD\s+)?(RUN|COPY|ADD)\s", re.IGNORECASE)


class LogicalLine(NamedTuple):
    """An instruction's lines as one text, and the map from it to the file's text; `body` is its here-document."""

    text: str
    map: TextMap
    start: int
    end: int
    body: tuple[int, int] | None = None


def logical_lines(text: str) -> Iterator[LogicalLine]:
    """The instructions' lines; blank lines and comments are left out."""
    return _Reader(text).lines()


class _Reader:
    """Goes once over the physical lines."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines = list(_physical_lines(text))
        self._index = 0
        self._escape = _escape(text, self._lines)
        self._missing: set[str] = set()

    def lines(self) -> Iterator[LogicalLine]:
        """The logical lines in order."""
        while self._index < len(self._lines):
            if _empty(self._text, *self._lines[self._index]):
                self._index += 1
            else:
                yield self._line()

    def _line(self) -> LogicalLine:
        pieces = self._pieces()
        start, end = pieces[0][0], pieces[-1][1]
        joined = "".join(self._text[slice(*piece)] for piece in pieces)
        taker = _TAKES_HEREDOC.match(joined)
        body = self._body(_HEREDOC.findall(joined)) if taker else None
        if taker and body:
            end, before = self._lines[self._index - 1][1], end
            if taker[1].upper() == "RUN":
                pieces.append((before, end))
        return LogicalLine(*_join(self._text, pieces), start, end, body)

    def _pieces(self) -> list[tuple[int, int]]:
        """The parts of the lines that belong together."""
        pieces: list[tuple[int, int]] = []
        while self._index < len(self._lines):
            start, end = self._lines[self._index]
            self._index += 1
            if pieces and _empty(self._text, start, end):
                continue
            line = self._text[start:end].rstrip()
            if not line.endswith(self._escape):
                pieces.append((start, end))
                break
            pieces.append((start, start + len(line) - 1))
        return pieces

    def _body(self, openings: list[tuple[str, str, str]]) -> tuple[int, int] | None:
        """The lines of the first here-document, all of them stepped over; None when a delimiter never comes."""
        body = None
        for _, _, delimiter in openings:
            last = self._find(delimiter)
            if last is None:
                break
            body = body or (self._lines[self._index][0], self._lines[last][0])
            self._index = last + 1
        return body

    def _find(self, delimiter: str) -> int | None:
        if delimiter in self._missing:
            return None
        for index in range(self._index, len(self._lines)):
            if self._text[slice(*self._lines[index])].lstrip("\t") == delimiter:
                return index
        self._missing.add(delimiter)
        return None


def _physical_lines(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each line, without its break."""
    start = 0
    for line in text.split("\n"):
        yield start, start + len(line.removesuffix("\r"))
        start += len(line) + 1


def _escape(text: str, lines: list[tuple[int, int]]) -> str:
    """The character that joins lines: the directive may stand in the comments at the top, before anything else."""
    for start, end in lines:
        directive = _DIRECTIVE.fullmatch(text, start, end)
        if directive is None:
            break
        if directive[1].lower() == "escape" and directive[2] in ("\\", "`"):
            return directive[2]
    return "\\"


def _empty(text: str, start: int, end: int) -> bool:
    line = text[start:end].lstrip()
    return not line or line.startswith("#")


def _join(text: str, pieces: list[tuple[int, int]]) -> tuple[str, TextMap]:
    builder = MapBuilder()
    parts: list[str] = []
    length, reached = 0, pieces[0][0]
    for start, end in pieces:
        builder.add(length, reached, start)
        parts.append(text[start:end])
        length += end - start
        reached = end
    return "".join(parts), builder.build()
