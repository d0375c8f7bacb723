"""Calls that draw random numbers and take a seed: whether the program gives one, anywhere that counts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from quantum_lint.evaluate.calls import Argument, Call, Evaluation
from quantum_lint.evaluate.devices import target_of
from quantum_lint.evaluate.tables import Tables
from quantum_lint.evaluate.values import DictValue, Instance, Known, Value, constant, constants, find_argument, options
from quantum_lint.match.provenance import chain


class SeedRow(NamedTuple):
    """Calls that draw random numbers unless one of `arguments` is given, to them or to the object they are called on.

    The argument may also stand in a dictionary of options. `positions` are where the call itself takes it. A call of
    one of `otherwise` seeds what the SDK falls back on. `gives` is what is random. Only a call whose argument `name`
    (or first one) matches `named` counts, and only one that is given `when`. Nothing is random where `exact` matches
    the name or method of the simulator, or what the same function calls beside it.
    """

    provider: str
    calls: tuple[str, ...]
    arguments: tuple[str, ...]
    gives: str
    positions: tuple[int, ...] = ()
    otherwise: tuple[str, ...] = ()
    name: str = ""
    named: str = ""
    when: str = ""
    exact: str = ""


class Draw(NamedTuple):
    """A call that draws random numbers without a seed."""

    call: Call
    row: SeedRow


def unseeded(evaluation: Evaluation, tables: Tables) -> Iterator[Draw]:
    """The calls that surely have no seed."""
    rows = tables.rows("seed", SeedRow)
    for call in evaluation.calls:
        row = rows.get(call.callee)
        if row is not None and _draws(call, row, tables, evaluation) and not _is_seeded(call, row, evaluation):
            yield Draw(call, row)


def _draws(call: Call, row: SeedRow, tables: Tables, evaluation: Evaluation) -> bool:
    """Whether the call gives random numbers: it is no call of hardware, and what it gives is not exact."""
    if call.callee in tables.submits and target_of(call.receiver, tables).kind != "simulator":
        return False
    if row.named and not _matches(row.named, _texts(call.argument(row.name, 0))):
        return False
    if row.when and not _is_given(call.argument(row.when)):
        return False
    return not row.exact or not _matches(row.exact, _beside(call, evaluation))


def _matches(pattern: str, names: Iterable[str]) -> bool:
    return any(re.fullmatch(pattern, name) for name in names)


def _texts(argument: Argument | None) -> Iterator[str]:
    found = constants(argument.value) if argument is not None else ()
    return (known.value for known in found if isinstance(known.value, str))


def _is_given(argument: Argument | None) -> bool:
    return argument is not None and argument.value != Known(None)


def _beside(call: Call, evaluation: Evaluation) -> Iterator[str]:
    """The texts that the simulator was made with, and the names of all that the same function calls."""
    for maker in _makers(call):
        for argument in maker.arguments:
            yield from _texts(argument)
    for other in evaluation.calls:
        if other.context.function == call.context.function:
            yield other.callee.rpartition(".")[2]


def _makers(call: Call) -> Iterator[Instance]:
    """The object of the call, and what it was got from."""
    for option in options(call.receiver) if call.receiver is not None else ():
        yield from chain(option)


def _is_seeded(call: Call, row: SeedRow, evaluation: Evaluation) -> bool:
    """Whether there is a seed, or may be one."""
    if any(find_argument(call.arguments, "", position) for position in row.positions):
        return True
    if _may_hold(call.arguments, row) or any(_may_hold(maker.arguments, row) for maker in _makers(call)):
        return True
    if any(assignment.key in row.arguments for assignment in evaluation.assignments):
        return True
    return any(_seeds(other, call, row) for other in evaluation.calls)


def _seeds(other: Call, call: Call, row: SeedRow) -> bool:
    """Whether another call sets the seed: that of the whole program, or that of the same object."""
    if other.callee in row.otherwise:
        return True
    return other.receiver is not None and other.receiver is call.receiver and _may_hold(other.arguments, row)


def _may_hold(arguments: Iterable[Argument], row: SeedRow) -> bool:
    """Whether a seed is among the arguments or in a dictionary of options there, as far as that can be told."""
    for argument in arguments:
        if argument.name in row.arguments or (argument.name is None and argument.position is None):
            return True
        if "options" in (argument.name or "") and any(_option_holds(option, row) for option in options(argument.value)):
            return True
    return False


def _option_holds(value: Value, row: SeedRow) -> bool:
    if not isinstance(value, DictValue):
        return value != Known(None)
    return not value.exact or any(_entry_holds(key, entry, row) for key, entry in value.items)


def _entry_holds(key: Value, entry: Value, row: SeedRow) -> bool:
    name = constant(key, str)
    return name is None or name in row.arguments or (isinstance(entry, DictValue) and _option_holds(entry, row))
