"""Devices that the provider has withdrawn."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.evaluate.tables import tables_of
from quantum_lint.evaluate.values import Known, Reference, Value
from quantum_lint.knowledge import Knowledge
from quantum_lint.match.device_names import AskedFor, asked_for
from quantum_lint.match.withdrawn_devices import Withdrawn, withdrawn
from quantum_lint.model.hit import Hit, Related
from quantum_lint.model.rule import Options
from quantum_lint.model.span import Span
from quantum_lint.parse.python import PythonDocument


def check(document: PythonDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Every call that asks for a device which is gone, and not for another one that is there, as the user chooses."""
    places: dict[Span, list[AskedFor]] = {}
    for asked in asked_for(document.evaluation(knowledge), tables_of(knowledge)):
        if isinstance(asked.value, (Known, Reference)):
            places.setdefault(asked.argument.span, []).append(asked)
    for span, several in places.items():
        gone = {withdrawn(each.name): each.value for each in several}
        if None not in gone:
            yield from (_hit(span, device, value) for device, value in gone.items() if device is not None)


def _hit(span: Span, device: Withdrawn, value: Value) -> Hit:
    return Hit(span=span, note=_note(device), related=_written(value, span), provider=device.provider)


def _note(device: Withdrawn) -> str:
    advice = f"{device.successor} took its place. " if device.successor else ""
    return f"{device.told} (as of {device.as_of}): this cannot run any more. {advice}{device.instead}"


def _written(value: Value, span: Span) -> tuple[Related, ...]:
    """Where the name is written, if that is elsewhere."""
    origins = value.origins[:1] if isinstance(value, Known) else ()
    return tuple(Related(each, "the name of the device", role="before") for each in origins if not span.covers(each))
