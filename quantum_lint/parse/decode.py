"""From bytes to text, in any encoding a source file may come in, without losing where each character stood."""

from __future__ import annotations

import codecs
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from quantum_lint.model import lazy
from quantum_lint.model.span import DeferredMap, MapBuilder, TextMap

_WIDE = lazy.pattern(r"[^\x00-\x7f]")
_UNDECODED = lazy.pattern("[\udc80-\udcff]")
#: Characters from one mark to the next.
_BLOCK = 256
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def encoding(data: bytes) -> tuple[str, int]:
    """The encoding that the byte order mark names (UTF-8 without one) and the length of the mark."""
    for mark, name in _BOMS:
        if data.startswith(mark):
            return name, len(mark)
    return "utf-8", 0


def decode(data: bytes) -> tuple[str, TextMap]:
    """The text and its map. A byte that is no UTF-8 becomes one U+FFFD, so nothing shifts."""
    if data.isascii():
        return data.decode("ascii"), TextMap.identity()
    name, skip = encoding(data)
    raw = data[skip:].decode(name, "surrogateescape" if name == "utf-8" else "replace")
    text = _UNDECODED.sub("\ufffd", raw)
    if name == "utf-8":
        return text, Utf8Map(raw, skip)
    return text, DeferredMap(lambda: _utf16_map(text, skip))


class Utf8Map(TextMap):
    """The map of UTF-8 from byte `base` on, which counts from the nearest of its marks; lone surrogates as below.

    To know where every character stands takes 30 times as long, and a finding asks for a few.
    """

    __slots__ = ("_base", "_made", "_marks", "_raw")

    def __init__(self, raw: str, base: int) -> None:
        self._raw = raw
        self._base = base
        self._marks: list[int] = []
        self._made: TextMap | None = None

    def breakpoints(self) -> tuple[Sequence[int], Sequence[int], Sequence[int]]:
        """The columns of the map of every character."""
        if self._made is None:
            self._made = utf8_map(self._raw, self._base)
        return self._made.breakpoints()

    def start(self, offset: int) -> int:
        """Byte at which the character at `offset` starts."""
        block = min(offset, len(self._raw)) // _BLOCK
        beyond = max(offset - len(self._raw), 0)
        return self._bytes_before()[block] + _size(self._raw[block * _BLOCK : offset]) + beyond

    end = start

    def offset(self, byte: int) -> int:
        """The character that holds `byte`, or the first one after it where it belongs to none."""
        marks = self._bytes_before()
        if byte >= marks[-1]:
            return len(self._raw) + byte - marks[-1]
        block = max(bisect_right(marks, byte) - 1, 0)
        first = block * _BLOCK
        text, within = self._raw[first : first + _BLOCK], byte - marks[block]
        inside = bisect_right(range(len(text) + 1), within, key=lambda length: _size(text[:length])) - 1
        return first + max(inside, 0)

    def _bytes_before(self) -> list[int]:
        """The byte that each block of characters starts at, and one that starts with the end."""
        if not self._marks:
            starts = range(0, len(self._raw), _BLOCK)
            sizes = (_size(self._raw[start : start + _BLOCK]) for start in starts)
            self._marks = list(accumulate(sizes, initial=self._base))
        return self._marks


def _size(text: str) -> int:
    """How many bytes it is in UTF-8."""
    return len(text) if text.isascii() else len(text.encode("utf-8", "surrogateescape"))


def utf8_map(raw: str, base: int) -> TextMap:
    """The map of UTF-8 from byte `base` on; bytes that are none are lone surrogates in `raw`."""
    builder = MapBuilder()
    builder.add(0, base, base)
    surplus = base
    for match in _WIDE.finditer(raw):
        surplus += len(match[0].encode("utf-8", "surrogateescape")) - 1
        byte = match.end() + surplus
        builder.add(match.end(), byte, byte)
    return builder.build()


def _utf16_map(text: str, base: int) -> TextMap:
    builder = MapBuilder()
    byte = base
    builder.add(0, byte, byte)
    for index, character in enumerate(text, 1):
        byte += 2 if ord(character) < 0x10000 else 4
        builder.add(index, byte, byte)
    return builder.build()
