"""Logs that show what an SDK sends to its provider."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.bound_names import bound_names
from quantum_lint.match.debug_logs import LoggerRow, Opened, concerns, opened, variable_of
from quantum_lint.model.fragment import Document
from quantum_lint.model.hit import Edit, Fix, Hit
from quantum_lint.model.rule import Options
from quantum_lint.parse.python import PythonDocument


def check(document: Document, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Every place that turns such a log on, in code or by a variable; not what a text tells its readers to do."""
    if "documentation" in document.fragment.traits or not concerns(document.fragment.text, knowledge):
        return
    for each in bound_names(document, knowledge):
        row = variable_of(each, knowledge)
        if row is not None:
            level = Edit(each.spans[0], "INFO")
            fix = Fix(f"Set {each.name} to INFO", (level,)) if len(each.spans) == 1 else None
            yield Hit(each.spans[0], _note(f"{each.name}={each.value}", row, knowledge), fix, provider=row.provider)
    if isinstance(document, PythonDocument):
        yield from _in_code(document, knowledge)


def _in_code(document: PythonDocument, knowledge: Knowledge) -> Iterator[Hit]:
    seen = set()
    for each in opened(document.evaluation(knowledge), knowledge):
        if each.where not in seen:
            seen.add(each.where)
            note = _note(each.what, each.row, knowledge)
            yield Hit(each.where.span, note, _fix(each), provider=each.row.provider)


def _note(what: str, row: LoggerRow, knowledge: Knowledge) -> str:
    title = knowledge.providers[row.provider].title
    return (
        f"{what} is at the level for debugging: {row.shows} go into the log ({title}), for everybody who can read it."
        " Use INFO, and DEBUG only while looking for a fault."
    )


def _fix(each: Opened) -> Fix | None:
    if each.level is None:
        return None
    edit = Edit(each.level.span, each.instead)
    return Fix(f"Write {each.instead} instead of {each.level.text}", (edit,))
