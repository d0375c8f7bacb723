"""What hosted notebooks write into the metadata about who ran them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from quantum_lint.model import lazy
from quantum_lint.model.hit import Edit, Fix
from quantum_lint.model.span import Span
from quantum_lint.parse.notebook import NotebookDocument
from quantum_lint.parse.notebook_structure import SavedCell, saved_cells

#: Google Colab: `"executionInfo": {"user": {"displayName": "...", "photoUrl": "...", "userId": "..."}}`.
_USER = lazy.pattern(rb'"(?:displayName|userId)"\s*:\s*"[^"]')
_HOLDER, _KEY = ("metadata", "executionInfo"), "user"


class Runner(NamedTuple):
    """The people that ran cells: where the first is named, in how many cells, and how to take all of them out."""

    span: Span
    cells: int
    fix: Fix


def runners(document: NotebookDocument) -> Iterator[Runner]:
    """Who ran the cells, if the notebook says so."""
    named = [cell for cell in saved_cells(document) if _USER.search(memoryview(cell.raw.metadata))]
    found = [cell for cell in named if cell.file.document.lookup(*cell.path, *_HOLDER, _KEY)]
    if found:
        edits = (Edit(span, "") for cell in found for span in cell.file.without((*cell.path, *_HOLDER), [_KEY]))
        yield Runner(_place(found[0]), len(found), Fix("Take out who ran the cells", tuple(edits)))


def _place(cell: SavedCell) -> Span:
    """The value that names somebody; the name before the number."""
    user = cell.file.place((*cell.path, *_HOLDER, _KEY))
    named = user.get("displayName") or user.get("userId") or user
    return cell.file.raw.span(*named.inside)
