"""A text that is put together from pieces of another one, with the map back to where each piece is written."""

from __future__ import annotations

from quantum_lint.model.span import MapBuilder, TextMap


class JoinedText:
    """The text so far and its map."""

    def __init__(self) -> None:
        self._map = MapBuilder()
        self._pieces: list[str] = []
        self._length = 0

    def insert(self, text: str, at: int) -> None:
        """Characters that are not written anywhere; they stand at `at`."""
        self._map.add(self._length, at, at)
        self._append(text)
        self._map.add(self._length, at, at)

    def stand_in(self, text: str, start: int, end: int) -> None:
        """Characters for those from `start` to `end`, which mean the same in other words."""
        self._map.add(self._length, start, start)
        self._append(text)
        self._map.add(self._length, end, end)

    def copy(self, text: str, inner: TextMap, start: int, end: int) -> None:
        """The slice from `start` to `end` of a text that `inner` maps to where it is written."""
        offsets, ends, starts = inner.part(start, end).breakpoints()
        for offset, stop, begin in zip(offsets, ends, starts, strict=True):
            self._map.add(self._length + offset, stop, begin)
        self._append(text[start:end])
        last = inner.span(start, end).end
        self._map.add(self._length, last, last)

    def build(self) -> tuple[str, TextMap]:
        """The text, and the map from its characters to where they are written."""
        return "".join(self._pieces), self._map.build()

    def _append(self, text: str) -> None:
        self._pieces.append(text)
        self._length += len(text)
