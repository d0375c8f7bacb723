"""The devices of a user: those of files on the command line, and of those that the configuration names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quantum_lint.circuits.devices import DeviceError, load
from quantum_lint.config import ConfigError, Settings
from quantum_lint.model.device import Device


def own_devices(settings: Settings, files: Iterable[str] = ()) -> tuple[Device, ...]:
    """The devices of the files, then those of the configuration; the first of a name stands above the others.

    Raises:
        ConfigError: a file cannot be read, is no device file, or two that are named together have the same device.
    """
    return tuple(device for several in (files, settings.cost.get("devices", ())) for _, device in devices_of(several))


def devices_of(files: Iterable[str]) -> Iterator[tuple[str, Device]]:
    """Each file with the device in it. Raises ConfigError."""
    found: dict[str, str] = {}
    for file in dict.fromkeys(files):
        device = _loaded(file)
        if device.name in found:
            raise ConfigError(file, 0, f"the device {device.name} is in {found[device.name]}, too")
        found[device.name] = file
        yield file, device


def _loaded(file: str) -> Device:
    try:
        return load(file)
    except DeviceError as error:
        raise ConfigError(error.path, error.line, error.message) from error
