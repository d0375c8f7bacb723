"""Source lines as a terminal shows them: tabs expanded, wide characters counted twice, long lines clipped."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from quantum_lint.report.parts.printable import printable

TAB = 4
ELLIPSIS = "..."
#: In a clipped line this share of the room stands left of the mark, and never fewer than that many columns.
_SHARE_BEFORE = 3
_LEAST_BEFORE = 10


@dataclass(frozen=True, slots=True)
class ShownLine:
    """Text ready to print and the terminal columns to underline, half-open."""

    text: str
    mark: tuple[int, int] | None


def fit(text: str, mark: tuple[int, int] | None, width: int) -> ShownLine:
    """The line in at most `width` columns (0: any), its mark in view and given in columns."""
    pieces = _pieces(text.rstrip())
    edges = _edges(pieces)
    if mark is None:
        return ShownLine(_clipped(pieces, edges, 0, width)[0], None)
    first, last = _without_spaces(text, min(mark[0], len(pieces)), min(mark[1], len(pieces)))
    start, end = _window(edges, edges[first], edges[last], width)
    shown, offset = _clipped(pieces, edges, start, width)
    left = edges[first] - offset
    return ShownLine(shown, (left, max(min(edges[last], end) - offset, left + 1)))


def columns(text: str) -> int:
    """How many columns of a terminal the text takes."""
    return len(text) if text.isascii() else sum(map(_width, text))


def _pieces(text: str) -> list[str]:
    """One piece for each character: itself, or what is printed for it."""
    if text.isascii() and text.isprintable():
        return list(text)
    pieces = []
    column = 0
    for character in text:
        piece = " " * (TAB - column % TAB) if character == "\t" else printable(character)
        column += columns(piece)
        pieces.append(piece)
    return pieces


def _without_spaces(text: str, first: int, last: int) -> tuple[int, int]:
    """The marked range without the white space at its ends, unless it holds nothing else."""
    marked = text[first:last]
    if not marked.strip():
        return first, last
    return first + len(marked) - len(marked.lstrip()), last - len(marked) + len(marked.rstrip())


def _edges(pieces: list[str]) -> list[int]:
    """The column where each piece starts, and the one after the last."""
    edges = [0]
    for piece in pieces:
        edges.append(edges[-1] + columns(piece))
    return edges


def _window(edges: list[int], left: int, right: int, width: int) -> tuple[int, int]:
    """First and last column to show so that the columns from `left` to `right` are in view, or their start is."""
    total = edges[-1]
    if not width or total <= width:
        return 0, total
    before = max((width - (right - left)) // _SHARE_BEFORE, _LEAST_BEFORE)
    start = max(min(left - before, total - width), 0)
    if right <= width - len(ELLIPSIS):
        start = 0
    return start, start + width - len(ELLIPSIS)


def _clipped(pieces: list[str], edges: list[int], start: int, width: int) -> tuple[str, int]:
    """The pieces from column `start` on in `width` columns, and what to take off a column to stand right in them."""
    if not width or edges[-1] <= width:
        return "".join(pieces), 0
    lead = ELLIPSIS if start else ""
    first = next(index for index, edge in enumerate(edges) if edge >= start + len(lead))
    tail = ELLIPSIS if edges[-1] - edges[first] + len(lead) > width else ""
    room = width - len(lead) - len(tail)
    last = first
    while last < len(pieces) and edges[last + 1] - edges[first] <= room:
        last += 1
    return lead + "".join(pieces[first:last]) + tail, edges[first] - len(lead)


def _width(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
