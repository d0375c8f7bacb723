"""Models of calls that call what they are given: `map`, thread pools, threads, `functools.partial`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from quantum_lint.evaluate.calling import apply
from quantum_lint.evaluate.calls import Argument
from quantum_lint.evaluate.functions import Bound, Function, Partial, UserClass
from quantum_lint.evaluate.items import items
from quantum_lint.evaluate.values import (
    DictValue,
    Known,
    ListValue,
    Member,
    Reference,
    Series,
    Value,
    find_argument,
    join,
)

if TYPE_CHECKING:
    from quantum_lint.evaluate.machine import Machine

Arguments = tuple[Argument, ...]
Model = Callable[["Machine", Arguments, "Value | None"], "Value | None"]

_CALLABLE = (Function, Bound, Partial, UserClass, Reference, Member)
#: More items than this are taken as one.
_MANY = 16


def _partial(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    if not arguments or not isinstance(arguments[0].value, _CALLABLE):
        return None
    return Partial(arguments[0].value, _shifted(arguments[1:], -1))


def _submit(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    """`pool.submit(function, *arguments, **keywords)`."""
    if arguments and isinstance(arguments[0].value, _CALLABLE):
        apply(machine, arguments[0].value, _shifted(arguments[1:], -1), machine.site)
    return None


def _thread(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    """`Thread(target=function, args=(...), kwargs={...})`, and `pool.apply(function, args, kwds)`."""
    function = find_argument(arguments, "target") or find_argument(arguments, "func", 0)
    positional, named = (
        find_argument(arguments, "args", 1),
        find_argument(arguments, "kwargs") or find_argument(arguments, "kwds", 2),
    )
    if function is None or not isinstance(function.value, _CALLABLE):
        return None
    given: list[Argument] = []
    if positional is not None and isinstance(positional.value, ListValue):
        given += [Argument(None, at, item, positional.where) for at, item in enumerate(positional.value.items)]
    if named is not None and isinstance(named.value, DictValue):
        given += [
            Argument(key.value, None, item, named.where)
            for key, item in named.value.items
            if isinstance(key, Known) and isinstance(key.value, str)
        ]
    apply(machine, function.value, tuple(given), machine.site)
    return None


def _map(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    """`map(function, *iterables)`."""
    if len(arguments) < 2 or not isinstance(arguments[0].value, _CALLABLE):
        return None
    function, site = arguments[0].value, machine.site
    columns = [items(machine, argument.value) for argument in arguments[1:] if argument.position is not None]
    if columns and all(column.known is not None and len(column.known) <= _MANY for column in columns):
        rows = zip(*(column.known or () for column in columns), strict=False)
        return ListValue([apply(machine, function, _given(row, arguments), site) for row in rows])
    result = apply(machine, function, _given([column.element for column in columns], arguments), site)
    return Series(result, columns[0].length if len(columns) == 1 else None)


def _star_map(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    """`pool.starmap(function, rows)`."""
    if len(arguments) < 2 or not isinstance(arguments[0].value, _CALLABLE):
        return None
    known, element, length, _ = items(machine, arguments[1].value)
    rows = [row for row in (known or (element,))[:_MANY] if isinstance(row, ListValue)]
    site = machine.site
    results = [apply(machine, arguments[0].value, _given(row.items, arguments), site) for row in rows]
    return Series(join(*results), length) if results else None


def _given(values: Sequence[Value], arguments: Arguments) -> Arguments:
    where = arguments[-1].where
    return tuple(Argument(None, at, value, where) for at, value in enumerate(values))


def _shifted(arguments: Arguments, by: int) -> Arguments:
    return tuple(each if each.position is None else each._replace(position=each.position + by) for each in arguments)


_EXECUTORS = (
    "concurrent.futures.ThreadPoolExecutor",
    "concurrent.futures.ProcessPoolExecutor",
    "concurrent.futures.thread.ThreadPoolExecutor",
    "concurrent.futures.process.ProcessPoolExecutor",
)
_POOLS = ("multiprocessing.Pool", "multiprocessing.pool.Pool", "multiprocessing.pool.ThreadPool")
MODELS: dict[str, Model] = {
    "functools.partial": _partial,
    "map": _map,
    **{f"{executor}.submit": _submit for executor in _EXECUTORS},
    **{f"{executor}.map": _map for executor in _EXECUTORS},
    **{f"{pool}.{name}": _thread for pool in _POOLS for name in ("apply", "apply_async")},
    **{f"{pool}.{name}": _map for pool in _POOLS for name in ("map", "map_async", "imap", "imap_unordered")},
    **{f"{pool}.starmap": _star_map for pool in _POOLS},
    "asyncio.to_thread": _submit,
    "threading.Thread": _thread,
    "multiprocessing.Process": _thread,
}
