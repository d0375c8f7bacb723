"""From bytes to text, in any encoding a source file may come in, without losing where each character stood."""

from __future__ import annotations

import codecs

from quantum_lint.model import lazy
from quantum_lint.model.span import DeferredMap, MapBuilder, TextMap

_WIDE = lazy.pattern(r"[^\x00-\x7f]")
_UNDECODED = lazy.pattern("[\udc80-\udcff]")
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
        return text, DeferredMap(lambda: utf8_map(raw, skip))
    return text, DeferredMap(lambda: _utf16_map(text, skip))


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
