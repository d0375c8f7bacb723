"""Which device snapshot stands for what code calls a device."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from quantum_lint.circuits.devices import find
from quantum_lint.model.device import Device

if TYPE_CHECKING:
    from quantum_lint.knowledge import Knowledge


class Placement(NamedTuple):
    """A snapshot, None where there is none. `name` is what the code, or the provider, calls the device.

    `assumed` says what was taken for granted, empty where the code names just this device.
    """

    name: str
    device: Device | None = None
    assumed: str = ""


def placement(provider: str, name: str | None, knowledge: Knowledge, own: Sequence[Device] = ()) -> Placement:
    """The device that a submission goes to, or the one that its provider gives to most people.

    A name may be several with `or` between them; the first that has a snapshot stands for all of them.
    """
    names = name.split(" or ") if name else []
    for each in names:
        device = find(each, own)
        if device is not None:
            return Placement(each, device, f"{each} of {name}" if len(names) > 1 else "")
    known = knowledge.providers.get(provider)
    usual = known.assumed_device if known is not None else ""
    device = find(usual, own) if usual else None
    if device is None:
        return Placement(names[0] if names else "")
    told = f"{name} is not among the device snapshots" if name else "the code does not tell the device"
    return Placement(names[0] if names else usual, device, f"{told}: {usual} stands for it")
