"""Circuits and raw results in logs."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.evaluate.tables import tables_of
from quantum_lint.knowledge import Knowledge
from quantum_lint.match.payloads import logged
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options
from quantum_lint.parse.python import PythonDocument


def check(document: PythonDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Every log message that holds a whole circuit or raw results."""
    tables = tables_of(knowledge)
    for call in document.evaluation(knowledge).calls:
        what = logged(call, tables)
        if what is not None:
            yield Hit(
                span=call.span,
                note=f"This writes {what} to the log: what is computed, and with which result, is then kept wherever"
                " logs are, for everybody who reads them. Log the job's id and a few figures, and store the rest where"
                " access to it is kept.",
            )
