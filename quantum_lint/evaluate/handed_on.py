"""Models of calls that give back what they are given, or what it holds: `await`, copies, casts, `getattr`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from quantum_lint.evaluate.callbacks import EVENT_LOOPS
from quantum_lint.evaluate.calls import Argument
from quantum_lint.evaluate.items import items
from quantum_lint.evaluate.values import (
    DictValue,
    ListValue,
    Reference,
    Series,
    Unknown,
    Value,
    constant,
    join,
    options,
    snapshot,
)

if TYPE_CHECKING:
    from quantum_lint.evaluate.machine import Machine

Arguments = tuple[Argument, ...]
Model = Callable[["Machine", Arguments, "Value | None"], "Value | None"]

_NO_SUCH_NAME = Unknown("the name of the attribute is not known")


def _argument(position: int) -> Model:
    """What is given at a position, as it is."""

    def model(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
        return next((each.value for each in arguments if each.position == position), None)

    return model


def _copied(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    value = arguments[0].value if arguments else None
    return snapshot(value) if isinstance(value, (ListValue, DictValue)) else value


def _gathered(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    """`await asyncio.gather(*awaitables)`."""
    if all(argument.position is not None for argument in arguments if argument.name is None):
        return ListValue([argument.value for argument in arguments if argument.position is not None])
    held = [items(machine, argument.value).element for argument in arguments if argument.position is None]
    return Series(join(*held), None)


def _iterated(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    """`as_completed(futures)`: one after the other, in any order."""
    if not arguments:
        return None
    found = items(machine, arguments[0].value)
    return Series(found.element, found.length)


def _waited(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    """`done, pending = wait(futures)`."""
    found = items(machine, arguments[0].value).element if arguments else Unknown("there are none")
    return ListValue([Series(found, None), Series(found, None)], "tuple")


def _attribute(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    """`getattr(value, name[, default])`."""
    if len(arguments) < 2:
        return None
    names = [constant(option, str) for option in options(arguments[1].value)]
    if None in names:
        return _NO_SUCH_NAME
    found = join(*(machine.attribute(arguments[0].value, name) for name in names if name is not None))
    return arguments[2].value if isinstance(found, Unknown) and len(arguments) > 2 else found


def _start_method(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    """`multiprocessing.get_context("spawn")`, which has the same functions as the module."""
    return Reference("multiprocessing")


_SELF = ("asyncio.run", "asyncio.wait_for", "asyncio.create_task", "asyncio.ensure_future", "asyncio.shield",
         "asyncio.TaskGroup.create_task", "anyio.run", "trio.run",
         "asgiref.sync.async_to_sync", "joblib.delayed", "dask.delayed", "functools.wraps.__call__")  # fmt: skip
_LOOP_METHODS = ("run_until_complete", "create_task")

MODELS: dict[str, Model] = {
    **dict.fromkeys(_SELF, _argument(0)),
    **{f"{loop}.{method}": _argument(0) for loop in EVENT_LOOPS for method in _LOOP_METHODS},
    "typing.cast": _argument(1),
    "copy.copy": _copied,
    "copy.deepcopy": _copied,
    "asyncio.gather": _gathered,
    "asyncio.as_completed": _iterated,
    "concurrent.futures.as_completed": _iterated,
    "concurrent.futures.wait": _waited,
    "asyncio.wait": _waited,
    "joblib.Parallel.__call__": _iterated,
    "getattr": _attribute,
    "multiprocessing.get_context": _start_method,
}
