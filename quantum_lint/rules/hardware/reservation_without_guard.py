"""Reserved hardware that is used by whoever runs the program."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.evaluate.tables import tables_of
from quantum_lint.knowledge import Knowledge
from quantum_lint.match.hardware_jobs import is_shown
from quantum_lint.match.reservations import Reserved, reserved
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options
from quantum_lint.parse.python import PythonDocument


def check(document: PythonDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Every use of a reservation that nothing has to be asked for, and every one that is left on."""
    if is_shown(document, knowledge):
        return
    for each in reserved(document.evaluation(knowledge), tables_of(knowledge), knowledge):
        title = knowledge.providers[each.row.provider].title
        yield Hit(each.call.span, _note(each, title), provider=each.row.provider)


def _note(each: Reserved, title: str) -> str:
    if each.left_on:
        return (
            f"{each.row.what.capitalize()} is started here and never stopped: every later task of this process goes to"
            f" the reserved device of {title}, or waits for the next time it is reserved. Use it in a `with` block."
        )
    does = "reserves" if each.row.buys else "uses"
    return (
        f"This {does} {each.row.what} at {title}, and nobody has to ask for it: whoever runs the program spends hours"
        " that are paid for, meant or not. Take the reservation from the command line or the environment, or"
        " put a condition before it."
    )
