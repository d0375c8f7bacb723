"""Places in words: `path:line:column`, or which cell of a notebook and where that is in the file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from quantum_lint.report.parts.printable import encodable, printable

if TYPE_CHECKING:
    from quantum_lint.model.finding import CellPlace, Place
    from quantum_lint.model.fragment import Cell

#: Before the name of a stream where a MIME type is wanted.
_STREAMS = "application/vnd.jupyter."
#: The ids that notebook programs make have 8 characters, or are UUIDs with 36.
LONGEST_ID = 8


def shown_path(path: str) -> str:
    """The path as printed. One that starts like a CI workflow command (`::name::`) must not become one."""
    text = printable(path)
    return f"./{text}" if text.startswith((":", "#", "-")) else text


def shown_place(place: Place) -> str:
    """`path:line:column`, or `path: cell 3 [id] line 2 (file line 271)`."""
    path = shown_path(place.path)
    if place.cell is None:
        return f"{path}:{place.line}:{place.column}"
    return f"{path}: {shown_cell(place.cell)} (file line {place.line})"


def place_within(place: Place) -> str:
    """`line 12`, or `cell 3:4` in a notebook, for tables below the path."""
    return f"cell {place.cell.cell.index + 1}:{place.cell.line}" if place.cell else f"line {place.line}"


def place_fields(place: Place) -> dict[str, Any]:
    """The place for JSON: cells are counted from 0, lines and columns from 1."""
    cell = place.cell
    return {
        "path": encodable(place.path),
        "line": place.line,
        "column": place.column,
        "cell": {"index": cell.cell.index, "id": cell.cell.id, "line": cell.line} if cell else None,
    }


def shown_beside(place: Place, path: str) -> str:
    """The place for a reader who is already in the file at `path`."""
    if place.path != path:
        return shown_place(place)
    return shown_cell(place.cell) if place.cell else f"line {place.line}"


def shown_cell(place: CellPlace, brackets: str = "[]") -> str:
    """`cell 3 [id] output 1 text/plain line 2`, counted from 1 as people count; of a long id its beginning."""
    cell = place.cell
    if cell.id and len(cell.id) > LONGEST_ID:
        cell = cell._replace(id=f"{cell.id[:LONGEST_ID]}...")
    return f"{cell_name(cell, brackets)} line {place.line}"


def in_its_cell(place: Place, message: str) -> str:
    """The message, after the cell for a notebook: for formats that know nothing but lines of files."""
    return f"{shown_cell(place.cell)}: {message}" if place.cell else message


def cell_name(cell: Cell, brackets: str = "[]") -> str:
    """`cell 3 [id] output 1 text/plain`."""
    words = [f"cell {cell.index + 1}"]
    if cell.id:
        words.append(f"{brackets[0]}{printable(cell.id)}{brackets[1]}")
    if cell.output is not None:
        words.append(f"output {cell.output + 1}")
    if cell.mime:
        words.append(printable(cell.mime.removeprefix(_STREAMS)))
    return " ".join(words)
