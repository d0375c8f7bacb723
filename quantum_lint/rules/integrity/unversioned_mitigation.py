"""Error mitigation that is set by something outside the program."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.evaluate.hardware import submissions
from quantum_lint.evaluate.job_settings import JobSettings
from quantum_lint.evaluate.tables import Tables, tables_of
from quantum_lint.evaluate.values import Instance, Value
from quantum_lint.evaluate.values import options as possibilities
from quantum_lint.knowledge import Knowledge
from quantum_lint.match.mitigation import MitigationRow
from quantum_lint.match.provenance import outside
from quantum_lint.model.hit import Hit, Related
from quantum_lint.model.rule import Options
from quantum_lint.parse.python import PythonDocument


def check(document: PythonDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Every such setting of a submission that does not surely go to a simulator."""
    tables = tables_of(knowledge)
    evaluation = document.evaluation(knowledge)
    rows, settings = tables.rows("mitigation", MitigationRow), JobSettings(evaluation)
    seen = set()
    for submitted in submissions(evaluation, tables):
        row = rows.get(submitted.call.callee)
        if row is None or submitted.target.kind == "simulator":
            continue
        for setting in settings.find(submitted.call, _paths(row)):
            source = _source(setting.value, tables)
            span = setting.span(submitted.call)
            if source is not None and span not in seen:
                seen.add(span)
                yield Hit(
                    span=span,
                    note=f"The error mitigation of this job comes from {source} (`{setting.path}`): the commit does not"
                    " tell how the result was corrected. Keep the settings in a file of the repository, or save them"
                    " with the result.",
                    related=(Related(submitted.call.span, "the submission that it is for", role="after"),),
                    provider=submitted.target.provider or submitted.row.provider,
                )


def _paths(row: MitigationRow) -> tuple[str, ...]:
    """Where a technique is switched on or refined, and whatever holds these settings."""
    paths = [path for each in row.techniques for path in (*each.paths, *each.refined_by)]
    holders = [path.rsplit(".", depth)[0] for path in paths for depth in range(path.count(".") + 1)]
    return tuple(dict.fromkeys(sorted(holders, key=lambda path: path.count("."))))


def _source(value: Value, tables: Tables) -> str | None:
    """What outside thing the setting comes from, or the arguments that were unpacked into what holds it."""
    for option in possibilities(value):
        unpacked = [
            argument.value
            for argument in (option.arguments if isinstance(option, Instance) else ())
            if argument.name is None and argument.position is None
        ]
        for each in (option, *unpacked):
            found = outside(each, tables)
            if found is not None:
                return found
    return None
