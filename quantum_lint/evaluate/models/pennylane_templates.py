"""Templates of PennyLane that call what they are given: `qml.layer`, and `qml.broadcast` over a pattern of wires.

Each gives None where how it calls that is not known.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from quantum_lint.evaluate.calls import Argument
from quantum_lint.evaluate.items import items
from quantum_lint.evaluate.models.conversion import NotKnownError, Reader, settled, wrapped
from quantum_lint.evaluate.models.pennylane_circuits import wires_of
from quantum_lint.evaluate.values import NOTHING, DictValue, Known, Value, constant, find_argument

if TYPE_CHECKING:
    from quantum_lint.evaluate.machine import Machine

Arguments = tuple[Argument, ...]
Wires = tuple[Hashable, ...]
_BROADCAST = ("unitary", "wires", "pattern", "parameters", "kwargs")


def layer(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    """`qml.layer(template, depth, *lists, **options)`: calls it so often, each time with the next of each list."""
    template, depth = find_argument(arguments, "template", 0), find_argument(arguments, "depth", 1)
    times = constant(depth.value, int) if depth else None
    plain = [each for each in arguments if each not in (template, depth)]
    if template is None or times is None or times > machine.limits.unrolled or not _fit(machine, plain, times):
        return None
    for number in range(times):
        machine.apply(template.value, tuple(_next_of(machine, each, number) for each in plain))
    return NOTHING


def _fit(machine: Machine, arguments: Sequence[Argument], times: int) -> bool:
    """Whether each list has as many items as there are calls, as far as that is known."""
    if any(each.name is None and each.position is None for each in arguments):
        return False
    lists = [items(machine, each.value) for each in arguments if each.position is not None]
    return all(each.length in (None, times) for each in lists)


def _next_of(machine: Machine, argument: Argument, number: int) -> Argument:
    """The argument of the call of this number; options are the same in all."""
    if argument.position is None:
        return argument
    return argument._replace(position=argument.position - 2, value=machine.item(argument.value, Known(number)))


def broadcast(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    """`qml.broadcast(unitary, wires, pattern, parameters, kwargs)`: calls it on each wire or pair of the pattern."""
    found = {name: find_argument(arguments, name, at) for at, name in enumerate(_BROADCAST)}
    given = {name: argument.value for name, argument in found.items() if argument and argument.value != NOTHING}
    calls, options = _calls(machine, given), _options(machine, given.get("kwargs", DictValue()))
    numbers = given.get("parameters")
    if "unitary" not in given or calls is None or options is None or not _enough(machine, numbers, len(calls)):
        return None
    for number, wires in enumerate(calls):
        own = _numbers(machine, machine.item(numbers, Known(number))) if numbers is not None else ()
        wire = Argument("wires", None, wrapped(machine, list(wires)), machine.crossing)
        machine.apply(given["unitary"], (*own, wire, *options))
    return NOTHING


def _enough(machine: Machine, numbers: Value | None, calls: int) -> bool:
    """Whether there are numbers for each call, as far as it is known how many there are."""
    return numbers is None or items(machine, numbers).length in (None, calls)


def _options(machine: Machine, given: Value) -> list[Argument] | None:
    """The entries of a dictionary as arguments by name."""
    entries = given.items if isinstance(given, DictValue) and given.exact else None
    names = [constant(key, str) for key, _ in entries or ()]
    if entries is None or None in names:
        return None
    return [Argument(name, None, value, machine.crossing) for name, (_, value) in zip(names, entries, strict=True)]


def _numbers(machine: Machine, given: Value) -> list[Argument]:
    """What one call takes: several numbers or one; where that is not known, as many as it needs."""
    known = items(machine, given).known
    if known is not None:
        return [Argument(None, at, each, machine.crossing) for at, each in enumerate(known)]
    return [Argument(None, 0 if isinstance(given, Known) else None, given, machine.crossing)]


def _calls(machine: Machine, given: dict[str, Value]) -> Sequence[Wires] | None:
    """The wires of each call, in order."""
    reader = Reader(machine.library.unsettled)  # type: ignore[attr-defined]
    try:
        pattern, wires = (reader.real(given[name]) for name in ("pattern", "wires"))
        settled([pattern, wires])
    except (KeyError, NotKnownError):
        return None
    if not isinstance(pattern, str):
        return [wires_of(each) for each in pattern]
    return _PATTERNS[pattern](wires_of(wires)) if pattern in _PATTERNS else None


def _pairs(wires: Wires, start: int, step: int) -> list[Wires]:
    return [wires[at : at + 2] for at in range(start, len(wires) - 1, step)]


def _ring(wires: Wires) -> list[Wires]:
    """Neighbours, and the last wire with the first one; of two wires one pair."""
    return _pairs(wires, 0, 1) + ([(wires[-1], wires[0])] if len(wires) > 2 else [])


def _pyramid(wires: Wires) -> list[Wires]:
    """Pairs of all wires, then of those without the first and the last one, and so on."""
    layers = [wires[at : len(wires) - at] for at in range(len(wires) // 2)]
    return [pair for each in layers for pair in _pairs(each, 0, 2)]


_PATTERNS: dict[str, Callable[[Wires], Sequence[Wires]]] = {
    "single": lambda wires: [(each,) for each in wires],
    "double": lambda wires: _pairs(wires, 0, 2),
    "double_odd": lambda wires: _pairs(wires, 1, 2),
    "chain": lambda wires: _pairs(wires, 0, 1),
    "ring": _ring,
    "pyramid": _pyramid,
    "all_to_all": lambda wires: list(combinations(wires, 2)),
}
