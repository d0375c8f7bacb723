"""Notebooks: the code of all cells as one Python text, and shell lines, Markdown, outputs and metadata beside it.

Positions are worked out only when a span is asked for, so a notebook in which nothing is found costs its decoding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from quantum_lint.model.fact import SavedOutputs
from quantum_lint.model.file import File
from quantum_lint.model.fragment import Cell, Document, Fragment, Part
from quantum_lint.model.span import DeferredMap, JoinedMap, MapBuilder, TextMap
from quantum_lint.parse import notebook_file
from quantum_lint.parse.magics import Piece, split
from quantum_lint.parse.notebook_file import NotebookFile, Path, json_of, says, text_of
from quantum_lint.parse.notebook_output import is_binary, outputs_of, types_of

if TYPE_CHECKING:
    import msgspec

_PYTHONS = ("python", "ipython", "sage")
#: Kernels that say no language are Python's unless their name starts like one of these.
_OTHER_KERNELS = ("iqsharp", "qsharp", "ir", "julia", "javascript", "deno", "octave", "bash", "xcpp", "ruby", "scala")


class NotebookDocument(Document):
    """A notebook as rules about the whole file see it; `problems` say why it cannot be opened.

    Its fragment repeats no text: what is written in the notebook comes in fragments of its own.
    """

    def __init__(self, fragment: Fragment) -> None:
        super().__init__(fragment)
        self.content: NotebookFile | None = fragment.content
        if self.content is not None:
            self.problems.extend(self.content.problems())

    def facts(self, knowledge: object) -> Iterator[object]:
        """What kinds of output it keeps."""
        cells = self.content.cells() if self.content is not None else None
        types = {mime for _, cell in cells or () for output in cell.outputs or () for mime in types_of(output)}
        if types:
            yield SavedOutputs(frozenset(types), self.span(0, 0))


class _Code(NamedTuple):
    """A code cell: what it is in the notebook and its text."""

    cell: Cell
    path: Path
    text: str
    language: str


def parse(fragment: Fragment) -> NotebookDocument:
    """The document of a whole notebook."""
    return NotebookDocument(fragment)


def cut(file: File) -> Iterator[Fragment]:
    """Everything in a notebook, each piece in its own language; all of the text if it is no notebook."""
    content = NotebookFile(file)
    mapped = DeferredMap(lambda: content.raw.map)
    yield Fragment("notebook", "", mapped, traits=file.traits, label="notebook", content=content)
    cells = content.cells()
    if cells is None:
        raw = content.raw
        yield Fragment("text", raw.text, raw.map, raw.parts, raw.traits)
        return
    yield from _Cutter(content, file.traits).fragments(cells)


class _Cutter:
    def __init__(self, content: NotebookFile, traits: frozenset[str]) -> None:
        self._content = content
        self._traits = traits
        self._kernel = _kernel_language(content)

    def fragments(self, cells: list[tuple[Path, notebook_file.Cell]]) -> Iterator[Fragment]:
        """The code first, then the rest in the order of the cells."""
        known = [(_cell(index, cell), path, cell) for index, (path, cell) in enumerate(cells)]
        code = [self._code(cell, path, raw) for cell, path, raw in known if cell.kind == "code"]
        yield from self._python([each for each in code if each.language == "python" and each.text])
        for each in code:
            if each.language != "python" and each.text:
                yield self._fragment(each.language, each.text, self._content.text(each.path), each.cell)
        for cell, path, raw in known:
            yield from self._prose(cell, path, raw)
            yield from self._metadata((*path, "metadata"), raw.metadata, cell)
            if raw.outputs:
                yield from outputs_of(self._content, cell, path, raw.outputs, self._traits)
        yield from self._metadata(("metadata",), self._content.content.metadata, None)

    def _code(self, cell: Cell, path: Path, raw: notebook_file.Cell) -> _Code:
        step, source = ("source", raw.source) if raw.source is not notebook_file.NOTHING else ("input", raw.input)
        return _Code(cell, (*path, step), text_of(source), _cell_language(raw) or self._kernel)

    def _python(self, cells: list[_Code]) -> Iterator[Fragment]:
        """One Python text with a part for each cell, and what the cells hold that is no Python."""
        written: list[str] = []
        parts: list[Part] = []
        pieces: list[tuple[Part, Piece]] = []
        offset = 0
        for each in cells:
            taken = split(each.text)
            part = Part(offset, offset + len(each.text), each.cell)
            written.append(re.sub(r"[^\r\n]", " ", each.text) if taken.python is None else taken.python)
            parts.append(part)
            pieces.extend((part, piece) for piece in taken.pieces)
            offset = part.end + 1
        text = "\n".join(written)
        maps = [self._content.text(each.path) for each in cells]
        mapped = JoinedMap(maps, [len(each.text) for each in cells])
        if parts:
            yield Fragment("python", text, mapped, tuple(parts), self._traits)
        texts = {part.start: each.text for part, each in zip(parts, cells, strict=True)}
        for part, piece in pieces:
            yield self._piece(mapped, part, piece, texts[part.start])

    def _piece(self, code: TextMap, part: Part, piece: Piece, text: str) -> Fragment:
        written, inner = _written(piece, text, part.start)
        mapped = DeferredMap(lambda: code.through(inner, len(written)))
        return self._fragment(piece.language, written, mapped, part.cell, piece.label)

    def _prose(self, cell: Cell, path: Path, raw: notebook_file.Cell) -> Iterator[Fragment]:
        if cell.kind != "code":
            text = text_of(raw.source)
            if text:
                language = "text" if cell.kind == "raw" else "markdown"
                yield self._fragment(language, text, self._content.text((*path, "source")), cell)
        for name, values in (raw.attachments or {}).items():
            for mime, value in values.items():
                text = "" if is_binary(mime) else text_of(value)
                if text:
                    mapped = self._content.text((*path, "attachments", name, mime))
                    yield self._fragment("attachment", text, mapped, cell, f"attachment {name}")

    def _metadata(self, path: Path, raw: msgspec.Raw, cell: Cell | None) -> Iterator[Fragment]:
        text = says(raw)
        if text:
            yield self._fragment("notebook-metadata", text, self._content.verbatim(path), cell, "metadata")

    def _fragment(self, language: str, text: str, mapped: TextMap, cell: Cell | None, label: str = "") -> Fragment:
        return Fragment(language, text, mapped, (Part(0, len(text), cell),), self._traits, label)


def _written(piece: Piece, text: str, base: int) -> tuple[str, TextMap]:
    """A piece with its insertions, and the map to the code of all cells; the cell starts at `base` there."""
    builder, words = MapBuilder(), []
    offset, position = 0, piece.start
    for first, last, inserted in piece.insertions:
        words += [text[position : piece.start + first], inserted]
        builder.add(offset, base + position, base + position)
        offset += piece.start + first - position
        position = piece.start + first
        builder.add(offset, base + position, base + position)
        offset += len(inserted)
        position = piece.start + last
    words.append(text[position : piece.end])
    builder.add(offset, base + position, base + position)
    return "".join(words), builder.build()


def _cell(index: int, raw: notebook_file.Cell) -> Cell:
    known = {"code": "code", "raw": "raw"}.get(raw.cell_type if isinstance(raw.cell_type, str) else "", "markdown")
    return Cell(index, raw.id if isinstance(raw.id, str) else None, known, _tags(raw.metadata))


def _tags(raw: msgspec.Raw) -> tuple[str, ...]:
    if b'"tags"' not in bytes(raw):
        return ()
    metadata = json_of(raw)
    tags = metadata.get("tags") if isinstance(metadata, dict) else None
    return tuple(tag for tag in tags if isinstance(tag, str)) if isinstance(tags, list) else ()


def _cell_language(raw: notebook_file.Cell) -> str | None:
    """The language that a cell of format 3, or of a polyglot notebook, names for itself."""
    if isinstance(raw.language, str):
        return _language(raw.language)
    data = bytes(raw.metadata)
    if b'"languageId"' not in data:
        return None
    metadata = json_of(raw.metadata)
    editor = metadata.get("vscode") if isinstance(metadata, dict) else None
    name = editor.get("languageId") if isinstance(editor, dict) else None
    return _language(name) if isinstance(name, str) else None


def _kernel_language(content: NotebookFile) -> str:
    metadata = json_of(content.content.metadata)
    if not isinstance(metadata, dict):
        return "python"
    for section, key in (("language_info", "name"), ("kernelspec", "language")):
        table = metadata.get(section)
        if isinstance(table, dict) and isinstance(table.get(key), str):
            return _language(table[key])
    kernel = metadata.get("kernelspec")
    name = kernel.get("name") if isinstance(kernel, dict) else None
    return "text" if isinstance(name, str) and name.lower().startswith(_OTHER_KERNELS) else "python"


def _language(name: str) -> str:
    lowered = name.lower()
    if lowered.startswith(_PYTHONS):
        return "python"
    return {"bash": "shell", "shellscript": "shell", "sh": "shell", "markdown": "markdown"}.get(lowered, "text")
