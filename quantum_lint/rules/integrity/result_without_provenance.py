"""Results in files that do not say where they come from."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.evaluate.hardware import Submitted, submissions
from quantum_lint.evaluate.tables import tables_of
from quantum_lint.knowledge import Knowledge
from quantum_lint.match.results import ResultRow, inside, is_result, saved, tells_run
from quantum_lint.model.hit import Hit, Related
from quantum_lint.model.rule import Options
from quantum_lint.parse.python import PythonDocument


def check(document: PythonDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Every call that saves a result, unless it or another one saves what tells the run."""
    tables = tables_of(knowledge)
    evaluation = document.evaluation(knowledge)
    rows = tables.rows("result", ResultRow)
    jobs = [(job, rows[job.call.callee]) for job in submissions(evaluation, tables) if job.call.callee in rows]
    written = list(saved(evaluation)) if jobs else []
    records = {name for _, row in jobs for name in row.records}
    if any(tells_run(each.values, records) for each in written):
        return
    for each in written:
        held = list(inside(each.values))
        job = next((job for job, row in jobs if any(is_result(value, job.call, row) for value in held)), None)
        if job is not None:
            yield _hit(each.call.callee, job)._replace(span=each.call.span)


def _hit(callee: str, job: Submitted) -> Hit:
    on_hardware = job.target.kind == "hardware"
    identity = "the id of the job, " if on_hardware else ""
    return Hit(
        span=job.call.span,
        note=f"`{callee.rpartition('.')[2]}` saves a result and not what made it: a figure that is drawn from the file"
        f" can be traced to no run. Save {identity}the version of the SDK and the commit with it.",
        provider=job.target.provider or job.row.provider,
        confidence=None if on_hardware else "low",
        related=(Related(job.call.span, "the job", role="before"),),
    )
