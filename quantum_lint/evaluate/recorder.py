"""Collects what an evaluation finds; a site that is reached several times stays one entry."""

from __future__ import annotations

import ast

from quantum_lint.evaluate.calls import Argument, Assignment, Call, Context, Evaluation, Expression, Import, Unfollowed
from quantum_lint.evaluate.values import Instance, ListValue, Value, join, options

_CallKey = tuple[ast.AST, str, "ast.AST | None"]


class Recorder:
    """Calls, imports and assignments in the order in which their sites were first reached."""

    __slots__ = ("assignments", "calls", "expressions", "imports", "returned", "unfollowed", "unknown")

    def __init__(self) -> None:
        self.calls: dict[_CallKey, Call] = {}
        self.imports: dict[tuple[ast.AST, str], Import] = {}
        self.assignments: dict[tuple[ast.AST, str], Assignment] = {}
        self.expressions: dict[ast.AST, Expression] = {}
        self.returned: dict[ast.AST, Value] = {}
        self.unknown: list[str] = []
        self.unfollowed: dict[tuple[ast.AST, tuple[str, str]], Unfollowed] = {}

    def call(self, call: Call) -> None:
        """Note a call, or widen the one already noted at this site."""
        key = _key(call)
        known = self.calls.get(key)
        self.calls[key] = call if known is None else _merged(known, call)

    def assignment(self, assignment: Assignment) -> None:
        """Note a binding, or widen the one already noted at this site."""
        key = (assignment.where.node, assignment.target)
        known = self.assignments.get(key)
        if known is not None:
            context = _widest(known.context, assignment.context)
            assignment = known._replace(value=join(known.value, assignment.value), context=context)
        self.assignments[key] = assignment

    def expression(self, expression: Expression) -> None:
        """Note a statement that is an expression, or widen the one already noted at this site."""
        known = self.expressions.get(expression.where.node)
        value = join(known.value, expression.value) if known else expression.value
        self.expressions[expression.where.node] = expression._replace(value=value)

    def imported(self, imported: Import) -> None:
        """Note an import."""
        self.imports.setdefault((imported.where.node, imported.alias), imported)

    def returns(self, value: Value) -> None:
        """Note the outside objects that a function returns."""
        items = value.items if isinstance(value, ListValue) else options(value)
        for item in items:
            if isinstance(item, Instance) and item.where is not None:
                self.returned.setdefault(item.where.node, item)

    def evaluation(self) -> Evaluation:
        """All that was noted."""
        return Evaluation(
            calls=tuple(self.calls.values()),
            imports=tuple(self.imports.values()),
            assignments=tuple(self.assignments.values()),
            expressions=tuple(self.expressions.values()),
            returned=tuple(self.returned.values()),
            unknown=tuple(dict.fromkeys(self.unknown)),
            unfollowed=tuple(self.unfollowed.values()),
        )


class FirstRecorder(Recorder):
    """Keeps what was seen first at each site, which takes a fraction of the time."""

    __slots__ = ()

    def call(self, call: Call) -> None:
        """Note a call, unless one is noted at this site."""
        self.calls.setdefault(_key(call), call)

    def assignment(self, assignment: Assignment) -> None:
        """Note a binding, unless one is noted at this site."""
        self.assignments.setdefault((assignment.where.node, assignment.target), assignment)


def _key(call: Call) -> _CallKey:
    """The site in this file, what is called and, in another file, the site there."""
    return call.where.node, call.callee, call.origin and call.origin.node


def _merged(known: Call, call: Call) -> Call:
    return Call(
        callee=known.callee,
        arguments=_arguments(known.arguments, call.arguments),
        context=_widest(known.context, call.context),
        receiver=_either(known.receiver, call.receiver),
        result=join(known.result, call.result),
        statement=known.statement,
        where=known.where,
        callee_where=known.callee_where,
        origin=known.origin,
    )


def _arguments(known: tuple[Argument, ...], other: tuple[Argument, ...]) -> tuple[Argument, ...]:
    if [(one.name, one.position) for one in known] != [(one.name, one.position) for one in other]:
        return known if len(known) >= len(other) else other
    return tuple(
        one if one.value is two.value else one._replace(value=join(one.value, two.value))
        for one, two in zip(known, other, strict=True)
    )


def _either(left: Value | None, right: Value | None) -> Value | None:
    if left is None or right is None or left is right:
        return left or right
    return join(left, right)


def _widest(left: Context, right: Context) -> Context:
    """The deepest loops, the fewest guards and `with` blocks: what holds whichever way the site is reached.

    Where a constant condition keeps it from being reached one way, it is the other one that counts.
    """
    if left == right:
        return left
    if left.dead != right.dead:
        return (right if left.dead else left)._replace(called=left.called or right.called)
    deepest = max(left, right, key=lambda context: len(context.loops))
    return left._replace(
        loops=deepest.loops,
        attempts=deepest.attempts,
        callers=deepest.callers,
        withs=min(left.withs, right.withs, key=len),
        handlers=max(left.handlers, right.handlers, key=len),
        guards=min(left.guards, right.guards, key=len),
        called=left.called or right.called,
    )
