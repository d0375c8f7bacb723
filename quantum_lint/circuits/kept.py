"""What circuits were on devices in earlier runs, by what is in them: a changed file has most of its circuits left."""

from __future__ import annotations

import os
from collections.abc import Callable
from hashlib import sha256
from typing import TYPE_CHECKING

from quantum_lint.circuits import storage
from quantum_lint.circuits.cache import ourselves
from quantum_lint.circuits.identity import identity
from quantum_lint.circuits.transpiled import SEED
from quantum_lint.model.circuit import OnDevice
from quantum_lint.model.device import Device

if TYPE_CHECKING:
    from qiskit import QuantumCircuit

FOLDER = "transpiled"


class Kept:
    """Transpiled circuits, by contents, device snapshot, level, seed, and all that transpiles them."""

    def __init__(self) -> None:
        self._folder = storage.folder_of(FOLDER)

    def of(self, circuit: QuantumCircuit, device: Device, level: int, work: Callable[[], OnDevice]) -> OnDevice:
        """What is kept of the circuit on the device, or else what the work gives, which is kept unless it failed."""
        path = self._path(circuit, device, level)
        found = _read(path) if path is not None else None
        if found is not None:
            return found
        made = work()
        if path is not None and not made.failed:
            _keep(path, made)
        return made

    def _path(self, circuit: QuantumCircuit, device: Device, level: int) -> str | None:
        contents = identity(circuit) if self._folder is not None else None
        if self._folder is None or contents is None:
            return None
        digest = sha256(repr((contents, device.digest, level, SEED, ourselves())).encode()).hexdigest()
        return os.path.join(self._folder, f"{digest[:40]}.msgpack")


def _read(path: str) -> OnDevice | None:
    """What the file holds; None where there is none, or it is no such result."""
    import msgspec

    try:
        with open(path, "rb") as stream:
            return msgspec.msgpack.decode(stream.read(), type=OnDevice)
    except (OSError, msgspec.MsgspecError):
        return None


def _keep(path: str, made: OnDevice) -> None:
    import msgspec

    storage.write(path, msgspec.msgpack.encode(made))
