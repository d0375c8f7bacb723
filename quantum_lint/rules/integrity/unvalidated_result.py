"""Counts that are taken as they come."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.evaluate.tables import tables_of
from quantum_lint.knowledge import Knowledge
from quantum_lint.match.hardware_jobs import device_title, on_hardware
from quantum_lint.match.results import ResultRow, checks, counts_of
from quantum_lint.model.hit import Hit, Related
from quantum_lint.model.rule import Options
from quantum_lint.parse.python import PythonDocument


def check(document: PythonDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """The first place that takes the counts of each job on hardware, if nothing in the document checks them."""
    evaluation = document.evaluation(knowledge)
    rows = tables_of(knowledge).rows("result", ResultRow)
    for submitted in on_hardware(document, knowledge):
        row = rows.get(submitted.call.callee)
        taken = next(counts_of(submitted, row, evaluation), None) if row is not None else None
        if row is None or taken is None or checks(document, row.checks):
            continue
        yield Hit(
            span=taken.span,
            note=f"The counts of this job on {device_title(submitted, knowledge)} are used as they come: nothing looks"
            " at whether it was done, on which device, and with how many shots. Compare"
            f" {', '.join(f'`{name}`' for name in row.checks[:3])} or the sum of the counts with what was asked for.",
            provider=submitted.target.provider,
            related=(Related(submitted.call.span, "the job"),),
        )
