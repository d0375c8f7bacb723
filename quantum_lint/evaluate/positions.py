"""Where the nodes of a syntax tree stand in the file."""

from __future__ import annotations

import ast
import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from quantum_lint.model.fragment import Fragment
from quantum_lint.model.span import Span

_LINE_END = re.compile(r"\r\n|\r|\n")

#: Strings (group `body` is what stands between the quotes) and comments. A string that is never closed runs to the
#: end of its line or of the text, so that the scan is linear on any input.
TOKENS = re.compile(
    r"(?P<comment>\#[^\r\n]*)"
    r'|(?:"""(?P<body1>(?:[^\\]|\\.)*?)(?:"""|\Z))'
    r"|(?:'''(?P<body2>(?:[^\\]|\\.)*?)(?:'''|\Z))"
    r'|(?:"(?P<body3>(?:[^"\\\r\n]|\\.)*)"?)'
    r"|(?:'(?P<body4>(?:[^'\\\r\n]|\\.)*)'?)",
    re.DOTALL,
)


class Positions:
    """Turns the lines and UTF-8 columns of one parsed part into characters of the fragment and bytes of the file.

    `path` is None for the file that is read, and leads to any other file of the tree.
    """

    __slots__ = ("_ascii", "_base", "_lines", "_text", "fragment", "part", "path")

    def __init__(self, fragment: Fragment, text: str, base: int, part: int = 0, path: str | None = None) -> None:
        self.fragment = fragment
        self.part = part
        self.path = path
        self._text = text
        self._base = base
        self._ascii = text.isascii()
        self._lines: list[int] | None = None

    def offset(self, line: int, column: int) -> int:
        """The character of the fragment's text at a line (from 1) and UTF-8 column (from 0) of the part."""
        lines = self._starts()
        start = lines[min(line, len(lines)) - 1]
        if self._ascii:
            return self._base + start + column
        head = self._text[start : start + column].encode("utf-8", "replace")[:column]
        return self._base + start + len(head.decode("utf-8", "ignore"))

    def lines_with(self, pattern: re.Pattern[str]) -> list[int]:
        """The lines of the part, from 1, on which a match of the pattern starts."""
        found = [match.start() for match in pattern.finditer(self._text)]
        starts = self._starts() if found else ()
        return list(dict.fromkeys(bisect_right(starts, start) for start in found))

    def _starts(self) -> list[int]:
        """The first character of each line."""
        if self._lines is None:
            self._lines = [0, *(match.end() for match in _LINE_END.finditer(self._text))]
        return self._lines

    def characters(self, node: ast.AST) -> tuple[int, int]:
        """The characters of the fragment's text that an expression or statement takes."""
        where: ast.expr = node  # type: ignore[assignment]
        end_line, end_column = where.end_lineno or where.lineno, where.end_col_offset
        start = self.offset(where.lineno, where.col_offset)
        return start, self.offset(end_line, end_column or 0)

    def span(self, node: ast.AST) -> Span:
        """The file's bytes of a node."""
        return self.fragment.span(*self.characters(node))

    def text(self, node: ast.AST) -> str:
        """The source of a node."""
        start, end = self.characters(node)
        return self.fragment.text[start:end]

    def literal_spans(self, node: ast.AST) -> tuple[Span, ...]:
        """The bytes of a literal; of a string what is between the quotes, once for each piece."""
        return tuple(self.fragment.span(*place) for place in self.literal_places(node))

    def literal_places(self, node: ast.AST) -> tuple[tuple[int, int], ...]:
        """The same as characters of the fragment's text."""
        start, end = self.characters(node)
        source = self.fragment.text[start:end]
        if "'" not in source and '"' not in source:
            return ((start, end),)
        pieces = []
        for match in TOKENS.finditer(source):
            if match["comment"] is None and match.lastgroup is not None:
                first, last = match.span(match.lastgroup)
                if last > first:
                    pieces.append((start + first, start + last))
        return tuple(pieces)


class Where(NamedTuple):
    """A node and the positions it belongs to; the span is worked out when somebody asks for it."""

    positions: Positions
    node: ast.AST

    @property
    def span(self) -> Span:
        """The node's bytes."""
        return self.positions.span(self.node)

    @property
    def text(self) -> str:
        """The node's source."""
        return self.positions.text(self.node)

    @property
    def literal_spans(self) -> tuple[Span, ...]:
        """The bytes of the literal, without quotes."""
        return self.positions.literal_spans(self.node)


class Source(NamedTuple):
    """A parsed part: its statements and where they stand."""

    body: Sequence[ast.stmt]
    positions: Positions
