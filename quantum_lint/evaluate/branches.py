"""Branches: each is tried from the same state, and what they leave behind is joined."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from quantum_lint.evaluate.calls import Attempt, Guard, Handler
from quantum_lint.evaluate.state import Changes, Doubt
from quantum_lint.evaluate.values import Instance, qualified, truth

if TYPE_CHECKING:
    from quantum_lint.evaluate.machine import Flow, Machine

#: How a branch ends that nothing after the statement follows on.
_LEAVING = ("return", "raise")


def if_statement(machine: Machine, node: ast.If) -> Flow:
    """`if`: where the condition is known the other branch is still read, but leaves nothing behind."""
    holds = truth(machine.evaluate(node.test))
    where = machine.where(node.test)
    then = Guard(where, holds=holds)
    otherwise = Guard(where, negated=True, holds=None if holds is None else not holds)
    if holds is None:
        return _both(machine, node, then, otherwise)
    taken, skipped = (node.body, node.orelse) if holds else (node.orelse, node.body)
    guard, other = (then, otherwise) if holds else (otherwise, then)
    if skipped and machine.limits.skipped:
        with machine.state.trial(), machine.guarded(other):
            returned = len(machine.returned)
            machine.block(skipped)
            del machine.returned[returned:]
    return _taken(machine, taken, guard)


def _taken(machine: Machine, body: Sequence[ast.stmt], guard: Guard) -> Flow:
    """The branch of a known condition: what holds at its end holds after it, too."""
    outer = machine.guards
    with machine.guarded(guard):
        flow = machine.branch(body)
        learned = machine.guards[len(outer) + 1 :]
    machine.guards = (*outer, *learned)
    return flow


class _Branch(NamedTuple):
    """What a branch leaves behind, how it ends, and what holds at its end."""

    changes: Changes
    flow: Flow
    guards: tuple[Guard, ...]


def _both(machine: Machine, node: ast.If, then: Guard, otherwise: Guard) -> Flow:
    first = _tried(machine, node.body, then)
    second = _tried(machine, node.orelse, otherwise)
    if first.flow in _LEAVING and second.flow is None:
        machine.guards = second.guards
    elif second.flow in _LEAVING and first.flow is None:
        machine.guards = first.guards
    return settle(machine, [(first.changes, first.flow), (second.changes, second.flow)])


def _tried(machine: Machine, body: Sequence[ast.stmt], guard: Guard) -> _Branch:
    with machine.guarded(guard), machine.state.trial() as changes:
        flow = machine.branch(body)
        guards = machine.guards
    return _Branch(changes, flow, guards)


def settle(machine: Machine, outcomes: Sequence[tuple[Changes, Flow]]) -> Flow:
    """Join what the branches left behind. One that leaves the function leaves only what outlives it."""
    staying = [changes for changes, flow in outcomes if flow not in ("return", "raise")]
    leaving = [changes for changes, flow in outcomes if flow == "return"]
    if not staying:
        machine.state.merge([_outliving(machine, changes) for changes in leaving] or [{}])
        return "return" if leaving else "raise"
    machine.state.merge(staying + [_outliving(machine, changes) for changes in leaving])
    flows = {flow for _, flow in outcomes if flow not in ("return", "raise")}
    if machine.limits.careful:
        left = sorted({flow for _, flow in outcomes if flow is not None and flow != "raise"})
        reason = "a condition is not known, and what follows may not run"
        machine.doubts += tuple(Doubt(flow, reason) for flow in left if len(flows) > 1 or flow == "return")
    return None if None in flows else flows.pop()


def _outliving(machine: Machine, changes: Changes) -> Changes:
    local = machine.scope.contents
    return {place: cell for place, cell in changes.items() if cell[0] is not local}


def try_statement(machine: Machine, node: ast.Try) -> Flow:
    """`try`: a handler may follow on the body or on a part of it."""
    with machine.attempting(Attempt(machine.where(node), len(machine.loops))):
        flow = machine.block(node.body)
    if flow is None and node.orelse:
        flow = machine.block(node.orelse)
    if machine.limits.careful and flow != "raise":
        return (machine.block(node.finalbody) if node.finalbody else None) or flow
    outcomes: list[tuple[Changes, Flow]] = [({}, flow)]
    for handler in node.handlers:
        outcomes.append(_handled(machine, handler))
    flow = settle(machine, outcomes)
    final = machine.block(node.finalbody) if node.finalbody else None
    return final or flow


def _handled(machine: Machine, handler: ast.ExceptHandler) -> tuple[Changes, Flow]:
    kind = machine.evaluate(handler.type) if handler.type is not None else None
    name = qualified(kind) or ("BaseException" if kind is None else "?")
    outer = machine.handlers
    machine.handlers = (*outer, Handler(name, machine.where(handler)))
    try:
        with machine.state.trial() as changes:
            if handler.name:
                machine.bind(handler.name, Instance(name))
            flow = machine.block(handler.body)
    finally:
        machine.handlers = outer
    return changes, flow
