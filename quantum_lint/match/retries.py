"""Work that is handed in again when it fails: whether anything ends that, and whether anything waits."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from quantum_lint.evaluate.calls import Call, Evaluation, Handler, Loop
from quantum_lint.evaluate.values import Instance, Value, find_argument, options, qualified
from quantum_lint.match.loops import WAITS, exits, retried_by
from quantum_lint.match.straight_line import descent, following
from quantum_lint.parse.python import PythonDocument

#: Decorators that try for ever, and the arguments, with their positions, that put an end to it.
_ENDS: Mapping[str, Mapping[str, int | None]] = {
    "tenacity.retry": {"stop": None},
    "backoff.on_exception": {"max_tries": None, "max_time": None},
    "backoff.on_predicate": {"max_tries": None, "max_time": None},
    "retrying.retry": dict.fromkeys(("stop", "stop_func", "stop_max_attempt_number", "stop_max_delay")),
    "retry.retry": {"tries": 1},
    "retry.api.retry": {"tries": 1},
}


def endless_retry(call: Call) -> Loop | None:
    """The loop that makes the call again, as often as it fails: nothing but its success ends the loop."""
    loop = retried_by(call)
    if loop is None or loop.kind not in ("forever", "while"):
        return None
    attempts = [attempt.where.node for attempt in call.context.attempts]
    path = next((path for node in reversed(attempts) if (path := descent(loop.where.node, node))), ())
    return loop if path and _ends_by_success(loop, path[-1], call) else None


def _ends_by_success(loop: Loop, attempt: ast.AST, call: Call) -> bool:
    """Whether all that may end the loop comes after the call in the attempt."""
    after = {id(node) for statement in _after(attempt, call) for node in ast.walk(statement)}
    if any(id(statement) not in after for statement in exits(loop)):
        return False
    if loop.kind == "forever":
        return bool(exits(loop))
    return _turned(loop.where.node, after)


def ended_by_success(loop: Loop, call: Call) -> bool:
    """Whether a loop with a condition is over once the call has succeeded: what it waits for is then there.

    That is a name in the condition which is bound to what the call gives, or to a constant after the call.
    """
    path = next((path for node in _ways_to(call) if (path := descent(loop.where.node, node))), ())
    if loop.kind != "while" or not path:
        return False
    tested = {node.id for node in ast.walk(path[0].test) if isinstance(node, ast.Name)}  # type: ignore[attr-defined]
    own = next(node for node in reversed(path) if isinstance(node, ast.stmt))
    later = (each.statement for each in following(path))
    turned = (each for each in later if isinstance(each, ast.Assign) and isinstance(each.value, ast.Constant))
    return any(_binds(statement, tested) for statement in (own, *turned))


def _binds(statement: ast.stmt, names: set[str]) -> bool:
    return isinstance(statement, ast.Assign) and any(
        isinstance(node, ast.Name) and node.id in names for target in statement.targets for node in ast.walk(target)
    )


def _after(attempt: ast.AST, call: Call) -> Iterator[ast.stmt]:
    """The statements of an attempt that are reached only when the call has succeeded."""
    body = getattr(attempt, "body", [])
    at = next((at for at, statement in enumerate(body) if _makes(statement, call)), len(body))
    yield from body[at:]
    yield from getattr(attempt, "orelse", ())


def _makes(statement: ast.stmt, call: Call) -> bool:
    return any(descent(statement, where.node) for where in (call.where, *call.context.callers))


def _turned(loop: ast.AST, after: set[int]) -> bool:
    """Whether the condition is one of names only, and all that the loop binds of them is bound among `after`."""
    test = getattr(loop, "test", loop)
    if any(isinstance(node, (ast.Call, ast.Attribute, ast.Subscript, ast.NamedExpr)) for node in ast.walk(test)):
        return False
    tested = {node.id for node in ast.walk(test) if isinstance(node, ast.Name)}
    bound = [
        node
        for node in ast.walk(loop)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and node.id in tested
    ]
    return bool(bound) and all(id(node) in after for node in bound)


def endless_decorator(call: Call) -> str | None:
    """The decorator that calls the function again for ever, if one does."""
    for wrapper in call.context.wrappers:
        for option in options(wrapper):
            name = qualified(option)
            if name is not None and name in _ENDS and not _is_ended(option, _ENDS[name]):
                return name
    return None


def _is_ended(decorator: Value, ends: Mapping[str, int | None]) -> bool:
    """Whether an argument ends it, or may do so."""
    given = decorator.arguments if isinstance(decorator, Instance) else ()
    unpacked = any(argument.name is None and argument.position is None for argument in given)
    return unpacked or any(find_argument(given, name, position) for name, position in ends.items())


def repeated_in_handler(document: PythonDocument, evaluation: Evaluation, call: Call) -> Handler | None:
    """The handler that does at once, without waiting, once more just what failed."""
    for handler in call.context.handlers:
        again = next((each for each in _ways_to(call) if descent(handler.where.node, each)), None)
        if again is not None and not _waits(evaluation, handler) and _was_tried(document, handler, again):
            return handler
    return None


def _ways_to(call: Call) -> Iterator[ast.AST]:
    """The call, and the calls that led to it, innermost first."""
    yield call.where.node
    yield from (where.node for where in reversed(call.context.callers))


def _waits(evaluation: Evaluation, handler: Handler) -> bool:
    return any(descent(handler.where.node, call.where.node) for call in evaluation.calls_to(*WAITS))


def _was_tried(document: PythonDocument, handler: Handler, again: ast.AST) -> bool:
    """Whether what the handler catches comes from the very same call, with the same arguments."""
    written = ast.dump(again)
    for source in document.sources:
        for statement in source.body:
            for node in ast.walk(statement):
                if handler.where.node in getattr(node, "handlers", ()):
                    tried = (each for inner in node.body for each in ast.walk(inner))  # type: ignore[attr-defined]
                    return any(isinstance(each, ast.Call) and ast.dump(each) == written for each in tried)
    return False
