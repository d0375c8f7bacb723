"""Circuits that one call sends to a device: program sets, which are one task, and sweeps over values of parameters."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from quantum_lint.evaluate.calls import Argument
from quantum_lint.evaluate.devices import argument_of
from quantum_lint.evaluate.hardware import Submitted
from quantum_lint.evaluate.tables import Tables
from quantum_lint.evaluate.values import (
    NOTHING,
    DictValue,
    Instance,
    ListValue,
    Series,
    Unknown,
    Value,
    constant,
    find_argument,
    options,
)

_DEEPEST = 4


class SetRow(NamedTuple):
    """Calls that put circuits together, of which each argument is `name` or `name@position`.

    `entries` has circuits and more of such sets. Each of them runs once for every item in each of the arguments
    `times`, of a dictionary for every item of its values. A `number` of them may be an argument, too. As how many
    circuits it runs, the set tells by an attribute `size`.
    """

    provider: str
    calls: tuple[str, ...]
    entries: str = ""
    times: tuple[str, ...] = ()
    number: str = ""
    size: str = ""


class SweepRow(NamedTuple):
    """Calls that run a circuit once for each of the `values` of its parameters (`name@position`)."""

    provider: str
    calls: tuple[str, ...]
    values: str


class ProgramSet(NamedTuple):
    """What one task has in it: so many circuits, None where that is not known.

    `shared` is set where the call that starts work says the shots of all of them together, and not those of each.
    """

    circuits: int | None
    shared: bool

    def each(self, shots: int | None) -> int | None:
        """The shots of a circuit, or of all of them where it is not known how many there are."""
        return shots // (self.circuits or 1) if shots and self.shared else shots


class Sweep(NamedTuple):
    """Values of parameters that one circuit runs for: so many sets of them, None where that is not known."""

    length: int | None


def program_set(submitted: Submitted, tables: Tables) -> ProgramSet | None:
    """The set that the call is given, None where it is none."""
    row, arguments = submitted.row, submitted.call.arguments
    given = argument_of(arguments, (row.program,), row.program_positions) if row.program else None
    rows = tables.rows("set", SetRow)
    if given is None or not all(_row(option, rows) for option in options(given.value)):
        return None
    shots = argument_of(arguments, (row.shots, *row.aliases), row.shots_positions)
    return ProgramSet(_size(given.value, rows), shared=shots is not None and shots.value != NOTHING)


def sweep(submitted: Submitted, tables: Tables) -> Sweep | None:
    """For how many sets of values the call runs its circuit, None where it is no such call."""
    row = tables.rows("sweep", SweepRow).get(submitted.call.callee)
    if row is None:
        return None
    given = _argument(submitted.call.arguments, row.values)
    return Sweep(1 if given is None or given == NOTHING else _of_items(given, tables.rows("set", SetRow), 0))


def size_as(value: Instance, name: str, rows: Mapping[str, SetRow]) -> int | None:
    """As how many circuits a set runs, where its attribute of that name tells it."""
    row = _row(value, rows)
    return _size(value, rows) if row is not None and row.size == name else None


def _row(value: Value, rows: Mapping[str, SetRow]) -> SetRow | None:
    return (rows.get(value.maker) or rows.get(value.callee)) if isinstance(value, Instance) else None


def _size(value: Value, rows: Mapping[str, SetRow], depth: int = 0) -> int | None:
    """As how many circuits a value runs."""
    sizes = {_alone(option, rows, depth) for option in options(value)}
    return sizes.pop() if len(sizes) == 1 else None


def _alone(value: Value, rows: Mapping[str, SetRow], depth: int) -> int | None:
    if isinstance(value, Unknown) or depth > _DEEPEST:
        return None
    row = _row(value, rows)
    if row is None or not isinstance(value, Instance):
        return 1
    return _whole(math.prod, list(_factors(value, row, rows, depth + 1)))


def _factors(value: Instance, row: SetRow, rows: Mapping[str, SetRow], depth: int) -> Iterator[int | None]:
    entries = _argument(value.arguments, row.entries)
    if entries is not None:
        yield _of_items(entries, rows, depth)
    number = _argument(value.arguments, row.number)
    if number is not None:
        yield constant(number, int)
    given = (_argument(value.arguments, place) for place in row.times)
    yield from (_length(each) for each in given if each not in (None, NOTHING))


def _argument(arguments: Sequence[Argument], place: str) -> Value | None:
    name, _, position = place.partition("@")
    found = find_argument(arguments, name, int(position) if position else None) if name else None
    return found.value if found is not None else None


def _of_items(value: Value, rows: Mapping[str, SetRow], depth: int) -> int | None:
    """As how many circuits the items of a list run, or a value that is no list."""
    if isinstance(value, ListValue):
        return _whole(sum, [_size(item, rows, depth) for item in value.items]) if value.exact else None
    if isinstance(value, Series):
        return _whole(math.prod, [value.length, _size(value.element, rows, depth)])
    return _size(value, rows, depth)


def _length(value: Value | None) -> int | None:
    if isinstance(value, DictValue):
        return _length(value.items[0][1]) if value.items else None
    if isinstance(value, ListValue):
        return len(value.items) if value.exact else None
    return value.length if isinstance(value, Series) else None


def _whole(function: Callable[[list[int]], int], parts: list[int | None]) -> int | None:
    """What the function makes of the parts, None where one of them is not known."""
    known = [part for part in parts if part is not None]
    return function(known) if len(known) == len(parts) else None
