"""Execution counts which show that the notebook was not run from top to bottom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from quantum_lint.knowledge import Knowledge
from quantum_lint.model.hit import Edit, Fix, Hit, Related
from quantum_lint.model.rule import Options
from quantum_lint.parse.notebook import NotebookDocument
from quantum_lint.parse.notebook_structure import SavedCell, saved_cells


def check(document: NotebookDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """One hit for a notebook, at the first cell that was run before the one above it, or after a gap."""
    run = [(cell, cell.count) for cell in saved_cells(document) if cell.is_code and cell.count is not None]
    counts = [count for _, count in run]
    for (above, before), (cell, after) in pairwise(run):
        if after <= before:
            below = f"and stands below a cell with {before}" if after < before else f"as has cell {above.number}"
            yield _hit(run, cell, f"Cell {cell.number} has count {after} {below}", above)
            return
    expected = range(1, len(counts) + 1)
    if options["execution-gaps"] and counts != list(expected):
        index = next(index for index, count in enumerate(counts) if count != expected[index])
        cell, count = run[index]
        yield _hit(run, cell, f"Cell {cell.number} has count {count} where a fresh run would give {index + 1}", None)


def _hit(run: Sequence[tuple[SavedCell, int]], cell: SavedCell, seen: str, above: SavedCell | None) -> Hit:
    return Hit(
        span=cell.span(),
        note=(
            f"{seen}: what the outputs show may come from a state that running the notebook from the top does not "
            "give. Restart the kernel, run all cells and save, or clear the counts."
        ),
        fix=_clearing([each for each, _ in run]),
        related=(Related(above.span(), "the cell above has no smaller count", role="before"),) if above else (),
    )


def _clearing(cells: Sequence[SavedCell]) -> Fix:
    """Take the counts out of the cells and of their results, as Jupyter leaves cells that never ran."""
    return Fix("Clear the execution counts", tuple(Edit(span, "null") for cell in cells for span in cell.counts()))
