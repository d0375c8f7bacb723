"""Jobs whose id nobody keeps."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.evaluate.positions import Where
from quantum_lint.evaluate.tables import tables_of
from quantum_lint.knowledge import Knowledge
from quantum_lint.match.hardware_jobs import device_title, in_earnest
from quantum_lint.match.job_tables import StatusRow
from quantum_lint.match.uses import Uses
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options
from quantum_lint.parse.python import PythonDocument


def check(document: PythonDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Every job on hardware that is only waited for."""
    rows, uses = tables_of(knowledge).rows("status", StatusRow), Uses(document)
    for submitted in in_earnest(document, knowledge):
        row = rows.get(submitted.call.callee)
        if row is not None and _is_lost(submitted.call.where, row, uses):
            yield Hit(
                span=submitted.call.span,
                note=f"Nothing keeps the id of this {row.unit} on {device_title(submitted, knowledge)}. If the program"
                " stops while it waits, what was paid for cannot be fetched; and no figure can be traced to its run."
                " Log or store the id before waiting.",
                provider=submitted.target.provider,
            )


def _is_lost(job: Where, row: StatusRow, uses: Uses) -> bool:
    """Whether neither the job nor a result that knows its id goes anywhere."""
    reads = uses.reads(job)
    if reads is None or any(read.name not in (*row.result, *row.status) for read in reads):
        return False
    results = [Where(job.positions, read.node) for read in reads if row.carries and read.name in row.result]
    return all(uses.reads(result) is not None for result in results)
