"""What makes iterators without end, and what takes items from them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from quantum_lint.evaluate.calls import Argument
from quantum_lint.evaluate.items import items
from quantum_lint.evaluate.streams import Stream, applied, stream, taken
from quantum_lint.evaluate.values import Known, ListValue, Unknown, Value, constant, find_argument

if TYPE_CHECKING:
    from quantum_lint.evaluate.machine import Machine

Arguments = tuple[Argument, ...]
Model = Callable[["Machine", Arguments, "Value | None"], "Value | None"]
#: What no iterator without end is.
_PLAIN = frozenset((bool, int, float, complex, str, bytes, list, tuple, set, frozenset, dict))


def count(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    """`itertools.count(start=0, step=1)` of whole numbers."""
    start, step = (_whole(arguments, name, place) for place, name in enumerate(("start", "step")))
    if start is None or step is None:
        return None
    return stream(Unknown("the number is not known"), lambda number: Known(start + number * step))


def _whole(arguments: Arguments, name: str, place: int) -> int | None:
    """The whole number that is given; the default of `start` is 0, that of `step` 1."""
    given = find_argument(arguments, name, place)
    found: int | None = place if given is None else constant(given.value, int)
    return found


def cycle(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    """`itertools.cycle(items)`."""
    found = items(machine, arguments[0].value) if len(arguments) == 1 else None
    if found is None or not found.known:
        return None
    known = tuple(found.known)
    return stream(found.element, lambda number: known[number % len(known)])


def repeat(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    """`itertools.repeat(object[, times])`."""
    given, times = find_argument(arguments, "object", 0), find_argument(arguments, "times", 1)
    if given is None:
        return None
    if times is None:
        return stream(given.value, lambda _: given.value)
    number = constant(times.value, int)
    return ListValue((given.value,) * number) if number is not None and number <= machine.limits.container else None


def iterator(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    """`iter(stream)`, which is the stream itself."""
    value = arguments[0].value if len(arguments) == 1 else None
    return value if isinstance(value, Stream) else None


def following(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    """`next(stream)`."""
    value = arguments[0].value if arguments else None
    return taken(machine, value) if isinstance(value, Stream) else None


def mapped(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    """`map(function, stream)`."""
    source = arguments[1].value if len(arguments) == 2 else None
    return applied(machine, arguments[0].value, source) if isinstance(source, Stream) else None


def zipped(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    """`zip(stream, items, ...)`: as many as there are of what has an end.

    A stream before the shortest of what has an end gives one item more, which is lost.
    """
    values = [each.value for each in arguments]
    ending = [None if isinstance(each, Stream) else items(machine, each).known for each in values]
    lengths = [len(column) for column in ending if column is not None]
    streams = sum(isinstance(each, Stream) for each in values)
    if not lengths or not streams or len(lengths) + streams < len(values):
        return None
    shortest = min(lengths)
    last = next(place for place, column in enumerate(ending) if column is not None and len(column) == shortest)
    columns = [
        _several(machine, value, shortest + (place < last)) if isinstance(value, Stream) else column or ()
        for place, (value, column) in enumerate(zip(values, ending, strict=True))
    ]
    return ListValue([ListValue(row, "tuple") for row in zip(*columns, strict=False)][:shortest])


def _several(machine: Machine, found: Stream, number: int) -> Sequence[Value]:
    return [taken(machine, found) for _ in range(number)]


def is_of(kinds: Any) -> Value | None:
    """`isinstance(stream, kinds)`: it is no plain value, and no container."""
    asked = set(kinds) if isinstance(kinds, tuple) else {kinds}
    return None if asked - _PLAIN else Known(value=False)


MODELS: dict[str, Model] = {
    "itertools.count": count,
    "itertools.cycle": cycle,
    "itertools.repeat": repeat,
    "iter": iterator,
    "next": following,
    "map": mapped,
    "zip": zipped,
}
