"""A resilience level above the policy, or one that is not known before the program runs."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.evaluate.job_settings import JobSettings
from quantum_lint.evaluate.tables import Tables, tables_of
from quantum_lint.evaluate.values import Instance, Value, constants
from quantum_lint.knowledge import Knowledge
from quantum_lint.match.hardware_jobs import device_title, in_earnest
from quantum_lint.match.mitigation import MitigationRow
from quantum_lint.match.provenance import outside
from quantum_lint.model.hit import Hit, Related
from quantum_lint.model.rule import Options
from quantum_lint.parse.python import PythonDocument


def check(document: PythonDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Every resilience level of a submission to hardware that is too high, or comes from outside."""
    tables = tables_of(knowledge)
    rows, settings = tables.rows("mitigation", MitigationRow), JobSettings(document.evaluation(knowledge))
    seen = set()
    for submitted in in_earnest(document, knowledge):
        row = rows.get(submitted.call.callee)
        for setting in settings.find(submitted.call, row.level) if row is not None else ():
            span = setting.span(submitted.call)
            why = _unapproved(setting.value, options["max-resilience-level"], tables)
            if why and span not in seen:
                seen.add(span)
                yield Hit(
                    span=span,
                    note=f"The resilience level of a job on {device_title(submitted, knowledge)} {why}. Each level"
                    " takes more time on the device, the highest many times as much. Write a level that is approved.",
                    related=(Related(submitted.call.span, "the submission that it is for", role="after"),),
                    provider=submitted.target.provider,
                )


def _unconverted(value: Value) -> Value:
    """What a number was made of."""
    given = value.argument("", 0) if isinstance(value, Instance) and value.maker == "int" else None
    return given.value if given else value


def _unapproved(value: Value, most: int, tables: Tables) -> str:
    """What is wrong with the level, empty if nothing is."""
    value = _unconverted(value)
    levels = [known.value for known in constants(value) if isinstance(known.value, int)]
    if levels and max(levels) > most:
        return f"is {max(levels)}, and max-resilience-level allows {most}"
    source = outside(value, tables)
    return f"comes from {source}: whoever sets that decides what the job costs" if source else ""
