"""Functions that call themselves, directly or through others, and what ends that."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from quantum_lint.evaluate.calls import Call, Evaluation
from quantum_lint.match.straight_line import conditions, descent

Kind = Literal["endless", "retry", "guarded"]
_KINDS: tuple[Kind, ...] = ("endless", "retry", "guarded")


class Recursion(NamedTuple):
    """A way from a function back into it; `back` is the call that takes it.

    `endless`: nothing keeps that call from being reached. `retry`: only a handler of exceptions stands before it, so
    that it is reached as long as something fails. `guarded`: a condition stands before it, which may end it.
    """

    back: Call
    kind: Kind


def recursion(evaluation: Evaluation, call: Call) -> Recursion | None:
    """How the function that the call stands in, or one that calls that function, comes back to itself."""
    edges = _edges(evaluation)
    functions = [call.context.function, *_callers(evaluation, call)]
    found = [each for function in functions if function is not None for each in _ways(edges, function)]
    return min(found, key=lambda each: _KINDS.index(each.kind), default=None)


def _callers(evaluation: Evaluation, call: Call) -> Iterator[str | None]:
    """The functions through which the call is reached."""
    nodes = {where.node for where in call.context.callers}
    return (each.context.function for each in evaluation.calls if each.where.node in nodes)


def _edges(evaluation: Evaluation) -> Mapping[str, Sequence[Call]]:
    """The calls of functions of this file, by the function they stand in."""
    found: dict[str, list[Call]] = {}
    for call in evaluation.calls:
        if call.context.function is not None and call.callee.startswith("__main__."):
            found.setdefault(call.context.function, []).append(call)
    return found


def _ways(edges: Mapping[str, Sequence[Call]], function: str) -> Iterator[Recursion]:
    """The way back to a function that the fewest things stand in."""
    for kind in _KINDS:
        allowed = _KINDS[: _KINDS.index(kind) + 1]
        back = _way_back(edges, function, allowed)
        if back is not None:
            yield Recursion(back, kind)
            return


def _way_back(edges: Mapping[str, Sequence[Call]], function: str, allowed: Sequence[Kind]) -> Call | None:
    queue, seen = [function], {function}
    for current in queue:
        for call in edges.get(current, ()):
            target = call.callee.removeprefix("__main__.")
            if (target == function or target not in seen) and _kind(call) in allowed:
                if target == function:
                    return call
                seen.add(target)
                queue.append(target)
    return None


def _kind(call: Call) -> Kind:
    definition = call.context.definition
    path = descent(definition.node, call.where.node) if definition else ()
    between = conditions(path) if path else (call.where.node,)
    if not between:
        return "endless"
    return "retry" if all(isinstance(node, ast.ExceptHandler) for node in between) else "guarded"
