"""Which calls start work, on what, and how many shots they take."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from quantum_lint.evaluate.calls import Call, Evaluation
from quantum_lint.evaluate.devices import Target, device_of, inner_devices, joined, named, rehearsed, row_of, target_of
from quantum_lint.evaluate.shots import Origin, Settings, shots_of
from quantum_lint.evaluate.tables import SubmitRow, Tables
from quantum_lint.evaluate.values import Known, Value, options


class Submitted(NamedTuple):
    """A call that starts work: its row, its target and the constants that its number of shots may be.

    If the code sets no number (`shots_from` is `default`), it is `default_shots`, where 0 is an exact result. Where it
    sets none and the device is not known either, it is most likely `usual_shots`.
    """

    call: Call
    row: SubmitRow
    target: Target
    shots: tuple[Known, ...]
    shots_from: Origin = "unknown"
    default_shots: int | None = None
    usual_shots: int | None = None

    @property
    def on_hardware(self) -> bool:
        """Whether it surely runs, and surely on hardware. A condition that asks for a simulator makes that unsure."""
        if self.target.kind != "hardware" or self.call.context.dead:
            return False
        return not any("simulator" in guard.text for guard in self.call.context.guards if not guard.negated)


def submissions(evaluation: Evaluation, tables: Tables) -> Iterator[Submitted]:
    """The calls that start work."""
    settings = Settings(evaluation, tables)
    for call in evaluation.calls:
        row = tables.submits.get(call.callee)
        if row is not None:
            yield submitted(call, row, settings)


def submitted(call: Call, row: SubmitRow, settings: Settings) -> Submitted:
    """What a call of the row starts, in a program that has these settings."""
    target = _submit_target(call, row, settings.tables)
    return Submitted(call, row, target, *shots_of(call, row, target, settings))


def _submit_target(call: Call, row: SubmitRow, tables: Tables) -> Target:
    rehearsal = rehearsed(call.arguments, row)
    if rehearsal is not None:
        return rehearsal
    device = device_of(call, row)
    if device is None:
        return Target(row.otherwise, None, row.provider, because="no device is named")  # type: ignore[arg-type]
    if not row.device:
        return _around(call, device, tables) or target_of(device, tables)
    called = joined([named(option, row) for option in options(device)])
    return called if called.kind != "unknown" else target_of(device, tables)


def _around(call: Call, device: Value, tables: Tables) -> Target | None:
    """The device of the nearest session or batch around the call, if that is where its own device looks for it."""
    row = row_of(device, tables)
    if row is None or not row.around or any(True for _ in inner_devices(device, row)):
        return None
    found = (target_of(block.value, tables) for block in reversed(call.context.withs))
    return next((target for target in found if target.batched), None)
