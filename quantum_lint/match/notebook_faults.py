"""What nbformat's own schema rejects in a notebook and can be put right without a loss."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from typing import Any, NamedTuple

from quantum_lint.model.hit import Edit
from quantum_lint.model.span import Span
from quantum_lint.parse.json import Node
from quantum_lint.parse.json_places import Path
from quantum_lint.parse.notebook_file import NotebookFile

#: What a key holds that has to be there and is not; Jupyter writes the same into a new cell.
_BLANKS = {
    "metadata": "{}", "outputs": "[]", "execution_count": "null", "source": '""', "data": "{}", "name": '"stdout"',
    "text": '""', "ename": '""', "evalue": '""', "traceback": "[]",
}  # fmt: skip
#: What only code cells may have; other cells never show it.
_OF_CODE = ("outputs", "execution_count")
#: The first minor version of format 4 in which cells have ids.
_WITH_IDS = 5


class Fault(NamedTuple):
    """One thing to put right.

    `reason` goes on after "nbformat's schema rejects this notebook: "; `path` leads to the cell, the output or the
    notebook that is wrong.
    """

    reason: str
    path: Path
    edits: tuple[Edit, ...]


def faults(file: NotebookFile, notebook: Any) -> Iterator[Fault]:
    """The faults of a notebook of format 4 and what to write instead; `notebook` is the file decoded."""
    if not isinstance(notebook, dict) or not isinstance(notebook.get("cells"), list) or notebook.get("nbformat") != 4:
        return
    if _is_older(notebook):
        minor = file.place(("nbformat_minor",))
        yield Fault(
            f"its cells have ids, which came with format 4.{_WITH_IDS}, and it says 4.{minor.text}",
            (),
            (Edit(file.raw.span(minor.start, minor.end), str(_WITH_IDS)),),
        )
        notebook = {**notebook, "nbformat_minor": _WITH_IDS}
    ids = _Ids(notebook["cells"])
    if notebook.get("nbformat_minor", 0) >= _WITH_IDS:
        yield from _repeated(file, notebook["cells"], ids)
    for path, error in _rejected(notebook):
        place = file.document.lookup(*path)
        if place is not None:
            yield from _of_error(file, path, place, error, ids)


def _is_older(notebook: Any) -> bool:
    """Whether the notebook has ids and says that it is of a version that has none."""
    minor = notebook.get("nbformat_minor")
    has_ids = any(isinstance(cell, dict) and "id" in cell for cell in notebook["cells"])
    return isinstance(minor, int) and minor < _WITH_IDS and has_ids


class _Ids:
    """The ids of the cells, and new ones that are not among them: the same for the same notebook."""

    def __init__(self, cells: Sequence[Any]) -> None:
        self._cells = cells
        self._taken = {cell.get("id") for cell in cells if isinstance(cell, dict) and isinstance(cell.get("id"), str)}

    def new(self, position: int) -> str:
        """An id for the cell at the position."""
        seed = f"{position}\0{self._cells[position]!r}"
        while (made := blake2b(seed.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()) in self._taken:
            seed += "+"
        self._taken.add(made)
        return made


def _rejected(notebook: Any) -> list[tuple[Path, Any]]:
    """Each error of the schema with its path."""
    from nbformat.validator import ValidationError, iter_validate

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            found = list(iter_validate(notebook))  # type: ignore[no-untyped-call]
        except (ValidationError, AttributeError, TypeError):  # a version that nbformat does not know
            return []
    return [(tuple(error.relative_path), error) for error in found]


def _of_error(file: NotebookFile, path: Path, place: Node, error: Any, ids: _Ids) -> Iterator[Fault]:
    if error.validator == "required":
        yield from _missing(file, path, place, error, ids)
    elif error.validator == "additionalProperties":
        yield from _unexpected(file, path, error)
    elif path[-1:] == ("id",) and len(path) == 3 and isinstance(path[1], int):
        edit = Edit(file.raw.span(place.start, place.end), f'"{ids.new(path[1])}"')
        yield Fault("a cell has an id of other characters than letters, digits, - and _", path[:2], (edit,))


def _missing(file: NotebookFile, path: Path, place: Node, error: Any, ids: _Ids) -> Iterator[Fault]:
    blanks = {key: _BLANKS.get(key) for key in error.validator_value if key not in error.instance}
    if "id" in blanks and len(path) == 2 and isinstance(path[1], int):
        blanks["id"] = f'"{ids.new(path[1])}"'
    members = list(place.members())
    if not members or None in blanks.values():
        return
    text = place.document.text
    before = text[place.start + 1 : members[0][0].start]
    written = "".join(f',{before}"{key}": {value}' for key, value in blanks.items())
    end = file.raw.span(place.start, members[-1][1].end).end
    what = "an output" if "outputs" in path else "a cell" if "cells" in path else "it"
    yield Fault(f"{what} lacks {' and '.join(blanks)}", path, (Edit(Span(end, end), written),))


def _unexpected(file: NotebookFile, path: Path, error: Any) -> Iterator[Fault]:
    known = error.schema.get("properties", {})
    extra = [key for key in error.instance if key not in known]
    if len(path) == 2 and error.instance.get("cell_type") != "code" and set(extra) <= set(_OF_CODE):
        spans = file.without(path, extra)
        edits = tuple(Edit(span, "") for span in spans)
        yield Fault(f"a cell that holds no code has {' and '.join(extra)}", path, edits)


def _repeated(file: NotebookFile, cells: Sequence[Any], ids: _Ids) -> Iterator[Fault]:
    seen = set()
    for position, cell in enumerate(cells):
        name = cell.get("id") if isinstance(cell, dict) else None
        if isinstance(name, str) and name in seen:
            place = file.place(("cells", position, "id"))
            edit = Edit(file.raw.span(place.start, place.end), f'"{ids.new(position)}"')
            yield Fault("a cell has the id of another cell", ("cells", position), (edit,))
        seen.add(name if isinstance(name, str) else None)
