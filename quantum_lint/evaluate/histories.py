"""What happens to objects of traced classes, in order: each carries the last event that it took part in.

The calls of an evaluation are one for each site, whatever the order in which they run. Here every run counts: an event
holds the call as it was, and what had happened before to each object that took part. Branches and loops join what
they leave behind. `Machine.epoch` changes when code is passed over, and when a function is read that nobody calls;
what happened in another epoch says nothing, because more may have happened since.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from quantum_lint.evaluate.calls import Call
from quantum_lint.evaluate.values import (
    HISTORY,
    NEVER,
    DictValue,
    History,
    Instance,
    ListValue,
    Series,
    Union,
    Value,
    options,
)

if TYPE_CHECKING:
    from quantum_lint.evaluate.machine import Machine

#: Steps from an object to the one that it was got from, and containers inside containers.
_STEPS = 6
_NESTED = 4


class Subject(NamedTuple):
    """An object that takes part in an event. `before` is None where not all that happened to it is known.

    `sure` is False where it is one of several that the call may be about.
    """

    thing: Instance
    before: History | None
    receives: bool
    sure: bool


@dataclass(frozen=True, slots=True, eq=False)
class Event(History):
    """One run of a call, the traced objects it was given, and the one that it made, if any."""

    call: Call
    subjects: tuple[Subject, ...]
    made: Instance | None


def note(machine: Machine, call: Call, sure: bool) -> None:
    """Note what a call may do to the traced objects that it is given; one that it makes is traced from here on."""
    made = _made(machine, call)
    if made is None and not machine.events:
        return
    subjects = tuple(_subjects(machine, call, sure))
    if made is None and not subjects:
        return
    event = Event(machine.epoch, call, subjects, made)
    machine.events.append(event)
    for thing in (*(subject.thing for subject in subjects), *((made,) if made else ())):
        machine.state.bind(thing.contents, HISTORY, event)


def forget(machine: Machine, value: Value) -> None:
    """The value now stands for many objects, so that what happens to it happens to none of them for sure."""
    for option in options(value):
        if isinstance(option, Instance) and HISTORY in option.contents:
            machine.state.bind(option.contents, HISTORY, History(NEVER))


def _made(machine: Machine, call: Call) -> Instance | None:
    """The object of a traced class that this call made."""
    result = call.result
    if type(result) is not Instance or not machine.sdk.traces(result.callee) or HISTORY in result.contents:
        return None
    return result if result.maker == call.callee else None


def _subjects(machine: Machine, call: Call, sure: bool) -> Iterator[Subject]:
    root = _root(call.receiver)
    if root is not None:
        yield Subject(root, _known(machine, root), receives=True, sure=sure)
    seen = {id(root)}
    for argument in call.arguments:
        for thing, alone in _things(argument.value, _NESTED):
            if id(thing) not in seen:
                seen.add(id(thing))
                yield Subject(thing, _known(machine, thing), receives=False, sure=alone)


def _known(machine: Machine, thing: Instance) -> History | None:
    history = thing.contents[HISTORY]
    return history if isinstance(history, History) and history.epoch == machine.epoch else None


def _root(value: Value | None) -> Instance | None:
    """The traced object that a value is, or that it was got from."""
    for _ in range(_STEPS):
        if not isinstance(value, Instance):
            return None
        if HISTORY in value.contents:
            return value
        value = value.receiver
    return None


def _things(value: Value, depth: int) -> Iterator[tuple[Instance, bool]]:
    """The traced objects in a value, and whether each is surely in it."""
    if isinstance(value, Instance):
        if HISTORY in value.contents:
            yield value, True
    elif isinstance(value, Union):
        yield from ((thing, False) for option in value.options for thing, _ in _things(option, depth))
    elif depth and isinstance(value, (ListValue, Series, DictValue)):
        for item in _items(value):
            yield from _things(item, depth - 1)


def _items(value: ListValue | Series | DictValue) -> tuple[Value, ...]:
    if isinstance(value, Series):
        return (value.element,)
    return value.items if isinstance(value, ListValue) else tuple(item for _, item in value.items)
