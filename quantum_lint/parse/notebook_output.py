"""The outputs of a notebook cell as fragments: every stream, traceback and MIME value that is text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from quantum_lint.model import lazy
from quantum_lint.model.fragment import Cell, Fragment, Part
from quantum_lint.model.span import DeferredMap, MapBuilder, Span, TextMap
from quantum_lint.parse.json_places import Path
from quantum_lint.parse.notebook_file import (
    NOTHING,
    NotebookFile,
    Output,
    is_text,
    says,
    strings_of,
    text_of,
    value_of,
)
from quantum_lint.parse.output_view import readable, without_colours

#: Jupyter's own names for outputs that have no MIME type in the file.
STDOUT, STDERR, ERROR = (f"application/vnd.jupyter.{name}" for name in ("stdout", "stderr", "error"))
#: MIME types that hold no text. SVG is text, and tools write comments into it.
_BINARY = lazy.pattern(
    r"image/(?!svg)|audio/|video/|font/|application/(pdf|octet-stream|zip|x-font|vnd\.ms-fontobject)"
)
#: Format 3: names of the MIME values in the output itself.
SHORT = {
    "text": "text/plain",
    "html": "text/html",
    "svg": "image/svg+xml",
    "latex": "text/latex",
    "json": "application/json",
    "javascript": "application/javascript",
}


def title_of(mime: str) -> str:
    """What people call an output of the MIME type."""
    return {STDOUT: "standard output", STDERR: "standard error", ERROR: "traceback"}.get(mime, mime)


def stream_of(output: Output) -> str:
    """Jupyter's own name for what the output is, as a MIME type; empty where it has MIME types of its own."""
    if output.output_type in ("error", "pyerr"):
        return ERROR
    if output.output_type != "stream":
        return ""
    return STDERR if output.name == "stderr" else STDOUT


class OutputPlace(NamedTuple):
    """Where the outputs of a cell stand in the file: `path` leads to the list of them."""

    file: NotebookFile
    path: Path

    def removal(self, indices: Iterable[int]) -> tuple[Span, ...]:
        """What to take out of the file so that these outputs, and nothing else, are gone."""
        return self.file.removal(self.path, indices)


class Text(NamedTuple):
    """A text of an output: where it stands in it, its MIME type, what it says, and the map to the file.

    `written` is set where the text is JSON as it stands in the file, not a string of it.
    """

    mime: str
    text: str
    map: TextMap
    written: bool = False


def types_of(output: Output) -> Iterator[str]:
    """The MIME types that an output is given in."""
    stream = stream_of(output)
    if stream:
        yield stream
        return
    yield from output.data or ()
    yield from (mime for name, mime in SHORT.items() if getattr(output, name) is not NOTHING)


def is_binary(mime: str) -> bool:
    """Whether values of the MIME type hold no text."""
    return _BINARY.match(mime) is not None


def outputs_of(
    file: NotebookFile, cell: Cell, path: Path, outputs: Sequence[Output], traits: frozenset[str]
) -> Iterator[Fragment]:
    """The fragments of a cell's outputs; what one stream wrote in a row is one text."""
    place = OutputPlace(file, (*path, "outputs"))
    for stream, numbered in groupby(enumerate(outputs), lambda each: stream_of(each[1])):
        group = list(numbered)
        if stream in (STDOUT, STDERR):
            yield _streamed(place, stream, group, cell, traits)
        for index, output in group:
            owner = cell._replace(output=index)
            for text in _texts(file, (*place.path, index), output):
                yield _fragment(place, text, owner, traits)
            yield from _metadata(file, (*place.path, index, "metadata"), output, owner, traits)


def _metadata(
    file: NotebookFile, path: Path, output: Output, owner: Cell, traits: frozenset[str]
) -> Iterator[Fragment]:
    metadata = says(output.metadata)
    if metadata:
        parts = (Part(0, len(metadata), owner),)
        label = f"output {owner.output} metadata"
        yield Fragment("notebook-metadata", metadata, file.verbatim(path), parts, traits, label)


def _texts(file: NotebookFile, path: Path, output: Output) -> Iterator[Text]:
    """Every text of an output that is no stream."""
    named = stream_of(output)
    if named:
        yield from _error(file, path, output) if named == ERROR else ()
        return
    for mime, value in (output.data or {}).items():
        if not is_binary(mime):
            yield Text(mime, value_of(value), file.value((*path, "data", mime)), not is_text(value))
    for step, mime in SHORT.items():
        value = getattr(output, step)
        if value is not NOTHING:
            yield Text(mime, value_of(value), file.value((*path, step)), not is_text(value))


def _error(file: NotebookFile, path: Path, output: Output) -> Iterator[Text]:
    """The traceback, and the message apart where the traceback does not repeat it."""
    traceback = "\n".join(strings_of(output.traceback))
    yield Text(ERROR, traceback, file.lines((*path, "traceback")))
    message = text_of(output.evalue)
    if message and without_colours(message) not in without_colours(traceback):
        yield Text(ERROR, message, file.value((*path, "evalue")))


def _fragment(place: OutputPlace, text: Text, owner: Cell, traits: frozenset[str]) -> Fragment:
    shown, mapped, _ = _read(text)
    parts = (Part(0, len(shown), owner._replace(mime=text.mime)),)
    return Fragment("output", shown, mapped, parts, traits, f"output {owner.output} {text.mime}", place)


def _streamed(
    place: OutputPlace, stream: str, group: Sequence[tuple[int, Output]], cell: Cell, traits: frozenset[str]
) -> Fragment:
    """One text of what a stream wrote into several outputs, with a part for each."""
    written = [text_of(output.text) for _, output in group]
    maps = [place.file.value((*place.path, index, "text")) for index, _ in group]
    shown, mapped, view = _read(Text(stream, "".join(written), _in_a_row(maps, written)))
    ends = [0]
    for text in written:
        ends.append(ends[-1] + len(text))
    limits = [*(view.offset(end) if view else end for end in ends[:-1]), len(shown)]
    owners = (cell._replace(output=index, mime=stream) for index, _ in group)
    parts = tuple(Part(start, end, owner) for (start, end), owner in zip(pairwise(limits), owners, strict=True))
    return Fragment("output", shown, mapped, parts, traits, f"output {group[0][0]} {stream}", place)


def _read(text: Text) -> tuple[str, TextMap, TextMap | None]:
    """What people read, its map to the file, and, if it differs from the text, its map to that."""
    shown, view = readable(text.text, text.mime, text.written)
    if view is None:
        return shown, text.map, None
    inner = view
    return shown, DeferredMap(lambda: text.map.through(inner, len(shown))), view


def _in_a_row(maps: Sequence[TextMap], texts: Sequence[str]) -> TextMap:
    """The map of texts that follow each other with nothing between them."""
    if len(maps) == 1:
        return maps[0]

    def build() -> TextMap:
        builder = MapBuilder()
        offset = end = 0
        for mapped, text in zip(maps, texts, strict=True):
            for at, stop, start in zip(*mapped.breakpoints(), strict=True):
                builder.add(offset + at, stop if at or not offset else end, start)
            offset, end = offset + len(text), mapped.end(len(text))
        return builder.build()

    return DeferredMap(build)
