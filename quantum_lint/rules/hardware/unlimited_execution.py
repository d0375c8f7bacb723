"""Jobs that the provider would end at a limit, and that are given none."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.evaluate.calls import Call
from quantum_lint.evaluate.job_settings import JobSettings
from quantum_lint.evaluate.tables import tables_of
from quantum_lint.evaluate.values import Instance
from quantum_lint.knowledge import Knowledge
from quantum_lint.match.blocks import insert_after_binding
from quantum_lint.match.call import addition
from quantum_lint.match.hardware_jobs import device_title, in_earnest, leaves_open
from quantum_lint.match.job_tables import LimitRow
from quantum_lint.model.hit import Fix, Hit
from quantum_lint.model.rule import Options
from quantum_lint.parse.python import PythonDocument


def check(document: PythonDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """The first submission with each primitive, and every other one, that surely has no limit of its own."""
    rows = tables_of(knowledge).rows("limit", LimitRow)
    settings = JobSettings(document.evaluation(knowledge))
    seen = set()
    for submitted in in_earnest(document, knowledge):
        call = submitted.call
        row = rows.get(call.callee)
        made = getattr(call.receiver, "where", None) or call.where
        if row is None or made in seen or leaves_open(call) or not settings.complete(call, row.options):
            continue
        if next(settings.find(call, row.paths), None) is None:
            seen.add(made)
            yield Hit(
                span=call.span,
                note=f"Nothing limits what this {submitted.row.unit} on {device_title(submitted, knowledge)} may use:"
                f" it is ended after {row.default}. Set {row.what} to a little more than it needs.",
                fix=_fix(document, call, row, options["seconds"]),
                provider=submitted.target.provider,
            )


def _fix(document: PythonDocument, call: Call, row: LimitRow, seconds: int) -> Fix | None:
    if row.addition:
        return addition(document, call, row.addition.format(seconds=seconds))._replace(imports=row.imports)
    made = call.receiver.where if isinstance(call.receiver, Instance) else None
    if made is None or not row.attribute:
        return None
    title = f"limit what it may use to {seconds} seconds"
    return insert_after_binding(document, made, row.attribute.format(seconds=seconds), title)
