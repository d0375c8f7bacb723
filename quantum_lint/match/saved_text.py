"""A text that a notebook saved beside its cells: of an output, of metadata, of an attachment."""

from __future__ import annotations

from quantum_lint.model.fragment import Document
from quantum_lint.model.hit import Fix
from quantum_lint.model.span import Span, TextMap
from quantum_lint.parse.output import OutputDocument
from quantum_lint.parse.output_view import readable


class SavedText:
    """`text` is what people read: without colours, tags and escapes that break a value into pieces.

    `place` names where it stands, as the subject of a sentence; `mend` says how to be rid of it, as an order.
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self._view: TextMap | None = None
        self.text = document.fragment.text
        if isinstance(document, OutputDocument):
            self.place, self.mend = f"The saved {document.name}", "Empty the output"
        elif document.fragment.language == "notebook-metadata":
            self.text, self._view = readable(self.text, "text/html", written=True)
            self.place, self.mend = "The metadata of this notebook", "Clear that metadata"
        else:
            self.place, self.mend = f"The {document.fragment.label} of this notebook", "Take it out of the cell"

    def span(self, start: int, end: int) -> Span:
        """The file's bytes behind characters of the text."""
        if self._view is None:
            return self._document.span(start, end)
        return self._document.span(self._view.start(start), self._view.end(end))

    def clearing(self, *ranges: tuple[int, int]) -> Fix | None:
        """The fix that takes the output with these characters out of its cell; None where it is no output."""
        return self._document.clearing(*ranges) if isinstance(self._document, OutputDocument) else None

    def notebook(self) -> str:
        """All of the notebook as text, as far as the text knows of it."""
        return self._document.notebook() if isinstance(self._document, OutputDocument) else self.text
