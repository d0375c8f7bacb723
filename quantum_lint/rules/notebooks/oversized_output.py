"""An output that is larger than the limit."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.knowledge import Knowledge
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options
from quantum_lint.parse.notebook import NotebookDocument
from quantum_lint.parse.notebook_structure import saved_cells


def check(document: NotebookDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """One hit for each cell with such outputs, at its source; the largest is named."""
    limit = options["max-kilobytes"]
    for cell in saved_cells(document):
        large = [output for output in cell.outputs() if output.size > limit * 1000]
        if large:
            output = max(large, key=lambda each: each.size)
            more = f" (and {len(large) - 1} more)" if len(large) > 1 else ""
            yield Hit(
                span=cell.span(),
                note=(
                    f"Output {output.position + 1} of this cell ({output.title}) takes {output.size // 1000:,} kB"
                    f"{more}, and max-kilobytes allows {limit:,}. Every clone carries it for ever and no review reads "
                    "it. Empty it, draw less, or save it to a file that is not committed."
                ),
                fix=cell.emptying(large),
            )
