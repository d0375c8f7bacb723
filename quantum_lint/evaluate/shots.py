"""How many shots a call that starts work takes: from its arguments, its device's options, or the vendor's default."""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from quantum_lint.evaluate.calls import Argument, Call, Evaluation
from quantum_lint.evaluate.devices import Target, argument_of, behind, device_of, names_of, row_of
from quantum_lint.evaluate.functions import Object
from quantum_lint.evaluate.tables import SetterRow, SubmitRow, Tables
from quantum_lint.evaluate.values import (
    NOTHING,
    DictValue,
    Instance,
    Known,
    ListValue,
    Member,
    Value,
    constant,
    constants,
    find_argument,
    options,
)

#: Where the number of shots comes from; `none` where the call takes no such number.
Origin = Literal["given", "default", "none", "unknown"]
_DEEPEST = 8


class Shots(NamedTuple):
    """The constants that the number may be, where it comes from, and the default if nothing sets it.

    `usual` is what the SDK takes where the code leaves it that, on whichever device that turns out to be.
    """

    values: tuple[Known, ...]
    origin: Origin
    default: int | None = None
    usual: int | None = None


class Settings:
    """What the program's calls on devices and programs set, beside the arguments of what starts work."""

    def __init__(self, evaluation: Evaluation, tables: Tables) -> None:
        self.tables = tables
        self._rows = tables.rows("setter", SetterRow)
        self._set: dict[int, list[Value]] = {}
        for call in evaluation.calls if self._rows else ():
            row = self._rows.get(call.callee)
            if row is not None:
                self._note(call, row)

    def _note(self, call: Call, row: SetterRow) -> None:
        if call.receiver is None:
            return
        for option in options(call.receiver):
            arguments = getattr(option, "arguments", ()) if row.around else call.arguments
            place = call.where.node if row.around else _root(option)
            self._set.setdefault(id(place), []).extend(_named(arguments, row.shots))

    def of(self, thing: object) -> list[Value]:
        """What calls on a device or program set, or what stands around a call in the code."""
        return self._set.get(id(thing), [])

    def carried(self, program: Value, depth: int = 0) -> Iterator[Value]:
        """What a program was told on its way, through calls on it and calls that it was given to."""
        for option in options(program) if depth < _DEEPEST else ():
            yield from self.of(option)
            row = self._rows.get(option.maker) if isinstance(option, Instance) else None
            if isinstance(option, Instance) and row is not None:
                yield from _named(option.arguments, row.shots)
            elif isinstance(option, Instance):
                for value in (option.receiver, *(argument.value for argument in option.arguments)):
                    yield from self.carried(value, depth + 1) if value is not None else ()


def _named(arguments: Sequence[Argument], names: Sequence[str]) -> Iterator[Value]:
    """The values of the arguments `name` or `name@position`."""
    for each in names:
        name, _, position = each.partition("@")
        found = find_argument(arguments, name, int(position) if position else None)
        if found is not None:
            yield found.value


def _root(value: Value) -> Value:
    """The object that an attribute is an attribute of."""
    while isinstance(value, Member) and value.receiver is not None:
        value = value.receiver
    return value


def shots_of(call: Call, row: SubmitRow, target: Target, settings: Settings) -> Shots:
    """The number of shots of a call that starts work."""
    given = list(_at_call(call, row, settings)) or list(_on_devices(call, row, settings))
    found = [item for value in given for item in _each(value)]
    if not given:
        return _default(call, row, target, settings.tables)
    counts = [whole for value in found for known in constants(value) if (whole := _whole(known)) is not None]
    options_known = all(_settled(option) for value in found for option in options(value))
    return Shots(tuple(counts), "given" if counts and options_known else "unknown")


def _whole(value: Known) -> Known | None:
    """A whole number, which may be written as `1e4`."""
    number: float | None = constant(value, (int, float))
    if isinstance(number, float) and not number.is_integer():
        return None
    return None if number is None else Known(int(number), value.sources)


def _each(value: Value) -> Sequence[Value]:
    """The numbers of a list that has one for each program."""
    return value.items if isinstance(value, ListValue) and value.items and value.exact else (value,)


def _settled(value: Value) -> bool:
    return constant(value, (int, float)) is not None or any(True for _ in constants(value))


def _at_call(call: Call, row: SubmitRow, settings: Settings) -> Iterator[Value]:
    """What the arguments of the call say, and what stands around it."""
    yield from settings.of(call.where.node)
    shots = argument_of(call.arguments, (row.shots, *row.aliases), row.shots_positions) if row.shots else None
    if shots is not None and shots.value != NOTHING:
        yield shots.value
    precision = argument_of(call.arguments, (row.precision,), row.precision_positions) if row.precision else None
    if precision is not None:
        yield from _by_precision(precision.value)
    blocs = argument_of(call.arguments, (row.blocs,), (0,)) if row.blocs else None
    for item in blocs.value.items if blocs is not None and isinstance(blocs.value, ListValue) else ():
        yield from _in_bloc(item, row)
    program = argument_of(call.arguments, (row.program,), row.program_positions) if row.program else None
    if program is not None and (shots is None or shots.value == NOTHING):
        yield from settings.carried(program.value)


def _in_bloc(bloc: Value, row: SubmitRow) -> Iterator[Value]:
    items = bloc.items if isinstance(bloc, ListValue) and bloc.kind == "tuple" else ()
    if row.bloc_shots is not None and row.bloc_shots < len(items):
        yield items[row.bloc_shots]
    if row.bloc_precision is not None and row.bloc_precision < len(items):
        yield from _by_precision(items[row.bloc_precision])


def shots_for(precision: float) -> int:
    """The shots that give a standard error of `precision` in an expectation value: its inverse square, rounded up."""
    return math.ceil(1 / precision**2)


def _by_precision(value: Value) -> Iterator[Value]:
    """The shots for a standard error: one over its square."""
    for option in options(value):
        error = constant(option, (int, float))
        if error:
            yield Known(shots_for(error))
        elif option != NOTHING:
            yield option


def _on_devices(call: Call, row: SubmitRow, settings: Settings) -> Iterator[Value]:
    """What the device, or one that it passes work on to, was made with or set to."""
    device = device_of(call, row)
    for option in behind(device, settings.tables) if device is not None else ():
        found = [*settings.of(option), *_made_with(option, settings.tables)]
        yield from (value for value in found if value != NOTHING)
        if found:
            return


def _made_with(device: Value, tables: Tables) -> Iterator[Value]:
    row = row_of(device, tables)
    for path in row.shots if row is not None else ():
        yield from _at(device, path.split("."))
    for path in row.precision if row is not None else ():
        for value in _at(device, path.split(".")):
            yield from _by_precision(value)


def _at(value: Value, path: list[str]) -> Iterator[Value]:
    """What stands at a path of attributes, arguments (`name@position`) and keys; later settings come first."""
    if not path:
        yield value
        return
    name, _, position = path[0].partition("@")
    for option in options(value):
        for held in _held(option, name, int(position) if position else None):
            found = list(_at(held, path[1:]))
            yield from found
            if found:
                break


def _held(value: Value, name: str, position: int | None) -> Iterator[Value]:
    if isinstance(value, DictValue):
        entry = value.get(name)
        if entry is not None:
            yield entry
    elif isinstance(value, (Instance, Object)):
        if name in value.contents:
            yield value.contents[name]
        given = find_argument(getattr(value, "arguments", ()), name, position)
        if given is not None:
            yield given.value


def _default(call: Call, row: SubmitRow, target: Target, tables: Tables) -> Shots:
    if any(_may_say(argument, row) for argument in call.arguments):
        return Shots((), "unknown", usual=row.default_shots)
    device = device_of(call, row)
    chosen = {_default_on(option, row, target, tables) for option in options(device)} if device else {row.default_shots}
    default = chosen.pop() if len(chosen) == 1 else None
    if default is not None:
        return Shots((), "default", default, row.default_shots)
    origin: Origin = "unknown" if row.shots or row.default_shots is not None else "none"
    return Shots((), origin, usual=row.default_shots)


def _may_say(argument: Argument, row: SubmitRow) -> bool:
    """Whether the number may be in what came out of `*` or `**` of something unknown."""
    if argument.name is not None or argument.position is not None:
        return False
    places = (*row.shots_positions, *row.precision_positions)
    return bool(places) or not isinstance(argument.where.node, ast.Starred)


def _default_on(device: Value, row: SubmitRow, target: Target, tables: Tables) -> int | None:
    for option in behind(device, tables):
        number = _named_default(option, tables)
        if number is None and row.default_shots is None:
            number = _own_default(option, target, tables)
        if number is not None:
            return number
    return _for(target, row)


def _named_default(device: Value, tables: Tables) -> int | None:
    """The default of a device by what it is asked for as."""
    row = row_of(device, tables)
    names = list(names_of(device, row)) if row is not None and row.defaults else []
    for pattern, number in row.defaults if row is not None else ():
        if any(re.fullmatch(pattern, name, re.IGNORECASE) for name in names):
            return number
    return None


def _own_default(device: Value, target: Target, tables: Tables) -> int | None:
    """The default of what a device that work is passed on to runs by itself."""
    row = tables.submits.get(f"{device.callee}.run") if isinstance(device, Instance) else None
    return _for(target, row) if row is not None else None


def _for(target: Target, row: SubmitRow) -> int | None:
    if row.simulator_shots is None or target.kind == "hardware":
        return row.default_shots
    return row.simulator_shots if target.kind == "simulator" else None
