"""A notebook that nbformat rejects and that can be repaired without a loss."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.notebook_faults import Fault, faults
from quantum_lint.model.hit import Fix, Hit
from quantum_lint.model.rule import Options
from quantum_lint.model.span import Span
from quantum_lint.parse.notebook import NotebookDocument
from quantum_lint.parse.notebook_structure import saved_cells


def check(document: NotebookDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """One hit for each kind of fault, at the first cell that has it."""
    if document.content is None:
        return
    kinds: dict[str, list[Fault]] = {}
    for fault in faults(document.content, document.content.decoded()):
        kinds.setdefault(fault.reason, []).append(fault)
    for reason, found in kinds.items():
        more = f" ({len(found)} times)" if len(found) > 1 else ""
        yield Hit(
            span=_span(document, found[0]),
            note=(
                f"nbformat's schema rejects this notebook: {reason}{more}. Tools that check what they read refuse "
                "it or warn, and editors repair it in silence, each in its own way. Repair it once, in its own commit."
            ),
            fix=Fix("Repair the notebook", tuple(dict.fromkeys(edit for fault in found for edit in fault.edits))),
        )


def _span(document: NotebookDocument, fault: Fault) -> Span:
    """The cell of the fault; the start of the file where it is none of a cell."""
    for cell in saved_cells(document):
        if cell.path == fault.path[:2]:
            return cell.span()
    return Span(0, 0)
