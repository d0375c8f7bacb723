"""The output of a notebook cell: its text, which output it is, and how to take it out of the notebook."""

from __future__ import annotations

from collections.abc import Sequence

from quantum_lint.model.fragment import Cell, Document, Fragment
from quantum_lint.model.hit import Edit, Fix
from quantum_lint.parse.notebook_output import ERROR, OutputPlace, title_of

#: MIME types in plain words, for "the saved ... shows".
_SPOKEN = {
    "text/plain": "text", "text/html": "HTML", "text/markdown": "Markdown", "text/latex": "LaTeX",
    "application/json": "JSON", "application/javascript": "script", "image/svg+xml": "SVG picture",
}  # fmt: skip


class OutputDocument(Document):
    """One text of one output. `mime` is Jupyter's own name for streams and tracebacks."""

    def __init__(self, fragment: Fragment) -> None:
        super().__init__(fragment)
        self.text = fragment.text
        self.cell: Cell | None = fragment.parts[0].cell if fragment.parts else None
        self.mime = (self.cell.mime if self.cell else None) or "text/plain"

    @property
    def name(self) -> str:
        """What people call this output."""
        return _SPOKEN.get(self.mime) or title_of(self.mime)

    @property
    def is_traceback(self) -> bool:
        """Whether this is an exception that stopped the cell."""
        return self.mime == ERROR

    def notebook(self) -> str:
        """All of the notebook's file as text, for what an output means only in its notebook."""
        place = self.fragment.content
        return place.file.raw.text if isinstance(place, OutputPlace) else self.text

    def clearing(self, *ranges: tuple[int, int]) -> Fix | None:
        """The fix that takes the output with these characters out of its cell, in all its MIME types.

        Where a stream was cut into several outputs, those go that share a character with one of the ranges; all of them
        if no range is given.
        """
        place, cells = self.fragment.content, self._cells(ranges)
        if not isinstance(place, OutputPlace) or not cells:
            return None
        indices = [cell.output or 0 for cell in cells]
        names = " and ".join(str(index + 1) for index in indices)
        edits = tuple(Edit(span, "") for span in place.removal(indices))
        return Fix(f"Empty output {names} of cell {cells[0].index + 1}", edits)

    def _cells(self, ranges: Sequence[tuple[int, int]]) -> list[Cell]:
        return [
            part.cell
            for part in self.fragment.parts
            if part.cell and (not ranges or any(part.start < end and start < part.end for start, end in ranges))
        ]


def parse(fragment: Fragment) -> OutputDocument:
    """The document of an output."""
    return OutputDocument(fragment)
