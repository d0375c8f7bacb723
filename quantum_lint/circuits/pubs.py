"""What a call that starts work is given: each circuit with values for its parameters and observables to measure."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from quantum_lint.evaluate.models.failing import FAILURES
from quantum_lint.evaluate.models.gathering import circuit, within
from quantum_lint.evaluate.values import DictValue, Known, ListValue, Value, find_argument, options

if TYPE_CHECKING:
    from quantum_lint.evaluate.deep import Handed
    from quantum_lint.evaluate.executions import ExecutionRow
    from quantum_lint.evaluate.models.live import Live

_NESTED = 4
#: Terms of observables that are sorted into groups, which takes the square of their number.
_MOST_TERMS = 1_000


class Pub(NamedTuple):
    """A circuit that is handed in once. What is not known is None."""

    circuit: Live
    parameter_sets: int | None = 1
    bases: int | None = 1


def pubs(handed: Handed, row: ExecutionRow | None) -> Iterator[Pub]:
    """What the call is given, in order, the same circuit as often as it is there."""
    if row is None or row.parameters is None:
        for argument in handed.arguments:
            yield from map(Pub, within(argument.value, _NESTED))
        return
    given = find_argument(handed.arguments, "pubs", 0)
    for item in _items(given.value) if given is not None else ():
        yield from _pub(item, row)


def _items(value: Value) -> tuple[Value, ...]:
    return value.items if isinstance(value, ListValue) and value.kind != "tuple" else (value,)


def _pub(item: Value, row: ExecutionRow) -> Iterator[Pub]:
    pieces = item.items if isinstance(item, ListValue) else (item,)
    live = circuit(options(pieces[0])[0]) if pieces else None
    if live is not None:
        bases = 1 if row.observables is None else _bases(_piece(pieces, row.observables))
        yield Pub(live, _sets(live, _piece(pieces, row.parameters)), bases)


def _piece(pieces: tuple[Value, ...], position: int | None) -> Value | None:
    found = pieces[position] if position is not None and position < len(pieces) else None
    return None if isinstance(found, Known) and found.value is None else found


def _sets(live: Live, values: Value | None) -> int | None:
    """How many values for all parameters of the circuit there are."""
    free = live.real.num_parameters
    if values is None:
        return None if free else 1
    if isinstance(values, DictValue):
        sizes = [_sets_in(_shape(item), 1) for _, item in values.items]
        return max((each for each in sizes if each is not None), default=None)
    return _sets_in(_shape(values), free)


def _sets_in(shape: tuple[int, ...] | None, free: int) -> int | None:
    """How many sets an array of values has, whose last axis is that of the parameters."""
    if shape is None:
        return None
    return math.prod(shape[:-1] if shape and (free != 1 or shape[-1] == 1) else shape)


def _shape(value: Value) -> tuple[int, ...] | None:
    """The shape of an array, or of lists inside of each other."""
    if isinstance(value, ListValue):
        if not value.exact or not value.items:
            return None
        inner = _shape(value.items[0])
        return (len(value.items), *(inner or ()))
    shape = getattr(getattr(value, "real", None), "shape", None)
    if isinstance(shape, tuple):
        return tuple(map(int, shape))
    return () if isinstance(value, Known) else None


def _bases(value: Value | None) -> int | None:
    """How many groups of observables there are that commute qubit by qubit, so that one basis measures each group."""
    from qiskit.quantum_info import PauliList

    if value is None:
        return None
    labels: dict[str, None] = {}
    for each in _labels(value):
        if each is None or len(labels) > _MOST_TERMS:
            return None
        labels.update(dict.fromkeys(each))
    try:
        return len(PauliList(list(labels)).group_qubit_wise_commuting()) if labels else None
    except FAILURES:
        return None


def _labels(value: Value) -> Iterator[list[str] | None]:
    """The Pauli strings of observables; None for what is not known."""
    if isinstance(value, ListValue) and value.exact:
        for item in value.items:
            yield from _labels(item)
    elif isinstance(value, DictValue):
        for key, _ in value.items:
            yield from _labels(key)
    elif isinstance(value, Known) and isinstance(value.value, str):
        yield [value.value]
    else:
        yield _terms(getattr(value, "real", None))


def _terms(operator: Any) -> list[str] | None:
    """The Pauli strings of one of Qiskit's operators."""
    paulis = getattr(operator, "paulis", operator)
    try:
        if hasattr(paulis, "to_labels"):
            return [str(each) for each in paulis.to_labels()]
        return [paulis.to_label()] if hasattr(paulis, "to_label") else None
    except FAILURES:
        return None
