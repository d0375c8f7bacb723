"""Devices that are named in the code."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.evaluate.calls import Argument, Call
from quantum_lint.evaluate.devices import argument_of, named, target_of
from quantum_lint.evaluate.tables import Tables, tables_of
from quantum_lint.evaluate.values import Known, Reference, Value, qualified
from quantum_lint.evaluate.values import options as possibilities
from quantum_lint.knowledge import Knowledge
from quantum_lint.model.hit import Hit, Related
from quantum_lint.model.rule import Options
from quantum_lint.parse.python import PythonDocument


def check(document: PythonDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Every call that gets hardware, or submits to it, by a name that is written in this file."""
    tables = tables_of(knowledge)
    for call in document.evaluation(knowledge).calls:
        given = None if call.context.dead else _name_of_hardware(call, tables)
        if given is not None:
            provider = (tables.devices.get(call.callee) or tables.submits[call.callee]).provider
            literal = [span for option in possibilities(given.value) for span in getattr(option, "origins", ())[:1]]
            yield Hit(
                span=call.span,
                note=f"The device {_shown(given)} of {knowledge.providers[provider].title} is named in the code."
                " Devices are withdrawn, and this cannot be run elsewhere, or on a simulator, without a change to it."
                " Read the name from the configuration.",
                related=tuple(Related(span, "the name", role="before") for span in literal[:1]),
                provider=provider,
            )


def _name_of_hardware(call: Call, tables: Tables) -> Argument | None:
    """The argument that names a device, if it is surely hardware and all of it is written down."""
    device, submit = tables.devices.get(call.callee), tables.submits.get(call.callee)
    given: Argument | None = None
    if device is not None and target_of(call.result, tables).kind == "hardware":
        given = argument_of(call.arguments, (device.first, device.name), device.positions)
    elif submit is not None and submit.device:
        given = argument_of(call.arguments, (submit.device,), submit.device_positions)
        if given is not None and any(named(option, submit).kind != "hardware" for option in possibilities(given.value)):
            return None
    return given if given is not None and all(_is_written(option) for option in possibilities(given.value)) else None


def _is_written(value: Value) -> bool:
    return (isinstance(value, Known) and isinstance(value.value, str)) or isinstance(value, Reference)


def _shown(given: Argument) -> str:
    names = (value.value if isinstance(value, Known) else qualified(value) for value in possibilities(given.value))
    return " or ".join(map(str, names))
