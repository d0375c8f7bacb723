"""From a byte span to what people read: line, column, cell, and the lines to show."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from quantum_lint.masking import mask
from quantum_lint.model.file import File
from quantum_lint.model.finding import CellPlace, FrameLine, Place
from quantum_lint.model.fragment import Cell, Fragment, Part
from quantum_lint.model.span import Span, TextMap
from quantum_lint.parse.decode import decode

#: Lines shown around the marked ones, the most marked lines shown, and the most characters of one line.
AROUND = 1
MOST_LINES = 4
WIDEST = 400


class Lines:
    """The lines of a text: where each starts."""

    def __init__(self, text: str, start: int = 0, end: int | None = None) -> None:
        self.text = text
        self.end = len(text) if end is None else end
        self.starts = [start, *_line_starts(text, start, self.end)]

    def number(self, offset: int) -> int:
        """The line of a character, from 0."""
        return bisect_right(self.starts, offset) - 1

    def bounds(self, number: int) -> tuple[int, int]:
        """First character of a line and the one after its last, line end left out."""
        start = self.starts[number]
        stop = self.starts[number + 1] if number + 1 < len(self.starts) else self.end
        return start, max(start, start + len(self.text[start:stop].rstrip("\r\n")))


def _line_starts(text: str, start: int, end: int) -> Iterator[int]:
    at = text.find("\n", start, end)
    while at != -1:
        yield at + 1
        at = text.find("\n", at + 1, end)


class _Placed(NamedTuple):
    """A piece of the file and where it stands."""

    start: int
    end: int
    fragment: Fragment
    part: Part


class _Cell:
    """The pieces of one cell; where they stand is worked out when asked for."""

    def __init__(self) -> None:
        self.pieces: list[tuple[Fragment, Part]] = []

    @cached_property
    def placed(self) -> list[_Placed]:
        """The pieces with their places."""
        return [_placed(fragment, part) for fragment, part in self.pieces]


def _placed(fragment: Fragment, part: Part) -> _Placed:
    span = fragment.span(part.start, part.end)
    return _Placed(span.start, max(span.end, span.start + 1), fragment, part)


def _size(piece: _Placed) -> int:
    return piece.end - piece.start


class Layout:
    """Answers questions about the positions of one file."""

    def __init__(self, file: File, fragments: Sequence[Fragment]) -> None:
        self._file = file
        self._fragments = fragments
        self._seen: dict[tuple[str, str, Part], tuple[TextMap, Lines]] = {}
        #: One place is asked for again and again where a loop makes circuits, or hands them on.
        self._known: dict[Span, Place] = {}

    @cached_property
    def _decoded(self) -> tuple[str, TextMap]:
        return decode(self._file.data)

    @cached_property
    def _lines(self) -> Lines:
        return Lines(self._decoded[0])

    def line(self, span: Span) -> int:
        """The line that the span starts in, from 1."""
        return self._lines.number(self._decoded[1].offset(span.start)) + 1

    def place(self, span: Span) -> Place:
        """Where the span stands; lines and columns from 1."""
        found = self._known.get(span)
        if found is None:
            found = self._known[span] = self._place(span)
        return found

    def _place(self, span: Span) -> Place:
        mapped = self._decoded[1]
        start = mapped.offset(span.start)
        end = mapped.offset(span.end - 1) + 1 if span.end > span.start else start
        line, end_line = self._lines.number(start), self._lines.number(max(start, end - 1))
        cell, label = self._cell(span)
        return Place(
            path=self._file.path,
            span=span,
            line=line + 1,
            column=start - self._lines.starts[line] + 1,
            end_line=end_line + 1,
            end_column=max(end, start) - self._lines.starts[end_line] + 1,
            cell=cell,
            label=label,
        )

    def _cell(self, span: Span) -> tuple[CellPlace | None, str]:
        fragment, part = self._home(span)
        if fragment is None or part is None or part.cell is None:
            return None, fragment.label if fragment else ""
        mapped, lines = self._view(span)
        return CellPlace(part.cell, lines.number(mapped.offset(span.start)) + 1), fragment.label

    def _view(self, span: Span) -> tuple[TextMap, Lines]:
        """What people see of the place: the lines of the cell or of the output, else those of the file."""
        _, part = self._home(span)
        if part is None or part.cell is None:
            return self._decoded[1], self._lines
        fragment, part = self._around(span, part.cell)
        place = fragment.language, fragment.label, part
        if place not in self._seen:
            self._seen[place] = fragment.map, Lines(self._written(fragment, part), part.start, part.end)
        return self._seen[place]

    def _around(self, span: Span, cell: Cell) -> tuple[Fragment, Part]:
        """The largest piece of the cell that holds the span's first byte: its source, not its metadata."""
        return next(
            (fragment, part)
            for start, end, fragment, part in reversed(self._near(span.start))
            if part.cell == cell and start <= span.start < end
        )

    def _written(self, fragment: Fragment, part: Part) -> str:
        """The fragment's text as it is written in the file: in the Python of a notebook, magics are blanked."""
        if fragment.language != "python" or self._file.language != "notebook":
            return fragment.text
        before, text, after = (
            fragment.text[: part.start],
            fragment.text[part.start : part.end],
            fragment.text[part.end :],
        )
        offset = part.start
        lines = []
        for line in text.splitlines(keepends=True):
            body = line.rstrip("\r\n")
            lines.append(self._unescaped(fragment.span(offset, offset + len(body)), body) + line[len(body) :])
            offset += len(line)
        return before + "".join(lines) + after

    def _unescaped(self, span: Span, text: str) -> str:
        """The JSON string at the span, or `text` where its length does not fit."""
        from json import loads

        try:
            found = loads(b'"' + self._file.data[span.start : span.end] + b'"', strict=False)
        except ValueError:
            return text
        return found if len(found) == len(text) else text

    @cached_property
    def _cells(self) -> dict[int | None, _Cell]:
        """The pieces of each cell, and those of none. To know where all of them stand would take long."""
        cells: dict[int | None, _Cell] = {None: _Cell()}
        for fragment in self._fragments:
            for part in fragment.parts:
                number = part.cell.index if part.cell else None
                cells.setdefault(number, _Cell()).pieces.append((fragment, part))
        return cells

    def _near(self, byte: int) -> list[_Placed]:
        """The pieces that may hold the byte, smallest first: those of no cell and of the one that it stands in."""
        notebook = next((each.content for each in self._fragments if each.language == "notebook"), None)
        number = notebook.cell_at(byte) if notebook is not None else None
        cells = [self._cells[each] for each in dict.fromkeys((None, number)) if each in self._cells]
        return sorted((piece for cell in cells for piece in cell.placed), key=_size)

    def _home(self, span: Span) -> tuple[Fragment | None, Part | None]:
        """The smallest piece of the file that holds the span's first byte."""
        for start, end, fragment, part in self._near(span.start):
            if start <= span.start < end:
                return fragment, part
        return None, None

    def text(self, span: Span) -> str:
        """The characters at the span, decoded as its fragment decodes them."""
        fragment, _ = self._home(span)
        if fragment is None:
            text, mapped = self._decoded
        else:
            text, mapped = fragment.text, fragment.map
        return text[mapped.offset(span.start) : _stop(mapped, span)]

    def frame(self, span: Span, secrets: Iterable[Span], around: int = AROUND) -> tuple[FrameLine, ...]:
        """The marked lines and those around them, masked."""
        mapped, lines = self._view(span)
        start, end = mapped.offset(span.start), _stop(mapped, span)
        first, last = lines.number(start), lines.number(max(start, end - 1))
        last = min(last, first + MOST_LINES - 1)
        numbers = range(max(first - around, 0), min(last + around, len(lines.starts) - 1) + 1)
        hidden = [found for secret in secrets if (found := _range(mapped, secret))]
        return tuple(
            line
            for number in numbers
            if (line := _frame_line(lines, number, (start, end), hidden)).text.strip() or line.mark
        )


def _stop(mapped: TextMap, span: Span) -> int:
    return mapped.offset(span.end - 1) + 1 if span.end > span.start else mapped.offset(span.start)


def _range(mapped: TextMap, span: Span) -> tuple[int, int] | None:
    """The characters of a text behind the span; None where the span lies outside of it or between its pieces."""
    found = mapped.offset(span.start), _stop(mapped, span)
    return found if mapped.span(*found).touches(span) else None


def _frame_line(lines: Lines, number: int, marked: tuple[int, int], hidden: list[tuple[int, int]]) -> FrameLine:
    start, stop = lines.bounds(number)
    text = mask(lines.text[start:stop], ((first - start, last - start) for first, last in hidden))
    left, right = max(marked[0], start) - start, min(marked[1], stop) - start
    empty = marked[0] == marked[1] and start <= marked[0] <= stop
    return _clip(number + 1, text, (left, right) if left < right or empty else None)


def _clip(number: int, text: str, mark: tuple[int, int] | None) -> FrameLine:
    """A line of a minified file is shown only around its mark."""
    if len(text) <= WIDEST:
        return FrameLine(number, text, mark)
    left = max(mark[0] - WIDEST // 4, 0) if mark else 0
    shown = text[left : left + WIDEST]
    clipped = (mark[0] - left, min(mark[1] - left, len(shown))) if mark else None
    return FrameLine(number, shown, clipped)
