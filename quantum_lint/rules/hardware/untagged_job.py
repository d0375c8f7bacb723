"""Jobs that carry nothing that says whose or what for they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quantum_lint.evaluate.calls import Call
from quantum_lint.evaluate.hardware import Submitted
from quantum_lint.evaluate.tables import tables_of
from quantum_lint.evaluate.values import DictValue, Instance, Value
from quantum_lint.evaluate.values import options as possibilities
from quantum_lint.knowledge import Knowledge
from quantum_lint.match.call import addition
from quantum_lint.match.hardware_jobs import device_title, in_earnest, leaves_open
from quantum_lint.match.job_tables import TagRow
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options
from quantum_lint.parse.python import PythonDocument


def check(document: PythonDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Every job on hardware that surely has no tag, label or name."""
    rows = tables_of(knowledge).rows("tag", TagRow)
    for submitted in in_earnest(document, knowledge):
        row = rows.get(submitted.call.callee)
        if row is not None and not _is_tagged(submitted, row, document):
            added = row.addition.format(name=_name(submitted))
            yield Hit(
                span=submitted.call.span,
                note=f"This {submitted.row.unit} on {device_title(submitted, knowledge)} has no {row.what}: on the bill"
                " and in the queue nothing tells whose it is, or which experiment it belongs to. Give it one.",
                fix=addition(document, submitted.call, added) if added else None,
                provider=submitted.target.provider,
            )


def _is_tagged(submitted: Submitted, row: TagRow, document: PythonDocument) -> bool:
    """Whether it has one, or may have one from somewhere else."""
    call = submitted.call
    if leaves_open(call) or any(call.argument(name) for name in row.arguments):
        return True
    if any(call.argument("", position) for position in row.positions):
        return True
    words = any(re.search(rf"\b{sign}\b", document.fragment.text) for sign in row.signs)
    return words or any(_has_options(each, call, row) for each in possibilities(call.receiver or call.result))


def _has_options(sender: Value, call: Call, row: TagRow) -> bool:
    """Whether what the call is made on was given options that are not made here."""
    held = sender.argument(row.options, row.options_position) if isinstance(sender, Instance) and row.options else None
    made = held.value if held else None
    own = isinstance(made, Instance) and made.callee.partition(".")[0] == call.callee.partition(".")[0]
    return held is not None and not own and not isinstance(made, DictValue)


def _name(submitted: Submitted) -> str:
    """What the job may be called: as the function that sends it."""
    function = (submitted.call.context.function or "").rpartition(".")[2]
    return function if function.isidentifier() and not function.startswith("_") else "experiment"
