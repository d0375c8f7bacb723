"""Positions: byte spans of a file, and the map from a decoded text back to them."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence

from quantum_lint.model.named import NamedTuple


class Span(NamedTuple):
    """Half-open range of byte offsets in the original file."""

    start: int
    end: int

    def covers(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def touches(self, other: Span) -> bool:
        """Whether the two spans share at least one byte."""
        return self.start < other.end and other.start < self.end


class TextMap:
    """Maps character offsets of a text to byte offsets of the file it was cut from.

    The map is a list of breakpoints with slope one between them. A breakpoint at character `offset`
    says where the character before it ends (`end`) and where the character at it starts (`start`);
    the two differ where a text was joined from pieces (the lines of a notebook cell).
    """

    __slots__ = ("_ends", "_offsets", "_starts")

    def __init__(self, offsets: Sequence[int], ends: Sequence[int], starts: Sequence[int]) -> None:
        self._offsets = offsets
        self._ends = ends
        self._starts = starts

    @classmethod
    def identity(cls, base: int = 0) -> TextMap:
        """The map of a text whose characters are single bytes, from byte `base` on."""
        return cls((0,), (base,), (base,))

    def breakpoints(self) -> tuple[Sequence[int], Sequence[int], Sequence[int]]:
        """The parallel columns offset, end, start."""
        return self._offsets, self._ends, self._starts

    def start(self, offset: int) -> int:
        """Byte at which the character at `offset` starts."""
        offsets, _, starts = self.breakpoints()
        index = bisect_right(offsets, offset) - 1
        return starts[index] + offset - offsets[index]

    def end(self, offset: int) -> int:
        """Byte just after the character before `offset`."""
        offsets, ends, starts = self.breakpoints()
        index = bisect_right(offsets, offset) - 1
        return ends[index] if offsets[index] == offset else starts[index] + offset - offsets[index]

    def span(self, start: int, end: int) -> Span:
        """The bytes of the characters from `start` up to `end`."""
        first = self.start(start)
        return Span(first, max(first, self.end(end)) if end > start else first)

    def offset(self, byte: int) -> int:
        """The character that holds `byte`, or the first one after it where it belongs to none."""
        offsets, ends, starts = self.breakpoints()
        index = max(bisect_right(starts, byte) - 1, 0)
        offset = offsets[index] + max(byte - starts[index], 0)
        if index + 1 == len(offsets):
            return offset
        following = offsets[index + 1]
        return following if byte >= ends[index + 1] else min(offset, following - 1)

    def part(self, start: int, end: int) -> TextMap:
        """The map of the text's slice from `start` to `end`."""
        return self.through(TextMap((0,), (start,), (start,)), end - start)

    def through(self, inner: TextMap, length: int) -> TextMap:
        """The map of a text of `length` characters that `inner` maps to characters of this one's text."""
        outer_offsets, outer_ends, outer_starts = self.breakpoints()
        offsets, ends, starts = inner.breakpoints()
        builder = MapBuilder()
        for index, offset in enumerate(offsets):
            builder.add(offset, self.end(ends[index]), self.start(starts[index]))
            last = index + 1 == len(offsets)
            stop = starts[index] + ((length if last else offsets[index + 1]) - offset)
            first = bisect_right(outer_offsets, starts[index])
            final = bisect_right(outer_offsets, stop) if last else bisect_left(outer_offsets, stop)
            for outer in range(first, final):
                at = offset + outer_offsets[outer] - starts[index]
                builder.add(at, outer_ends[outer], outer_starts[outer])
        return builder.build()


class DeferredMap(TextMap):
    """A map that is made when first asked: most texts never have a hit, so most maps are never needed."""

    __slots__ = ("_build", "_made")

    def __init__(self, build: Callable[[], TextMap]) -> None:
        self._build = build
        self._made: TextMap | None = None

    def _map(self) -> TextMap:
        if self._made is None:
            self._made = self._build()
        return self._made

    def breakpoints(self) -> tuple[Sequence[int], Sequence[int], Sequence[int]]:
        """The columns of the map that `build` makes."""
        return self._map().breakpoints()

    def start(self, offset: int) -> int:
        """As the map that `build` makes says."""
        return self._map().start(offset)

    def end(self, offset: int) -> int:
        """As the map that `build` makes says."""
        return self._map().end(offset)

    def offset(self, byte: int) -> int:
        """As the map that `build` makes says."""
        return self._map().offset(byte)


class JoinedMap(TextMap):
    """The map of texts with a line feed between each and the next; only those that are asked about are made.

    Each text comes with its map and its length, which is not 0. They stand in the file in the order in which they are
    joined; a line feed between two of them stands where the first one ends.
    """

    __slots__ = ("_firsts", "_lengths", "_maps")

    def __init__(self, maps: Sequence[TextMap], lengths: Sequence[int]) -> None:
        self._maps = maps
        self._lengths = lengths
        self._firsts = [0]
        for length in lengths[:-1]:
            self._firsts.append(self._firsts[-1] + length + 1)

    def breakpoints(self) -> tuple[Sequence[int], Sequence[int], Sequence[int]]:
        """The columns of all the maps, one below the other."""
        builder = MapBuilder()
        for number, (first, inner) in enumerate(zip(self._firsts, self._maps, strict=True)):
            if number:
                builder.add(first - 1, self._stop(number - 1), self._stop(number - 1))
            for at, end, start in zip(*inner.breakpoints(), strict=True):
                builder.add(first + at, end if at or not number else self._stop(number - 1), start)
        return builder.build().breakpoints()

    def start(self, offset: int) -> int:
        """Byte at which the character at `offset` starts."""
        number = bisect_right(self._firsts, offset) - 1
        return self._maps[number].start(offset - self._firsts[number])

    def end(self, offset: int) -> int:
        """Byte just after the character before `offset`."""
        number = bisect_right(self._firsts, offset) - 1
        at = offset - self._firsts[number]
        return self._maps[number].end(at) if at or not number else self._stop(number - 1)

    def offset(self, byte: int) -> int:
        """The character that holds `byte`, or the first one after it where it belongs to none."""
        number = max(bisect_right(self._maps, byte, key=lambda inner: inner.start(0)) - 1, 0)
        if number + 1 < len(self._maps) and byte >= self._stop(number):
            return self._firsts[number + 1]
        return self._firsts[number] + self._maps[number].offset(byte)

    def _stop(self, number: int) -> int:
        """Byte just after a text."""
        return self._maps[number].start(self._lengths[number])


class MapBuilder:
    """Collects breakpoints in text order; 24 bytes each, where lists would take five times as much."""

    def __init__(self) -> None:
        self._offsets = array("q")
        self._ends = array("q")
        self._starts = array("q")

    def add(self, offset: int, end: int, start: int) -> None:
        """Characters from `offset` on start at byte `start`; the one before ended at byte `end`."""
        if self._offsets and self._offsets[-1] == offset:
            self._starts[-1] = start
            return
        self._offsets.append(offset)
        self._ends.append(end)
        self._starts.append(start)

    def build(self) -> TextMap:
        """The finished map."""
        return TextMap(self._offsets or (0,), self._ends or (0,), self._starts or (0,))
