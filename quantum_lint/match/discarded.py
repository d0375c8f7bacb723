"""Circuits that are made and thrown away at once."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from quantum_lint.evaluate.calls import Call
from quantum_lint.evaluate.positions import Where
from quantum_lint.evaluate.tables import tables_of
from quantum_lint.evaluate.values import Instance, Member, constant
from quantum_lint.knowledge import Knowledge
from quantum_lint.match.blocks import blocks
from quantum_lint.match.circuit_history import written_here
from quantum_lint.match.testing import expects_failure
from quantum_lint.parse.python import PythonDocument

#: Functions whose names begin like this are there to be timed.
_TIMED = ("time_", "track_", "peakmem_", "mem_", "bench")


class GivingRow(NamedTuple):
    """Calls that give a new circuit and change none; with `inplace` only where that argument does not say otherwise."""

    provider: str
    calls: tuple[str, ...]
    inplace_position: int = -1


class Discarded(NamedTuple):
    """A statement whose value is a new circuit: what makes it, for people, and the expression of the old circuit."""

    where: Where
    what: str
    subject: ast.expr | None
    provider: str


def discarded(document: PythonDocument, knowledge: Knowledge) -> Iterator[Discarded]:
    """Every call that gives a circuit and stands alone, where no notebook shows it and no test waits for an error."""
    rows = tables_of(knowledge).rows("giving", GivingRow)
    kept = {node for source in document.sources for node in _kept(source.body, bool(document.fragment.parts))}
    evaluation = document.evaluation(knowledge)
    clocks = tuple(evaluation.calls_to("time.*", "timeit.*"))
    for call in evaluation.calls:
        row = rows.get(call.callee)
        if row is None or not call.statement or call.where.node in kept or _is_timed(call, clocks):
            continue
        if _is_lost(call, row):
            yield Discarded(call.where, f"`{call.callee.rpartition('.')[2]}`", _subject(call), row.provider)


def _subject(call: Call) -> ast.expr | None:
    """The expression of the circuit that the method is called on, or that the function is given first."""
    node = call.where.node
    if not isinstance(node, ast.Call):
        return None
    if isinstance(node.func, ast.Attribute) and isinstance(call.receiver, Instance):
        return node.func.value
    return node.args[0] if node.args else None


def _is_timed(call: Call, clocks: Sequence[Call]) -> bool:
    """Whether a clock is read before the call and after it."""
    near = [clock.span.start > call.span.start for clock in clocks if clock.context.function == call.context.function]
    return True in near and False in near


def _is_lost(call: Call, row: GivingRow) -> bool:
    """Whether the call surely runs, for its result, and surely leaves the circuit as it is."""
    function = (call.context.function or "").rpartition(".")[2]
    if call.context.dead or expects_failure(call.context) or function.startswith(_TIMED) or not written_here(call):
        return False
    given = call.argument("inplace", row.inplace_position if row.inplace_position >= 0 else None)
    if given is not None:
        return constant(given.value, bool) is False
    return call.complete() and not isinstance(call.receiver, Member)


def _kept(body: Sequence[ast.stmt], shows_last: bool) -> Iterator[ast.AST]:
    """The calls that are no mistake: what a cell ends with is shown, and what is tried may be there to fail."""
    if shows_last and body and isinstance(body[-1], ast.Expr):
        yield body[-1].value
    for block in blocks(body):
        for statement in block:
            if isinstance(statement, ast.Try) and statement.handlers:
                yield from (node for tried in statement.body for node in ast.walk(tried) if isinstance(node, ast.Call))
