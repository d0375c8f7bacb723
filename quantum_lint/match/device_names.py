"""Names that code asks for devices by, and where they are written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from quantum_lint.evaluate.calls import Argument, Call, Evaluation
from quantum_lint.evaluate.devices import argument_of, name_of
from quantum_lint.evaluate.tables import Tables
from quantum_lint.evaluate.values import ListValue, Value, options


class AskedFor(NamedTuple):
    """A call that asks for the device `name`, the argument that says so, and its value."""

    call: Call
    argument: Argument
    name: str
    value: Value


def asked_for(evaluation: Evaluation, tables: Tables) -> Iterator[AskedFor]:
    """Every name of a device that a call which may run asks for, or sends work to."""
    for call in evaluation.calls:
        for argument in _arguments(call, tables) if not call.context.dead else ():
            for option in options(argument.value):
                for value in option.items if isinstance(option, ListValue) else (option,):
                    name = name_of(value)
                    if name is not None:
                        yield AskedFor(call, argument, name, value)


def _arguments(call: Call, tables: Tables) -> Iterator[Argument]:
    device, submit = tables.devices.get(call.callee), tables.submits.get(call.callee)
    if device is not None:
        found = [
            argument_of(call.arguments, (device.first,), ()),
            argument_of(call.arguments, (device.name,), device.positions),
            argument_of(call.arguments, device.of, device.of_positions),
        ]
        yield from dict.fromkeys(argument for argument in found if argument is not None)
    if submit is not None and submit.device:
        given = argument_of(call.arguments, (submit.device,), submit.device_positions)
        if given is not None:
            yield given
