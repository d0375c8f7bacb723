"""Sessions that nothing closes."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.evaluate.calls import Call, Evaluation
from quantum_lint.evaluate.devices import target_of
from quantum_lint.evaluate.hardware import submissions
from quantum_lint.evaluate.tables import SessionRow, Tables, tables_of
from quantum_lint.evaluate.values import Instance, Value, options
from quantum_lint.knowledge import Knowledge
from quantum_lint.match.blocks import insert_after_last_use
from quantum_lint.match.prices import price_of_a_minute
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options
from quantum_lint.parse.python import PythonDocument

#: Calls that take over closing what they are given.
_KEEPERS = ("closing", "enter_context", "callback", "addCleanup", "push", "register", "addfinalizer")


def check(document: PythonDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Every session that is neither managed by `with`, nor closed, nor handed to somebody else.

    A piece of code in a document that sends no job shows how a session is made: nobody pays for it.
    """
    tables = tables_of(knowledge)
    evaluation = document.evaluation(knowledge)
    proven = ("hardware",) if "test" in document.fragment.traits else ("hardware", "either", "unknown")
    if "documentation" in document.fragment.traits and not any(True for _ in submissions(evaluation, tables)):
        return
    for call in evaluation.calls:
        row = tables.sessions.get(call.callee)
        if row is not None and _stays_open(call, row, evaluation, tables, proven):
            yield Hit(
                span=call.span,
                note=f"This session is never closed. {row.note}{_price(call, tables, knowledge)}. Open it in a `with`"
                " block, or close it when the last job is submitted.",
                fix=insert_after_last_use(document, call.where, "close()", "close the session after its last use"),
                provider=row.provider,
            )


def _price(call: Call, tables: Tables, knowledge: Knowledge) -> str:
    minute = price_of_a_minute(target_of(call.result, tables), knowledge)
    return f", at {minute} a minute" if minute else ""


def _stays_open(call: Call, row: SessionRow, evaluation: Evaluation, tables: Tables, kinds: tuple[str, ...]) -> bool:
    if call.context.dead or target_of(call.result, tables).kind not in kinds:
        return False
    return not (
        any(_closes(other, call, row) for other in evaluation.calls)
        or any(_is(value, call) for value in evaluation.returned)
        or any(_escapes(assignment.target) and _is(assignment.value, call) for assignment in evaluation.assignments)
    )


def _closes(other: Call, call: Call, row: SessionRow) -> bool:
    """Whether another call closes the session, enters it, or takes it over."""
    name = other.callee.rpartition(".")[2]
    if name in _KEEPERS:
        given = [argument.value for argument in other.arguments]
        return any(_is(value, call) or _is(getattr(value, "receiver", None), call) for value in given)
    if name != "__enter__" and name not in row.close:
        return False
    return _is(other.receiver, call) or other.callee.startswith("?.")


def _is(value: Value | None, call: Call) -> bool:
    """Whether a value is, or may be, what the call made."""
    if value is None:
        return False
    return any(
        isinstance(option, Instance) and option.where is not None and option.where.node is call.where.node
        for option in options(value)
    )


def _escapes(target: str) -> bool:
    """Whether an assignment puts the value where other code may close it."""
    return "." in target or "[" in target
