"""Loops and comprehensions: short known ones are read item by item, the others once for all items."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from quantum_lint.evaluate.calls import Guard, Loop
from quantum_lint.evaluate.counters import is_endless, trips
from quantum_lint.evaluate.histories import forget
from quantum_lint.evaluate.idling import Idling
from quantum_lint.evaluate.items import items
from quantum_lint.evaluate.state import Changes, Scope, widened
from quantum_lint.evaluate.streams import Stream, generated
from quantum_lint.evaluate.targets import assign, names
from quantum_lint.evaluate.values import (
    UNKNOWN_ITEM,
    ListValue,
    Series,
    Unknown,
    Value,
    join,
    truth,
)

if TYPE_CHECKING:
    from quantum_lint.evaluate.machine import Flow, Machine


def for_loop(machine: Machine, node: ast.For | ast.AsyncFor) -> Flow:
    """`for target in iterable`."""
    found = items(machine, machine.evaluate(node.iter))
    kind = "forever" if found.endless else "for"
    loop = Loop(kind, found.length, machine.where(node), tuple(names(node.target)))
    doubts = machine.doubts
    with machine.looping(loop):
        if found.known is not None and _unrolls(machine, len(found.known), machine.limits.unrolled):
            flow = _each(machine, node, found.known, found.element)
        else:
            flow = _once_for_all(machine, lambda: _iteration(machine, node, found.element))
    if flow is None and node.orelse:
        flow = machine.block(node.orelse)
    machine.doubts = tuple(doubt for doubt in machine.doubts if doubt in doubts or doubt.flow == "return")
    return flow if flow == "return" else None


def _iteration(machine: Machine, node: ast.For | ast.AsyncFor, item: Value) -> Flow:
    assign(machine, node.target, item)
    return machine.block(node.body)


def _each(machine: Machine, node: ast.For | ast.AsyncFor, known: Sequence[Value], element: Value) -> Flow:
    if not known and machine.limits.skipped:
        _tried(machine, lambda: _iteration(machine, node, UNKNOWN_ITEM))
    idling = Idling(machine)
    with machine.repeating(len(known)):
        for item in known:
            machine.library.in_time()
            if idling.too_long():
                return _once_for_all(machine, lambda: _iteration(machine, node, element))
            flow = _iteration(machine, node, item)
            if flow in ("return", "break", "raise"):
                return flow
    return None


def _unrolls(machine: Machine, number: int, most: int) -> bool:
    """Whether a loop is read item by item: it is short, and so are the loops around it together with it."""
    return number <= most and number * machine.repetitions <= machine.limits.repetitions


def _once_for_all(machine: Machine, body: Callable[[], Flow]) -> Flow:
    """Read the body as the first iteration, then, if that changed something, as any later one."""
    first = _tried(machine, body)
    if _carries_over(first):
        machine.state.merge(({}, first), widened)
        second = _tried(machine, body)
        machine.state.merge(({}, second), widened)
    else:
        machine.state.merge((first,))
    return None


def _tried(machine: Machine, body: Callable[[], Flow]) -> Changes:
    with machine.state.trial() as changes:
        body()
    return changes


def _carries_over(changes: Changes) -> bool:
    """Whether an iteration changed anything that was there before it."""
    return any(key in contents and contents[key] is not value for contents, key, value in changes.values())


def while_loop(machine: Machine, node: ast.While) -> Flow:
    """`while condition`: as long as the condition is known its body is read as often as it runs."""
    doubts = machine.doubts
    idling = Idling(machine)
    for _ in range(machine.limits.whiles):
        machine.library.in_time()
        if idling.too_long():
            break
        holds = truth(machine.evaluate(node.test))
        flow = machine.block(node.body) if holds else None
        if flow in ("return", "raise"):
            return flow
        if holds is False or flow == "break":
            machine.doubts = tuple(doubt for doubt in machine.doubts if doubt in doubts or doubt.flow == "return")
            return machine.block(node.orelse) if node.orelse and flow is None else None
        if holds is None or machine.doubts != doubts:
            break
    holds = truth(machine.evaluate(node.test))
    endless = holds is True and is_endless(machine, node)
    number = None if endless else trips(machine, node)
    guard = Guard(machine.where(node.test), holds=False) if holds is False else None
    loop = Loop("forever" if endless else "while", number, machine.where(node))
    with machine.looping(loop), machine.guarded(guard):
        _once_for_all(machine, lambda: _test_and_body(machine, node))
    if node.orelse:
        return machine.block(node.orelse)
    return None


def _test_and_body(machine: Machine, node: ast.While) -> Flow:
    machine.evaluate(node.test)
    return machine.block(node.body)


Comprehension = ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp


def comprehension(machine: Machine, node: Comprehension) -> Value:
    """A comprehension: a list or dictionary if its items are few and known, otherwise a series."""
    source = machine.evaluate(node.generators[0].iter)
    lazy = (
        generated(machine, node, source) if isinstance(source, Stream) and isinstance(node, ast.GeneratorExp) else None
    )
    if lazy is not None:
        return lazy
    scope = machine.scope
    machine.scope = Scope(scope, is_comprehension=True)
    try:
        results, exact, length = _generate(machine, node, source)
    finally:
        machine.scope = scope
    if isinstance(node, ast.DictComp):
        pairs = [(one.items[0], one.items[1]) for one in results if isinstance(one, ListValue)]
        return machine.library.table(machine, pairs) if exact else Unknown("its items are not known")
    if exact:
        return machine.library.distinct(machine, results) if isinstance(node, ast.SetComp) else ListValue(results)
    element = join(*results) if results else UNKNOWN_ITEM
    forget(machine, element)
    return Series(element, length)


def _generate(
    machine: Machine, node: Comprehension, source: Value, level: int = 0
) -> tuple[list[Value], bool, int | None]:
    """The items, whether these are all of them, and how many there are if that is known."""
    generator = node.generators[level]
    known, element, length, _ = items(machine, source)
    loop = Loop("comprehension", length, machine.where(node), tuple(names(generator.target)))
    most = 4 * machine.limits.unrolled
    exact = known is not None and _unrolls(machine, len(known), most)
    found: list[Value] = []
    total: int | None = 0
    read = known if exact and known is not None else (element,)
    idling = Idling(machine)
    with machine.looping(loop), machine.repeating(len(read)):
        for item in read:
            machine.library.in_time()
            if idling.too_long():
                return _left_out(machine, node, level, element, found)
            assign(machine, generator.target, item)
            passes = _passes(machine, generator.ifs)
            if passes is False:
                continue
            results, all_known, count = _inner(machine, node, level + 1)
            found.extend(results)
            exact = exact and all_known and passes is True
            total = None if total is None or count is None or passes is None else total + count
    if exact and len(found) <= machine.limits.container:
        return found, True, len(found)
    if known is None or len(read) != len(known):
        total = None if total is None or length is None else total * length
    return found[:8], False, total


def _inner(machine: Machine, node: Comprehension, level: int) -> tuple[list[Value], bool, int | None]:
    """The same of what stands inside the loops up to a level."""
    if level == len(node.generators):
        return [_element(machine, node)], True, 1
    return _generate(machine, node, machine.evaluate(node.generators[level].iter), level)


def _left_out(
    machine: Machine, node: Comprehension, level: int, element: Value, found: Sequence[Value]
) -> tuple[list[Value], bool, None]:
    """Some items of a comprehension that is not read to its end, with a typical one of those that are left."""
    assign(machine, node.generators[level].target, element)
    results, _, _ = _inner(machine, node, level + 1)
    return [*found[:7], *results[:1]], False, None


def _passes(machine: Machine, conditions: Sequence[ast.expr]) -> bool | None:
    held = [truth(machine.evaluate(condition)) for condition in conditions]
    if any(holds is False for holds in held):
        return False
    return None if None in held else True


def _element(machine: Machine, node: Comprehension) -> Value:
    if isinstance(node, ast.DictComp):
        return ListValue([machine.evaluate(node.key), machine.evaluate(node.value)], "tuple")
    return machine.evaluate(node.elt)
