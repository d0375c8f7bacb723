"""A notebook's JSON, read twice: at once for the values, by msgspec, and only when a span is asked for the positions.

msgspec reads 2 GB/s and leaves what nobody asks for (images, mostly) as it is, but knows no positions and stops at the
first thing that is no JSON. The reader with positions is forgiving and a hundred times slower.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cached_property
from itertools import pairwise
from typing import Any, TypeVar

import msgspec

from quantum_lint.model import lazy
from quantum_lint.model.file import File
from quantum_lint.model.fragment import Fragment, Problem
from quantum_lint.model.span import DeferredMap, MapBuilder, Span, TextMap
from quantum_lint.parse import whole
from quantum_lint.parse.decode import decode, utf8_map
from quantum_lint.parse.json import JsonDocument, Node, add_escapes
from quantum_lint.parse.json_places import JsonPlaces

Path = tuple[str | int, ...]
NOTHING = msgspec.Raw(b"")


class Output(msgspec.Struct):
    """An output; before format 4 the MIME values stood in it under short names."""

    output_type: Any = ""
    name: Any = ""
    execution_count: Any = None
    data: dict[str, msgspec.Raw] | None = None
    text: msgspec.Raw = NOTHING
    traceback: msgspec.Raw = NOTHING
    evalue: msgspec.Raw = NOTHING
    metadata: msgspec.Raw = NOTHING
    html: msgspec.Raw = NOTHING
    svg: msgspec.Raw = NOTHING
    latex: msgspec.Raw = NOTHING
    json: msgspec.Raw = NOTHING
    javascript: msgspec.Raw = NOTHING


class Cell(msgspec.Struct):
    """A cell; before format 4 code stood under `input` and named its own language."""

    cell_type: Any = ""
    id: Any = None
    source: msgspec.Raw = NOTHING
    input: msgspec.Raw = NOTHING
    language: Any = None
    execution_count: Any = None
    outputs: list[Output] | None = None
    metadata: msgspec.Raw = NOTHING
    attachments: dict[str, dict[str, msgspec.Raw]] | None = None


class Sheet(msgspec.Struct):
    """A worksheet of format 3."""

    cells: list[Cell] | None = None


class Content(msgspec.Struct):
    """A whole notebook."""

    cells: list[Cell] | None = None
    worksheets: list[Sheet] | None = None
    metadata: msgspec.Raw = NOTHING
    nbformat: Any = None


Structure = TypeVar("Structure", bound=msgspec.Struct)
#: Fields that are lists of structures, and those that are read as they are; the others stay raw.
_STRUCTURES: dict[str, type[msgspec.Struct]] = {"cells": Cell, "worksheets": Sheet, "outputs": Output}
_PLAIN = frozenset(("output_type", "name", "cell_type", "id", "language", "nbformat"))
_CONTENT = msgspec.json.Decoder(Content)
#: How a string or a list of strings starts.
_TEXT = lazy.pattern(rb'"|\[\s*["\]]')
_SAYS = lazy.pattern(rb'[:\[,]\s*"[^"]')
_LINES = msgspec.json.Decoder(str | list[str])


class NotebookFile:
    """The content of a notebook file, and the way from its values back to the file."""

    def __init__(self, file: File) -> None:
        self._file = file
        self.content = _decoded(file.data) or _lenient(self.document.root, Content) or Content()

    @cached_property
    def raw(self) -> Fragment:
        """The whole file as text."""
        return whole(self._file)

    @cached_property
    def document(self) -> JsonDocument:
        """The whole file with positions."""
        return JsonDocument(self.raw)

    def decoded(self) -> Any:
        """The whole file as plain Python values, or None where it is no JSON."""
        try:
            return msgspec.json.decode(self._file.data)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            return None

    def problems(self) -> list[Problem]:
        """Why the file cannot be opened as a notebook."""
        if "document" in self.__dict__ and self.document.problems:
            return self.document.problems
        if self.cells() is None:
            return [Problem(Span(0, 0), "This is JSON, but no notebook: it has no cells.")]
        return []

    def cells(self) -> list[tuple[Path, Cell]] | None:
        """Every cell with its path."""
        if self.content.cells is not None:
            return [(("cells", index), cell) for index, cell in enumerate(self.content.cells)]
        if self.content.worksheets is not None:
            return [
                (("worksheets", place, "cells", index), cell)
                for place, sheet in enumerate(self.content.worksheets)
                for index, cell in enumerate(sheet.cells or ())
            ]
        return None

    def cell_at(self, byte: int) -> int | None:
        """The position of the cell that a byte of the file stands in; None where it stands in none."""
        number = bisect_right(self._cell_spans, byte, key=lambda span: span.start) - 1
        return number if number >= 0 and byte < self._cell_spans[number].end else None

    @cached_property
    def _cell_spans(self) -> list[Span]:
        return [self._span(path) for path, _ in self.cells() or ()]

    def text(self, path: Path) -> TextMap:
        """The map of a text: a string, or a list of strings."""
        return DeferredMap(lambda: self._join([self._strings(path)]))

    def lines(self, path: Path) -> TextMap:
        """The map of a list of strings with a line feed between each and the next."""
        return DeferredMap(lambda: self._join([[string] for string in self._strings(path)]))

    def value(self, path: Path) -> TextMap:
        """The map of a value as `value_of` gives it: decoded if it is a text, else as it is written."""
        return DeferredMap(lambda: self._join([self._strings(path)]) if self._is_text(path) else self._verbatim(path))

    def verbatim(self, path: Path) -> TextMap:
        """The map of the JSON text of the value at `path`."""
        return DeferredMap(lambda: self._verbatim(path))

    def _is_text(self, path: Path) -> bool:
        return _TEXT.match(self._written(self._span(path))[0].encode("utf-8", "replace")) is not None

    def _verbatim(self, path: Path) -> TextMap:
        return self._written(self._span(path))[1]

    def _span(self, path: Path) -> Span:
        """The bytes of the value at the path."""
        if self._places:
            with suppress(LookupError):
                return Span(*self._places.at(path))
        node = self.place(path)
        return self.raw.span(node.start, node.end)

    def _strings(self, path: Path) -> list[Span]:
        """The insides of the strings of a list; of a string, its own."""
        if self._places:
            with suppress(LookupError):
                return [Span(*place) for place in self._places.strings(path)]
        node = self.place(path)
        return [self.raw.span(*item.inside) for item in node.items() or [node] if item.kind == "string"]

    @cached_property
    def _places(self) -> JsonPlaces | None:
        """The places of a file that msgspec reads as it is."""
        return JsonPlaces(self._file.data) if _attempt(self._file.data) else None

    def place(self, path: Path) -> Node:
        """The value at the path. Raises LookupError where there is none."""
        node = self.document.lookup(*path)
        if node is None:
            raise LookupError(path)
        return node

    def _join(self, texts: Iterable[Sequence[Span]]) -> TextMap:
        builder = MapBuilder()
        offset, end = 0, 0
        for number, strings in enumerate(texts):
            if number:
                builder.add(offset, end, end)
                offset += 1
            for string in strings:
                builder.add(offset, end, string.start)
                offset, end = self._add(builder, offset, string), string.end
        return builder.build()

    def _add(self, builder: MapBuilder, offset: int, string: Span) -> int:
        """Map a string of the file; returns the offset after its last character."""
        if self._places and self._file.data[string.start : string.end].isascii():
            return add_escapes(builder, offset, self._single_bytes, string.start, string.end)
        text, mapped = self._written(string)
        inner = MapBuilder()
        length = add_escapes(inner, 0, text, 0, len(text))
        for at, end, start in zip(*mapped.through(inner.build(), length).breakpoints(), strict=True):
            builder.add(offset + at, end, start)
        return offset + length

    def _written(self, span: Span) -> tuple[str, TextMap]:
        """What stands at the span, and its map."""
        if self._places:
            text = self._file.data[span.start : span.end].decode("utf-8", "surrogateescape")
            return text, utf8_map(text, span.start)
        start, end = self.raw.map.offset(span.start), self.raw.map.offset(span.end)
        return self.raw.text[start:end], self.raw.map.part(start, end)

    @cached_property
    def _single_bytes(self) -> str:
        """The file as if each byte were a character."""
        return self._file.data.decode("latin-1")

    def removal(self, path: Path, indices: Iterable[int]) -> tuple[Span, ...]:
        """What to take out of the file so that these items of the list at `path` are gone, with a comma each."""
        return _without(self._inside(path), self._items(path), frozenset(indices))

    def without(self, path: Path, keys: Iterable[str]) -> tuple[Span, ...]:
        """What to take out of the file so that these keys of the object at `path` are gone, with a comma each."""
        members, gone = list(self.place(path).members()), frozenset(keys)
        found = frozenset(index for index, (key, _) in enumerate(members) if key.string() in gone)
        return _without(self._inside(path), [self.raw.span(key.start, value.end) for key, value in members], found)

    def _items(self, path: Path) -> list[Span]:
        if self._places:
            with suppress(LookupError):
                return [Span(*place) for place in self._places.items(path)]
        return [self.raw.span(item.start, item.end) for item in self.place(path).items()]

    def _inside(self, path: Path) -> Span:
        """What stands between the brackets of the value."""
        if self._places:
            with suppress(LookupError):
                start, end = self._places.at(path)
                return Span(start + 1, end - 1)
        node = self.place(path)
        return self.raw.span(node.start + 1, node.end - 1)


def _without(inside: Span, items: Sequence[Span], gone: frozenset[int]) -> tuple[Span, ...]:
    """The bytes to take out so that these of the items between two brackets are gone."""
    if gone.issuperset(range(len(items))):
        return (inside,)
    kept = [index for index in range(len(items)) if index not in gone]
    runs = [Span(items[before].end, items[after - 1].end) for before, after in pairwise([*kept, len(items)])]
    first = [Span(items[0].start, items[kept[0]].start)] if kept[0] else []
    return tuple(run for run in (*first, *runs) if run.start < run.end)


def text_of(raw: msgspec.Raw) -> str:
    """A string, or a list of strings joined; what is neither gives no text."""
    return "".join(strings_of(raw))


def strings_of(raw: msgspec.Raw) -> list[str]:
    """The strings of a list; of a string, itself."""
    if raw is NOTHING:
        return []
    try:
        value = _LINES.decode(raw)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return _strings(JsonDocument(whole(File("", "json", bytes(raw)))).root)
    return [value] if isinstance(value, str) else value


def value_of(raw: msgspec.Raw) -> str:
    """A string, or the strings of a list, joined; any other value as it is written."""
    return text_of(raw) if is_text(raw) else bytes(raw).decode("utf-8", "replace")


def is_text(raw: msgspec.Raw) -> bool:
    """Whether the value is a string or a list of strings, by how it starts."""
    return _TEXT.match(memoryview(raw)) is not None


def says(raw: msgspec.Raw) -> str:
    """Metadata as it is written; nothing where it is not worth reading: flags and numbers say nothing about anybody."""
    data = bytes(raw)
    return data.decode("utf-8", "replace") if _SAYS.search(data) else ""


def json_of(raw: msgspec.Raw) -> Any:
    """The value, or None where it cannot be read."""
    try:
        return msgspec.json.decode(raw) if bytes(raw) else None
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        root = JsonDocument(whole(File("", "json", bytes(raw)))).root
        return root.value() if root else None


def _strings(node: Node | None) -> list[str]:
    if node is None:
        return []
    return [item.string() for item in node.items() or [node] if item.kind == "string"]


def _decoded(data: bytes) -> Content | None:
    """What msgspec reads; a second time from clean UTF-8, if the file is not."""
    return _attempt(data) or _attempt(decode(data)[0].encode("utf-8", "replace"))


def _attempt(data: bytes) -> Content | None:
    try:
        return _CONTENT.decode(data)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None


def _lenient(node: Node | None, kind: type[Structure]) -> Structure | None:
    """As much of the structure as is there, read through the nodes."""
    if node is None or node.kind != "object":
        return None
    names = kind.__struct_fields__
    members = ((key.string(), value) for key, value in node.members())
    return kind(**{name: _field(name, value) for name, value in members if name in names})


def _field(name: str, node: Node) -> Any:
    if name in _STRUCTURES:
        kind = _STRUCTURES[name]
        return [_lenient(item, kind) or kind() for item in node.items()] if node.kind == "array" else None
    if name == "data":
        return dict(_raw_members(node))
    if name == "attachments":
        return {key.string(): dict(_raw_members(value)) for key, value in node.members()}
    if name in _PLAIN:
        return node.string() if node.kind == "string" else None
    return _raw(node)


def _raw(node: Node) -> msgspec.Raw:
    return msgspec.Raw(node.text.encode("utf-8", "replace"))


def _raw_members(node: Node) -> Iterator[tuple[str, msgspec.Raw]]:
    for key, value in node.members():
        yield key.string(), _raw(value)
