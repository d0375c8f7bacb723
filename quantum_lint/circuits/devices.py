"""The device snapshots that come with us, and those of a user."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import chain

from quantum_lint.compiled import rules_folder
from quantum_lint.model.device import Device

#: A device of 156 qubits has 22,000 bytes.
_LARGEST = 10_000_000


class DeviceError(Exception):
    """A file is no device snapshot: `path`, `line` (from 1, 0 for no line) and `message` say where and why."""

    def __init__(self, path: str, line: int, message: str) -> None:
        super().__init__(f"{path}:{line}: {message}" if line else f"{path}: {message}")
        self.path = path
        self.line = line
        self.message = message


@cache
def shipped() -> Mapping[str, Device]:
    """All devices that come with us, by name."""
    folder = os.path.join(rules_folder(), "devices")
    paths = (os.path.join(folder, name) for name in sorted(os.listdir(folder)) if name.endswith(".json"))
    return {device.name: device for device in map(load, paths)}


def find(name: str, own: Sequence[Device] = ()) -> Device | None:
    """The device that code, or a user, calls by this name; one of the user's `own` before one of ours."""
    known = [*own, *shipped().values()]
    same = (device for device in known if device.name == name)
    called = (device for device in known if re.fullmatch(device.device, name, re.IGNORECASE))
    return next(chain(same, called), None)


def load(path: str) -> Device:
    """The snapshot in a file.

    Raises:
        DeviceError: the file cannot be read, or is no snapshot.
    """
    from quantum_lint.circuits.device_file import parse

    try:
        with open(path, "rb") as stream:
            data = stream.read(_LARGEST + 1)
    except OSError as error:
        raise DeviceError(path, 0, f"cannot be read: {error.strerror}") from error
    if len(data) > _LARGEST:
        raise DeviceError(path, 0, f"no device snapshot: it has more than {_LARGEST:,} bytes")
    return parse(data, path)
