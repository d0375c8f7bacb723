"""The device snapshots that come with us, and those of a user."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from typing import Any

from quantum_lint.compiled import rules_folder
from quantum_lint.model.device import Device, Operation, Qubits

_NANO, _MICRO = 1e-9, 1e-6


class DeviceError(Exception):
    """A file is no device snapshot; the text says which file and why."""


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
    import msgspec

    try:
        with open(path, "rb") as stream:
            return _device(msgspec.json.decode(stream.read()))
    except OSError as error:
        raise DeviceError(f"{path}: {error.strerror}") from error
    except msgspec.DecodeError as error:
        raise DeviceError(f"{path}: no JSON: {error}") from error
    except KeyError as error:
        raise DeviceError(f"{path}: the key {error} is missing") from error
    except (AttributeError, IndexError, TypeError, ValueError) as error:
        raise DeviceError(f"{path}: no device snapshot: {error}") from error


def _device(table: Mapping[str, Any]) -> Device:
    qubits = int(table["qubits"])
    operations: dict[str, Operation] = {}
    for row in table["operations"]:
        name = row["name"]
        same = operations.get(row.get("as", ""))
        operations[name] = same._replace(name=name) if same else _operation(row, qubits)
    shots = table.get("shots")
    return Device(
        **{key: str(table[key]) for key in Device._fields[:8]},
        qubits=qubits,
        operations=operations,
        t1=_times(table.get("t1_us"), qubits),
        t2=_times(table.get("t2_us"), qubits),
        repetition_delay=_scaled(table.get("repetition_delay_us"), _MICRO),
        reset=_scaled(table.get("reset_us"), _MICRO),
        shots=(int(shots[0]), int(shots[1])) if shots else None,
        clops=table.get("clops"),
        called=str(table.get("called", table["name"])),
    )


def _operation(row: Mapping[str, Any], qubits: int) -> Operation:
    places = list(_places(row, qubits))
    durations = [_scaled(each, _NANO) for each in _spread(row.get("duration_ns"), len(places))]
    errors = _spread(row.get("error"), len(places))
    if row.get("mirrored"):
        places, durations, errors = [*places, *(place[::-1] for place in places)], durations * 2, errors * 2
    return Operation(
        row["name"],
        dict(zip(places, durations, strict=True)),
        dict(zip(places, errors, strict=True)),
        bool(row.get("virtual")),
    )


def _places(row: Mapping[str, Any], qubits: int) -> Iterator[Qubits]:
    """Where the operation is; just the empty tuple for everywhere."""
    if "on" not in row:
        yield ()
        return
    flat = range(qubits) if row["on"] == "each" else row["on"]
    width = int(row["width"])
    for start in range(0, len(flat), width):
        yield tuple(flat[start : start + width])


def _times(column: Any, qubits: int) -> tuple[float | None, ...]:
    return tuple(_scaled(each, _MICRO) for each in _spread(column, qubits))


def _spread(column: Any, number: int) -> list[float | None]:
    """The numbers of a column, of which one is written where all are equal."""
    if not isinstance(column, list):
        return [column] * number
    if len(column) != number:
        raise ValueError(f"{len(column)} numbers where there should be {number}")
    return column


def _scaled(number: float | None, unit: float) -> float | None:
    return None if number is None else number * unit
