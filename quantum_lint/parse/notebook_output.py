"""The outputs of a notebook cell as fragments: every stream, traceback and MIME value that is text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from quantum_lint.model.fragment import Cell, Fragment, Part
from quantum_lint.model.span import DeferredMap, MapBuilder, Span, TextMap
from quantum_lint.parse.notebook_file import NOTHING, NotebookFile, Output, Path, strings_of, text_of, value_of

#: Jupyter's own names for outputs that have no MIME type in the file.
STDOUT, STDERR, ERROR = (f"application/vnd.jupyter.{name}" for name in ("stdout", "stderr", "error"))
#: MIME types that hold no text. SVG is text, and tools write comments into it.
_BINARY = re.compile(r"image/(?!svg)|audio/|video/|font/|application/(pdf|octet-stream|zip|x-font|vnd\.ms-fontobject)")
#: Terminal sequences: colours and cursor, titles and links, and single characters.
_ANSI = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\^_])")
#: Format 3: names of the MIME values in the output itself.
_SHORT = {
    "text": "text/plain",
    "html": "text/html",
    "svg": "image/svg+xml",
    "latex": "text/latex",
    "json": "application/json",
    "javascript": "application/javascript",
}
_HAS_TEXT = re.compile(r'[:\[,]\s*"[^"]')


class OutputPlace(NamedTuple):
    """Where the output that a fragment was cut from stands in the file."""

    file: NotebookFile
    path: Path

    def removal(self) -> Span:
        """What to take out of the file so that the output, and nothing else, is gone."""
        return self.file.removal(self.path)


def is_binary(mime: str) -> bool:
    """Whether values of the MIME type hold no text."""
    return _BINARY.match(mime) is not None


def has_text(metadata: str) -> bool:
    """Whether metadata is worth reading: flags and numbers say nothing about anybody."""
    return _HAS_TEXT.search(metadata) is not None


def outputs_of(
    file: NotebookFile, cell: Cell, path: Path, outputs: Iterable[Output], traits: frozenset[str]
) -> Iterator[Fragment]:
    """The fragments of a cell's outputs."""
    for index, output in enumerate(outputs):
        place = OutputPlace(file, (*path, "outputs", index))
        for step, mime, text in _texts(output):
            yield _fragment(place, step, text, cell._replace(output=index, mime=mime), traits)
        metadata = bytes(output.metadata).decode("utf-8", "replace")
        if has_text(metadata):
            parts = (Part(0, len(metadata), cell._replace(output=index)),)
            mapped = file.verbatim((*place.path, "metadata"))
            yield Fragment("notebook-metadata", metadata, mapped, parts, traits, f"output {index} metadata")


Text = tuple[Path, str, str]


def _texts(output: Output) -> Iterator[Text]:
    """Where each text of an output stands in it, its MIME type and the text."""
    kind = output.output_type
    if kind in ("error", "pyerr"):
        yield from _error(output)
    elif kind == "stream":
        yield ("text",), STDERR if output.name == "stderr" else STDOUT, text_of(output.text)
    else:
        for mime, value in (output.data or {}).items():
            if not is_binary(mime):
                yield ("data", mime), mime, value_of(value)
        for step, mime in _SHORT.items():
            value = getattr(output, step)
            if value != NOTHING:
                yield (step,), mime, value_of(value)


def _error(output: Output) -> Iterator[Text]:
    """The traceback, and the message apart where the traceback does not repeat it."""
    traceback = "\n".join(strings_of(output.traceback))
    yield ("traceback",), ERROR, traceback
    message = text_of(output.evalue)
    if message and message not in _ANSI.sub("", traceback):
        yield ("evalue",), ERROR, message


def _fragment(place: OutputPlace, step: Path, text: str, owner: Cell, traits: frozenset[str]) -> Fragment:
    where = (*place.path, *step)
    mapped = place.file.lines(where) if step == ("traceback",) else place.file.value(where)
    shown = text
    if "\x1b" in text:
        shown = _ANSI.sub("", text)
        mapped = _without_sequences(mapped, text, len(shown))
    label = f"output {owner.output} {owner.mime}"
    return Fragment("output", shown, mapped, (Part(0, len(shown), owner),), traits, label, place)


def _without_sequences(mapped: TextMap, text: str, length: int) -> TextMap:
    def build() -> TextMap:
        builder = MapBuilder()
        builder.add(0, 0, 0)
        removed = 0
        for match in _ANSI.finditer(text):
            removed += match.end() - match.start()
            builder.add(match.end() - removed, match.start(), match.end())
        return mapped.through(builder.build(), length)

    return DeferredMap(build)
