"""Programs that wait for a job as long as it takes."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.evaluate.hardware import Submitted
from quantum_lint.evaluate.positions import Where
from quantum_lint.evaluate.tables import tables_of
from quantum_lint.knowledge import Knowledge
from quantum_lint.match.hardware_jobs import device_title, in_earnest, in_notebook, leaves_open
from quantum_lint.match.job_tables import StatusRow
from quantum_lint.match.uses import Uses
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options
from quantum_lint.parse.python import PythonDocument


def check(document: PythonDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Every wait of a script that has no limit, for a job whose status it never asks."""
    if in_notebook(document) or document.fragment.nested:
        return
    rows, uses = tables_of(knowledge).rows("status", StatusRow), Uses(document)
    for submitted in in_earnest(document, knowledge):
        row = rows.get(submitted.call.callee)
        if row is None:
            continue
        for wait in _waits(submitted, row, uses):
            yield Hit(
                span=wait.span,
                note=f"This waits {row.longest} for a {row.unit} on {device_title(submitted, knowledge)}, and does not"
                " ask how it stands: a long queue or a failed job holds up whatever runs this script. Set"
                f" `{row.timeout}`, or look at the status first.",
                provider=submitted.target.provider,
            )


def _waits(submitted: Submitted, row: StatusRow, uses: Uses) -> Iterator[Where]:
    """Where the result is waited for; nowhere if the job is looked at, or goes out of sight."""
    call = submitted.call
    reads = uses.reads(call.where)
    limited = row.limited or leaves_open(call) or call.argument(row.timeout) is not None
    if limited or reads is None or any(read.name in row.status for read in reads):
        return
    for read in reads:
        if read.name in row.result and not read.arguments:
            yield Where(call.where.positions, read.node)
