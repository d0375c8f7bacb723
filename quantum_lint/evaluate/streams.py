"""Iterators without end whose items are known: `next` takes one after the other."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from quantum_lint.evaluate.calls import Argument
from quantum_lint.evaluate.functions import Function
from quantum_lint.evaluate.values import Known, Series, Unknown, Value, constant

if TYPE_CHECKING:
    from quantum_lint.evaluate.machine import Machine

#: The key under which a stream keeps how many items were taken from it.
_TAKEN = "taken"
_SOME = Unknown("how many items were taken before is not known")


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Stream(Series):
    """An iterator without end; `give` makes the item of a number (from 0), each of which is asked for once."""

    give: Callable[[int], Value]
    contents: dict[str, Any]


def stream(element: Value, give: Callable[[int], Value]) -> Stream:
    """A stream of which nothing was taken yet."""
    return Stream(element, None, endless=True, give=give, contents={_TAKEN: Known(0)})


def taken(machine: Machine, found: Stream) -> Value:
    """The next item, which then is gone; unknown where it is not known how many were taken before."""
    number = constant(found.contents[_TAKEN], int)
    known = number is not None and not machine.doubts
    machine.state.bind(found.contents, _TAKEN, Known(number + 1) if known else _SOME)
    return found.give(number) if known else found.element


def iterated(machine: Machine, found: Stream) -> None:
    """Items are taken in a way that is not followed."""
    machine.state.bind(found.contents, _TAKEN, _SOME)


def applied(machine: Machine, function: Value, source: Stream) -> Stream:
    """What the function gives for each item, when it is asked for."""

    def give(_: int) -> Value:
        item = (Argument(None, 0, taken(machine, source), machine.crossing),)
        return machine.invoke(function, item) if isinstance(function, Function) else machine.apply(function, item)

    return stream(_SOME, give)


def generated(machine: Machine, node: ast.expr, source: Stream) -> Stream | None:
    """`(expression for name in stream)`, made when it is asked for; None where it is more than that."""
    if not isinstance(node, ast.GeneratorExp) or len(node.generators) > 1 or node.generators[0].ifs:
        return None
    generator = node.generators[0]
    if not isinstance(generator.target, ast.Name):
        return None
    parameter = ast.copy_location(ast.arg(generator.target.id), generator.target)
    named = ast.arguments([], [parameter], None, [], [], None, [])
    body = ast.copy_location(ast.Lambda(named, node.elt), node)
    return applied(machine, Function(body, machine.scope.closure(), machine.positions, "<genexpr>", {}), source)
