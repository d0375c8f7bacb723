"""Devices that wait so long between executions that a sibling does the same for a fraction."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.sent_work import bill, described, line_of, priced_work
from quantum_lint.match.snapshots import Snapshot, snapshots
from quantum_lint.model.device import Device
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options
from quantum_lint.model.sent import Sent


class _Sibling(NamedTuple):
    """A device of the same provider, and the seconds that the work takes there."""

    device: Snapshot
    seconds: Decimal


def check(repository: Any, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Every submission that is paid by time and that a sibling would be done with several times sooner."""
    for path, sent in priced_work(repository):
        device = sent.device
        sibling = _fastest(sent, device) if device is not None else None
        line, seconds = line_of(sent.estimate, "second"), sent.estimate.seconds
        if device is None or sibling is None or line is None or line.price is None or seconds is None:
            continue
        if seconds.low > Decimal(str(options["slower-by"])) * sibling.seconds:
            delay, less = (_milliseconds(each) for each in (device, sibling.device))
            yield Hit(
                span=sent.job.span,
                note=f"{described(sent)}: {seconds.low:,.1f} s and {bill(sent.estimate)}, since "
                f"{device.dated} waits {delay} ms before each execution. {sibling.device.dated} waits {less} ms and "
                f"has {sibling.device.qubits} qubits: there it is about {sibling.seconds:,.1f} s and "
                f"{sibling.seconds * line.price:,.2f}. Run it there, or set a shorter `rep_delay`.",
                provider=sent.job.provider,
                path=path,
            )


def _fastest(sent: Sent, device: Device) -> _Sibling | None:
    """The sibling that is wide enough and waits least; on equal terms the one with most qubits."""
    measures, executions, seconds = sent.estimate.measures, sent.estimate.executions, sent.estimate.seconds
    if measures is None or not executions or seconds is None or device.repetition_delay is None:
        return None
    fitting = [
        each
        for each in snapshots().values()
        if each.provider == device.provider and each.repetition_delay and each.qubits >= measures.qubits
    ]
    best = min(fitting, key=lambda each: (each.repetition_delay or 0.0, -each.qubits, each.name), default=None)
    if best is None or best.repetition_delay is None or best.repetition_delay >= device.repetition_delay:
        return None
    saved = executions * Decimal(str(device.repetition_delay - best.repetition_delay))
    return _Sibling(best, max(seconds.low - saved, Decimal(0)))


def _milliseconds(device: Snapshot | Device) -> str:
    return f"{(device.repetition_delay or 0.0) * 1e3:g}"
