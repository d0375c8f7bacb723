"""Devices that the provider has withdrawn."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.evaluate.tables import tables_of
from quantum_lint.evaluate.values import Known, Reference, Value
from quantum_lint.knowledge import Knowledge
from quantum_lint.match.device_names import asked_for
from quantum_lint.match.withdrawn_devices import Withdrawn, withdrawn
from quantum_lint.model.hit import Hit, Related
from quantum_lint.model.rule import Options
from quantum_lint.model.span import Span
from quantum_lint.parse.python import PythonDocument


def check(document: PythonDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Every call that asks for a device which is gone."""
    seen = set()
    for asked in asked_for(document.evaluation(knowledge), tables_of(knowledge)):
        device = withdrawn(asked.name) if isinstance(asked.value, (Known, Reference)) else None
        if device is None or (asked.argument.span, device) in seen:
            continue
        seen.add((asked.argument.span, device))
        yield Hit(
            span=asked.argument.span,
            note=_note(device),
            related=_written(asked.value, asked.argument.span),
            provider=device.provider,
        )


def _note(device: Withdrawn) -> str:
    advice = f"Take {device.successor} in its place. " if device.successor else ""
    return (
        f"{device.title} withdrew {device.name} {device.when} (as of {device.as_of}): this cannot run"
        f" any more. {advice}{device.instead}"
    )


def _written(value: Value, span: Span) -> tuple[Related, ...]:
    """Where the name is written, if that is elsewhere."""
    origins = value.origins[:1] if isinstance(value, Known) else ()
    return tuple(Related(each, "the name of the device", role="before") for each in origins if not span.covers(each))
