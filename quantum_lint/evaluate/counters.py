"""`while` loops that count: how often they run, and whether anything can make their condition false."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from quantum_lint.evaluate.items import LONGEST
from quantum_lint.evaluate.operators import FAILURES
from quantum_lint.evaluate.values import Known, constant, truth

if TYPE_CHECKING:
    from quantum_lint.evaluate.machine import Machine

_MIRRORED: dict[type[ast.cmpop], type[ast.cmpop]] = {ast.Lt: ast.Gt, ast.LtE: ast.GtE, ast.Gt: ast.Lt, ast.GtE: ast.LtE}


class _Bound(NamedTuple):
    """`counter <kind> limit`."""

    counter: str
    kind: type[ast.cmpop]
    limit: ast.expr


def is_endless(machine: Machine, node: ast.While) -> bool:
    """Whether the condition is true and made of constants alone, so that nothing ever changes it."""
    fixed = (ast.Constant, ast.UnaryOp, ast.Compare, ast.BoolOp, ast.boolop, ast.unaryop, ast.cmpop)
    return all(isinstance(part, fixed) for part in ast.walk(node.test)) and truth(machine.evaluate(node.test)) is True


def trips(machine: Machine, node: ast.While) -> int | None:
    """How often `while counter < limit` runs if each iteration changes the counter once, by the same amount."""
    bound = _bound_of(node.test)
    if bound is None:
        return None
    start, limit = machine.lookup(bound.counter), machine.evaluate(bound.limit)
    step = _step(machine, node.body, bound.counter)
    moving = _names(bound.limit) & _bound(node.body)
    if not isinstance(start, Known) or not isinstance(limit, Known) or not step or moving:
        return None
    try:
        number = _iterations(bound.kind, limit.value - start.value, step)
    except FAILURES:
        return None
    return number if number is None or number <= LONGEST else None


def _iterations(kind: type[ast.cmpop], way: float, step: float) -> int | None:
    if kind is ast.NotEq:
        return int(way // step) if way % step == 0 and way * step >= 0 else None
    if kind in (ast.Gt, ast.GtE):
        way, step = -way, -step
    if step < 0 < way:
        return None
    inclusive = kind in (ast.LtE, ast.GtE)
    return max(0, int(way // step) + 1 if inclusive else -int(-way // step))


def _bound_of(test: ast.expr) -> _Bound | None:
    if isinstance(test, ast.Name):
        return _Bound(test.id, ast.NotEq, ast.Constant(0))
    if not isinstance(test, ast.Compare) or len(test.ops) != 1:
        return None
    kind, left, right = type(test.ops[0]), test.left, test.comparators[0]
    if isinstance(right, ast.Name) and isinstance(left, ast.Constant):
        left, right, kind = right, left, _MIRRORED.get(kind, kind)
    if not isinstance(left, ast.Name) or kind not in (*_MIRRORED, ast.NotEq):
        return None
    return _Bound(left.id, kind, right)


def _step(machine: Machine, body: Sequence[ast.stmt], counter: str) -> float | None:
    """By how much each iteration changes the counter; None where that is not the same each time."""
    changes = [statement for statement in body if _changes(statement, counter)]
    bindings = [each for statement in body for each in ast.walk(statement) if _binds(each, counter)]
    if len(changes) != 1 or len(bindings) != 1:
        return None
    before = body[: body.index(changes[0])]
    if any(isinstance(each, ast.Continue) for statement in before for each in ast.walk(statement)):
        return None
    change = changes[0]
    amount = change.value if isinstance(change, ast.AugAssign) else change.value.right  # type: ignore[attr-defined]
    kind = change.op if isinstance(change, ast.AugAssign) else change.value.op  # type: ignore[attr-defined]
    if not isinstance(amount, ast.Constant):
        return None
    number: float | None = constant(machine.evaluate(amount), (int, float))
    return number if number is None or isinstance(kind, ast.Add) else -number


def _changes(statement: ast.stmt, counter: str) -> bool:
    """Whether it is `counter += amount`, `counter -= amount`, `counter = counter + amount` or `... - amount`."""
    if isinstance(statement, ast.AugAssign):
        change: ast.AugAssign | ast.BinOp = statement
    elif isinstance(statement, ast.Assign) and isinstance(statement.value, ast.BinOp) and len(statement.targets) == 1:
        change = statement.value
        if not isinstance(change.left, ast.Name) or change.left.id != counter:
            return False
    else:
        return False
    target = statement.target if isinstance(statement, ast.AugAssign) else statement.targets[0]
    return isinstance(target, ast.Name) and target.id == counter and isinstance(change.op, (ast.Add, ast.Sub))


def _binds(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name and not isinstance(node.ctx, ast.Load)


def _names(node: ast.AST) -> set[str]:
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}


def _bound(body: Sequence[ast.stmt]) -> set[str]:
    """The names that statements bind."""
    nodes = (each for statement in body for each in ast.walk(statement))
    return {each.id for each in nodes if isinstance(each, ast.Name) and not isinstance(each.ctx, ast.Load)}
