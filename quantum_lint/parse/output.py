"""The output of a notebook cell: its text, which output it is, and how to take it out of the notebook."""

from __future__ import annotations

from quantum_lint.model.fragment import Cell, Document, Fragment
from quantum_lint.model.hit import Edit, Fix
from quantum_lint.parse.notebook_output import ERROR, STDERR, STDOUT, OutputPlace


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
        return {STDOUT: "standard output", STDERR: "standard error", ERROR: "traceback"}.get(self.mime, self.mime)

    @property
    def is_traceback(self) -> bool:
        """Whether this is an exception that stopped the cell."""
        return self.mime == ERROR

    def clearing(self) -> Fix | None:
        """The fix that takes this output, with all its MIME types, out of its cell."""
        place = self.fragment.content
        if not isinstance(place, OutputPlace) or self.cell is None:
            return None
        number = (self.cell.output or 0) + 1
        return Fix(f"Empty output {number} of cell {self.cell.index + 1}", (Edit(place.removal(), ""),))


def parse(fragment: Fragment) -> OutputDocument:
    """The document of an output."""
    return OutputDocument(fragment)
