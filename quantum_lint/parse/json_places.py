"""Where values stand in a JSON text: found by msgspec, level by level, without reading what nobody asks for.

msgspec says how long each value is that it leaves as it is, but not where it stands. As values follow each other with
only white space, commas and keys between them, their places follow from their lengths; each is compared with what
stands there. Two hundred times as fast as the reader that knows all positions, which remains for broken texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from quantum_lint.model import lazy

Path = tuple[str | int, ...]
#: First byte of a value and the one after its last.
Place = tuple[int, int]

_ITEMS = msgspec.json.Decoder(list[msgspec.Raw])
_MEMBERS = msgspec.json.Decoder(dict[str, msgspec.Raw])
_BLANK = lazy.pattern(rb"[ \t\r\n]*")
_KEY = lazy.pattern(rb'[ \t\r\n]*"[^"\\]*(?:\\.[^"\\]*)*"[ \t\r\n]*:[ \t\r\n]*')
_COMMA = lazy.pattern(rb"[ \t\r\n]*,?")


class JsonPlaces:
    """The places in `data`, which msgspec can read. A method raises LookupError where it finds no such value."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        start = _end(_BLANK, data, 0)
        self._whole = start, len(data.rstrip(b" \t\r\n"))
        self._children: dict[int, dict[str | int, Place]] = {}

    def at(self, path: Path) -> Place:
        """The place of the value that the keys and positions lead to."""
        place = self._whole
        for step in path:
            place = self._below(place)[step]
        return place

    def items(self, path: Path) -> list[Place]:
        """The places of the items of a list, or of the values of an object."""
        return list(self._below(self.at(path)).values())

    def strings(self, path: Path) -> list[Place]:
        """The insides of the strings of a list, of a string its own; no quotes."""
        place = self.at(path)
        # Not kept: a notebook of 50 MB may have a million lines.
        places = [each for _, each in self._inside(place)] if self._data[place[0]] == ord("[") else [place]
        return [(start + 1, end - 1) for start, end in places if self._data[start] == ord('"')]

    def _below(self, place: Place) -> dict[str | int, Place]:
        """The places of the items or members of a value, by position or key."""
        found = self._children.get(place[0])
        if found is None:
            found = self._children[place[0]] = dict(self._inside(place))
        return found

    def _inside(self, place: Place) -> Iterator[tuple[str | int, Place]]:
        data, (start, end) = self._data, place
        position = start + 1
        before = _BLANK if data[start] == ord("[") else _KEY
        for step, raw in self._items(place):
            value = memoryview(raw)
            first = _end(before, data, position)
            last = first + len(value)
            # Two views are compared item by item, which takes ten times as long.
            if not data.startswith(value, first):
                raise LookupError(place)
            yield step, (first, last)
            position = _end(_COMMA, data, last)
        # Of a key that occurs twice msgspec gives only one value.
        if _end(_BLANK, data, position) != end - 1:
            raise LookupError(place)

    def _items(self, place: Place) -> Iterable[tuple[str | int, msgspec.Raw]]:
        written = memoryview(self._data)[slice(*place)]
        try:
            return (
                enumerate(_ITEMS.decode(written))
                if self._data[place[0]] == ord("[")
                else _MEMBERS.decode(written).items()
            )
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
            raise LookupError(place) from error


def _end(pattern: re.Pattern[bytes], data: bytes, position: int) -> int:
    match = pattern.match(data, position)
    return match.end() if match else position
