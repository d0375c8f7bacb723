"""A notebook's cells as wholes: how they were run and what is saved with them. No text is decoded for it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from quantum_lint.model.hit import Edit, Fix
from quantum_lint.model.span import Span
from quantum_lint.parse import notebook_file
from quantum_lint.parse.json_places import Path
from quantum_lint.parse.notebook import NotebookDocument
from quantum_lint.parse.notebook_file import NOTHING, NotebookFile, text_of
from quantum_lint.parse.notebook_output import SHORT, stream_of, title_of

_RAW_FIELDS = ("text", "traceback", "evalue", *(name for name in SHORT if name != "text"))


class SavedOutput(NamedTuple):
    """An output: its position in the cell from 0, its MIME types (Jupyter's own names for streams and tracebacks), and
    the bytes that its content takes up in the file.
    """

    position: int
    mimes: tuple[str, ...]
    size: int

    @property
    def title(self) -> str:
        """What people call its largest part."""
        return " and ".join(title_of(mime) for mime in self.mimes) or "empty output"


class SavedCell:
    """A cell: `number` is its position in the notebook from 1, `path` leads to it in the file."""

    def __init__(self, file: NotebookFile, number: int, path: Path, raw: notebook_file.Cell) -> None:
        self.file = file
        self.number = number
        self.path = path
        self.raw = raw

    @property
    def is_code(self) -> bool:
        """Whether the cell can be run."""
        return bool(self.raw.cell_type == "code")

    @property
    def count(self) -> int | None:
        """The number in its prompt: how many cells the kernel had run when it ran this one."""
        return _number(self.raw.execution_count)

    def counts(self) -> Iterator[Span]:
        """Where that number stands: in the cell, and in the results that are saved with it."""
        places = [(self.path, self.raw.execution_count)]
        for index, output in enumerate(self.raw.outputs or ()):
            places.append(((*self.path, "outputs", index), output.execution_count))
        for path, count in places:
            if _number(count) is not None:
                yield self.file.verbatim((*path, "execution_count")).span(0, len(str(count)))

    def outputs(self) -> Iterator[SavedOutput]:
        """Everything that is saved with the cell, images too."""
        for position, output in enumerate(self.raw.outputs or ()):
            values = [*(output.data or {}).values(), *(getattr(output, name) for name in _RAW_FIELDS)]
            yield SavedOutput(position, tuple(_mimes(output)), sum(memoryview(value).nbytes for value in values))

    def span(self) -> Span:
        """What to show of the cell: the first line of its source that is not blank, else where the cell starts."""
        step, source = ("input", self.raw.input) if self.raw.source == NOTHING else ("source", self.raw.source)
        shown = re.search(r"\S(?:.*\S)?", text_of(source))
        if shown:
            return self.file.value((*self.path, step)).span(*shown.span())
        return self.file.verbatim(self.path).span(0, 1)

    def emptying(self, outputs: Iterable[SavedOutput]) -> Fix:
        """The fix that takes these outputs out of the cell; its source and its count stay."""
        gone = [output.position for output in outputs]
        names = ", ".join(str(position + 1) for position in gone)
        spans = self.file.removal((*self.path, "outputs"), gone)
        return Fix(f"Empty output {names} of cell {self.number}", tuple(Edit(span, "") for span in spans))


def saved_cells(document: NotebookDocument) -> Iterator[SavedCell]:
    """The cells of the notebook, in order; none where it cannot be read."""
    if document.content is not None:
        for number, (path, raw) in enumerate(document.content.cells() or (), 1):
            yield SavedCell(document.content, number, path, raw)


def _number(count: object) -> int | None:
    return count if isinstance(count, int) and not isinstance(count, bool) else None


def _mimes(output: notebook_file.Output) -> Iterator[str]:
    named = stream_of(output)
    if named:
        yield named
        return
    yield from output.data or ()
    yield from (mime for name, mime in SHORT.items() if getattr(output, name) != NOTHING)
