"""An output that is larger than the limit."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.knowledge import Knowledge
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options
from quantum_lint.parse.notebook import NotebookDocument
from quantum_lint.parse.notebook_structure import saved_cells


def check(document: NotebookDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """One hit for each such output, at the source of its cell."""
    limit = options["max-kilobytes"]
    for cell in saved_cells(document):
        for output in cell.outputs():
            if output.size > limit * 1000:
                yield Hit(
                    span=cell.span(),
                    note=(
                        f"Output {output.position + 1} of this cell ({output.title}) takes {output.size // 1000:,} kB, "
                        f"more than the {limit:,} kB that max-kilobytes allows. Every clone carries it for ever and no "
                        "review reads it. Empty it, draw less, or save it to a file that is not committed."
                    ),
                    fix=cell.emptying([output]),
                )
