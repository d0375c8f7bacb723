"""Loops around a call: whether it is made again, after it succeeded or after it failed, and whether anything waits."""

from __future__ import annotations

import ast

from quantum_lint.evaluate.calls import CALLBACK, Attempt, Call, Evaluation, Loop
from quantum_lint.match.straight_line import descent, exits_of, leaves

#: Calls that let time pass.
WAITS = ("time.sleep", "asyncio.sleep", "trio.sleep", "anyio.sleep", "gevent.sleep", "eventlet.sleep", "curio.sleep",
          "threading.Event.wait", "threading.Condition.wait")  # fmt: skip


def runs_again(loop: Loop, call: Call) -> bool:
    """Whether the loop may make the call a second time: the code has it, and it runs on, and more than once."""
    return loop.kind != CALLBACK and not (loop.trips is not None and loop.trips < 2) and not leaves_after(loop, call)


def exits(loop: Loop) -> tuple[ast.stmt, ...]:
    """The statements that leave the loop: its own `break`, `return`, `raise`, `sys.exit()`, and `yield`."""
    return tuple(exits_of(loop.where.node))


def is_endless(loop: Loop) -> bool:
    """Whether nothing ever ends the loop: no condition, and no statement in it."""
    return loop.kind == "forever" and not exits(loop)


def leaves_after(loop: Loop, call: Call) -> bool:
    """Whether what comes after the call, once it has succeeded, leaves the loop."""
    path = _path_in(loop, call)
    return bool(path) and leaves(path, loop.where.node)


def retried_by(call: Call) -> Loop | None:
    """The innermost loop that comes round to the call after it failed: it catches the exception and goes on."""
    for attempt in reversed(call.context.attempts):
        loops = call.context.loops[: attempt.loops]
        if loops and loops[-1].kind not in ("comprehension", CALLBACK) and _goes_on(loops[-1], attempt, call):
            return loops[-1]
    return None


def _goes_on(loop: Loop, attempt: Attempt, call: Call) -> bool:
    """Whether a handler of the attempt lets the loop come round."""
    statement, node = attempt.where.node, loop.where.node
    path = descent(node, statement)
    handlers = getattr(statement, "handlers", ())
    if path:
        return any(not leaves((*path, handler), node, handler.body) for handler in handlers)
    # The attempt stands in a function that the loop calls: only an exception leaves both.
    raising = [any(isinstance(each, ast.Raise) for each in handler.body) for handler in handlers]
    return not all(raising) and not leaves_after(loop, call)


def _path_in(loop: Loop, call: Call) -> tuple[ast.AST, ...]:
    """The way from the loop down to the call, or to the call of a function that makes it."""
    for where in (call.where, *reversed(call.context.callers)):
        path = descent(loop.where.node, where.node)
        if path:
            return path
    return ()


def waits(evaluation: Evaluation, loop: Loop) -> bool:
    """Whether anything in the loop sleeps."""
    node = loop.where.node
    return any(each.where.node is node for call in evaluation.calls_to(*WAITS) for each in call.context.loops)
