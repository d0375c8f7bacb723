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
    Instance,
    Known,
    ListValue,
    Member,
    Method,
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

_CALLABLE = (Function, Bound, Partial, UserClass, Reference, Member, Method)
#: More items than this are taken as one.
_MANY = 16


def _partial(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    if not arguments or not isinstance(arguments[0].value, _CALLABLE):
        return None
    return Partial(arguments[0].value, _shifted(arguments[1:], -1))


def _submit(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    """`pool.submit(function, *arguments, **keywords)`."""
    if not arguments or not isinstance(arguments[0].value, _CALLABLE):
        return None
    return promise(machine, _FUTURE, apply(machine, arguments[0].value, _shifted(arguments[1:], -1), machine.site))


def _in_executor(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    """`await loop.run_in_executor(pool, function, *arguments)`."""
    return _to_thread(machine, _shifted(arguments[1:], -1), receiver)


def _to_thread(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    """`await asyncio.to_thread(function, *arguments)`."""
    if not arguments or not isinstance(arguments[0].value, _CALLABLE):
        return None
    return apply(machine, arguments[0].value, _shifted(arguments[1:], -1), machine.site)


def promise(machine: Machine, kind: str, value: Value) -> Instance:
    """Something that gives the value later."""
    return Instance(kind, contents={_PROMISED: value}, where=machine.crossing)


def _promised(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    """`future.result()`."""
    return receiver.contents.get(_PROMISED) if isinstance(receiver, Instance) else None


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
    return promise(machine, _PENDING, apply(machine, function.value, tuple(given), machine.site))


def _apply(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    """`pool.apply(function, args, kwds)`, which waits for the result."""
    return _promised(machine, (), _thread(machine, arguments, receiver))


def _filter(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    """`filter(function, items)`."""
    if len(arguments) < 2:
        return None
    found = items(machine, arguments[1].value)
    if isinstance(arguments[0].value, _CALLABLE):
        for item in (found.known or (found.element,))[:_MANY]:
            apply(machine, arguments[0].value, _given((item,), arguments), machine.site)
    return Series(found.element, None)


def _reduce(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    """`functools.reduce(function, items[, initial])`."""
    if len(arguments) < 2 or not isinstance(arguments[0].value, _CALLABLE):
        return None
    element = items(machine, arguments[1].value).element
    start = arguments[2].value if len(arguments) > 2 else element
    return join(start, apply(machine, arguments[0].value, _given((start, element), arguments), machine.site))


def best(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    """`min(items, key=function)`: any of the items."""
    key = find_argument(arguments, "key")
    values = tuple(each.value for each in arguments if each.position is not None)
    if not values:
        return None
    found = items(machine, values[0]).element if len(values) == 1 else join(*values)
    if key is not None and isinstance(key.value, _CALLABLE):
        apply(machine, key.value, _given((found,), arguments), machine.site)
    return found


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


_FUTURE = "concurrent.futures.Future"
_PENDING = "multiprocessing.pool.AsyncResult"
#: The key under which a promise keeps its value; no attribute has such a name.
_PROMISED = "result()"
#: What gives an event loop.
EVENT_LOOPS = ("asyncio.get_event_loop", "asyncio.get_running_loop", "asyncio.new_event_loop")
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
    "filter": _filter,
    "itertools.starmap": _star_map,
    "itertools.filterfalse": _filter,
    "itertools.takewhile": _filter,
    "itertools.dropwhile": _filter,
    "functools.reduce": _reduce,
    f"{_FUTURE}.result": _promised,
    f"{_PENDING}.get": _promised,
    **{f"{executor}.submit": _submit for executor in _EXECUTORS},
    **{f"{executor}.map": _map for executor in _EXECUTORS},
    **{f"{pool}.apply": _apply for pool in _POOLS},
    **{f"{pool}.apply_async": _thread for pool in _POOLS},
    **{f"{pool}.{name}": _map for pool in _POOLS for name in ("map", "map_async", "imap", "imap_unordered")},
    **{f"{pool}.starmap": _star_map for pool in _POOLS},
    "asyncio.to_thread": _to_thread,
    "anyio.to_thread.run_sync": _to_thread,
    **{f"{loop}.run_in_executor": _in_executor for loop in EVENT_LOOPS},
    "threading.Thread": _thread,
    "multiprocessing.Process": _thread,
}
