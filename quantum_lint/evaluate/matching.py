"""`match` statements: which cases a subject may be, and what their patterns bind."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from quantum_lint.evaluate.branches import settle
from quantum_lint.evaluate.calls import Guard
from quantum_lint.evaluate.state import Changes
from quantum_lint.evaluate.targets import assign
from quantum_lint.evaluate.values import Known, Unknown, Value, options, truth

if TYPE_CHECKING:
    from quantum_lint.evaluate.machine import Flow, Machine

_MATCHED = Unknown("it is matched by a pattern")


def match_statement(machine: Machine, node: ast.Match) -> Flow:
    """Each case that the subject may be is tried; the others are read, but leave nothing behind."""
    subject = machine.evaluate(node.subject)
    where = machine.where(node.subject)
    outcomes: list[tuple[Changes, Flow]] = []
    taken: bool | None = False
    for case in node.cases:
        holds = False if taken else _holds(machine, case, subject)
        changes, flow = _case(machine, case, subject, Guard(where, holds=holds))
        if holds is not False:
            outcomes.append((changes, flow))
        taken = True if holds else taken
    if not taken:
        outcomes.append(({}, None))
    return settle(machine, outcomes)


def _case(machine: Machine, case: ast.match_case, subject: Value, guard: Guard) -> tuple[Changes, Flow]:
    with machine.guarded(guard), machine.state.trial() as changes:
        _bind(machine, case.pattern, subject)
        if case.guard is not None:
            machine.evaluate(case.guard)
        flow = machine.block(case.body)
    return changes, flow


def _holds(machine: Machine, case: ast.match_case, subject: Value) -> bool | None:
    """Whether the subject is that case; None where that is not known."""
    found = [_fits(machine, case.pattern, option) for option in options(subject)]
    if all(fits is False for fits in found):
        return False
    guard = truth(machine.evaluate(case.guard)) if case.guard is not None else True
    return guard if all(found) else None


def _fits(machine: Machine, pattern: ast.pattern, subject: Value) -> bool | None:
    if isinstance(pattern, ast.MatchAs):
        return True if pattern.pattern is None else _fits(machine, pattern.pattern, subject)
    if isinstance(pattern, ast.MatchOr):
        found = [_fits(machine, each, subject) for each in pattern.patterns]
        return True if True in found else (None if None in found else False)
    if isinstance(pattern, (ast.MatchValue, ast.MatchSingleton)):
        wanted = Known(pattern.value) if isinstance(pattern, ast.MatchSingleton) else machine.evaluate(pattern.value)
        if isinstance(wanted, Known) and isinstance(subject, Known):
            return bool(wanted == subject)
    return None


def _bind(machine: Machine, pattern: ast.pattern, subject: Value) -> None:
    """Bind the names of a pattern to the parts of the subject that they stand for."""
    if isinstance(pattern, ast.MatchAs):
        if pattern.pattern is not None:
            _bind(machine, pattern.pattern, subject)
        if pattern.name is not None:
            machine.bind(pattern.name, subject)
    elif isinstance(pattern, ast.MatchSequence):
        _bind_sequence(machine, pattern, subject)
    elif isinstance(pattern, ast.MatchMapping):
        _bind_mapping(machine, pattern, subject)
    elif isinstance(pattern, ast.MatchClass):
        _bind_class(machine, pattern, subject)
    elif isinstance(pattern, ast.MatchOr):
        for part in pattern.patterns:
            _bind(machine, part, subject)


def _bind_mapping(machine: Machine, pattern: ast.MatchMapping, subject: Value) -> None:
    for key, part in zip(pattern.keys, pattern.patterns, strict=False):
        _bind(machine, part, machine.item(subject, machine.evaluate(key)))
    if pattern.rest is not None:
        machine.bind(pattern.rest, _MATCHED)


def _bind_class(machine: Machine, pattern: ast.MatchClass, subject: Value) -> None:
    """A single positional pattern stands for the subject itself, as in `str(name)`."""
    for part in pattern.patterns:
        _bind(machine, part, subject if len(pattern.patterns) == 1 else _MATCHED)
    for name, part in zip(pattern.kwd_attrs, pattern.kwd_patterns, strict=False):
        _bind(machine, part, machine.attribute(subject, name))


def _bind_sequence(machine: Machine, pattern: ast.MatchSequence, subject: Value) -> None:
    """Names are bound as by an assignment to a tuple, patterns inside to the item at their place."""
    targets = [_target(part, at) for at, part in enumerate(pattern.patterns)]
    assign(machine, ast.Tuple(elts=targets, ctx=ast.Store()), subject)
    for at, part in enumerate(pattern.patterns):
        if isinstance(part, ast.MatchStar):
            return
        if not (isinstance(part, ast.MatchAs) and part.pattern is None):
            _bind(machine, part, machine.item(subject, Known(at)))


def _target(part: ast.pattern, at: int) -> ast.expr:
    """What an assignment to a tuple would have in place of a pattern."""
    name = getattr(part, "name", None) or f"({at})"  # no variable has such a name
    target: ast.expr = ast.Name(name, ast.Store())
    return ast.Starred(target, ast.Store()) if isinstance(part, ast.MatchStar) else target
