"""Jobs sent to hardware one by one from a loop."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from quantum_lint.evaluate.calls import Loop
from quantum_lint.evaluate.hardware import Submitted
from quantum_lint.knowledge import Knowledge
from quantum_lint.match.hardware_jobs import device_title, on_hardware
from quantum_lint.match.loops import runs_again
from quantum_lint.model.hit import Hit, Related
from quantum_lint.model.rule import Options
from quantum_lint.parse.python import PythonDocument

#: Decorators that give a whole function its own place on the device.
_RESERVED = frozenset({"braket.jobs.hybrid_job", "braket.jobs.decorators.hybrid_job"})


def check(document: PythonDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Every submission that a loop repeats and that no batch, session or job holds together."""
    for submitted in on_hardware(document, knowledge):
        call = submitted.call
        loops = [loop for loop in call.context.loops if runs_again(loop, call)]
        grouped = submitted.row.many or submitted.target.batched or _RESERVED.intersection(call.context.decorators)
        if loops and not grouped:
            yield Hit(
                span=call.span,
                note=_note(submitted, loops, device_title(submitted, knowledge)),
                related=(Related(loops[-1].where.span, "the loop"),),
                provider=submitted.target.provider,
            )


def _note(submitted: Submitted, loops: Sequence[Loop], device: str) -> str:
    unit, trips = submitted.row.unit, 1
    for loop in loops:
        trips = trips * loop.trips if loop.trips is not None and trips else 0
    if trips:
        text = f"This loop sends {trips:,} separate {unit}s to {device}; each waits in the queue on its own."
    else:
        text = f"This loop sends a separate {unit} to {device} every time it runs; each waits in the queue on its own."
    if submitted.row.fee:
        fee = Decimal(submitted.row.fee)
        total = f" ({trips * fee:,.2f} {submitted.row.currency} in all)" if trips else ""
        text += f" The fee of {fee} {submitted.row.currency} a {unit} is charged each time{total}, whatever the shots."
    return text + " Send the circuits together, as one batch or inside one session."
