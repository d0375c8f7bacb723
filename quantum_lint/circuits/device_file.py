"""What stands in a device file, as data of a known shape: whatever is wrong with one is told with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from hashlib import sha256
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from quantum_lint.circuits.devices import DeviceError
from quantum_lint.circuits.gates import DEAD, GATES
from quantum_lint.model.device import Device, Operation, Qubits

_NANO, _MICRO = 1e-9, 1e-6
#: The largest device that is announced has less than half of them; more would only fill the memory.
_MOST_QUBITS = 10_000
_BYTE = re.compile(r"\(byte (\d+)\)")

_Text = Annotated[str, Meta(min_length=1)]
_Number = Annotated[float, Meta(ge=0)]
_Share = Annotated[float, Meta(ge=0, le=1)]
_Whole = Annotated[int, Meta(ge=0)]
_Numbers = _Number | list[_Number | None] | None
_Shares = _Share | list[_Share | None] | None


class _Row(msgspec.Struct, forbid_unknown_fields=True, rename={"same": "as"}):
    """One operation; `on` are the qubits of its places, one after the other, `width` for each."""

    name: _Text
    virtual: bool = False
    same: str = ""
    on: Literal["each"] | list[_Whole] | None = None
    width: Annotated[int, Meta(ge=1)] = 1
    mirrored: bool = False
    duration_ns: _Numbers = None
    error: _Shares = None


class _Table(msgspec.Struct, forbid_unknown_fields=True):
    """The whole file; see `Device` for what each name means."""

    name: _Text
    as_of: date
    qubits: Annotated[int, Meta(ge=1, le=_MOST_QUBITS)]
    operations: Annotated[list[_Row], Meta(min_length=1)]
    title: str = ""
    provider: str = ""
    device: str = ""
    called: str = ""
    technology: str = ""
    source: str = ""
    licence: str = ""
    t1_us: _Numbers = None
    t2_us: _Numbers = None
    repetition_delay_us: _Number | None = None
    reset_us: _Number | None = None
    shots: tuple[_Whole, _Whole] | None = None
    clops: _Whole | None = None


def parse(data: bytes, path: str) -> Device:
    """The device in a file with these bytes. Raises DeviceError."""
    try:
        return _device(msgspec.json.decode(data, type=_Table), sha256(data).hexdigest())
    except msgspec.ValidationError as error:
        raise DeviceError(path, 0, f"no device snapshot: {error}") from error
    except msgspec.DecodeError as error:
        raise DeviceError(path, _line(str(error), data), f"no JSON: {error}") from error
    except ValueError as error:
        raise DeviceError(path, 0, f"no device snapshot: {error}") from error


def _line(message: str, data: bytes) -> int:
    """The line of the byte that a message names; otherwise the file ended too early."""
    found = _BYTE.search(message)
    return data.count(b"\n", 0, int(found[1]) if found else len(data.rstrip())) + 1


def _device(table: _Table, digest: str) -> Device:
    pattern = table.device or re.escape(table.name)
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"{error} - at `$.device`, which is a regular expression") from error
    return Device(
        name=table.name,
        title=table.title or table.name,
        provider=table.provider,
        device=pattern,
        technology=table.technology,
        as_of=table.as_of.isoformat(),
        source=table.source,
        licence=table.licence,
        qubits=table.qubits,
        operations=_operations(table),
        t1=_times(table.t1_us, table.qubits, "t1_us"),
        t2=_times(table.t2_us, table.qubits, "t2_us"),
        repetition_delay=_scaled(table.repetition_delay_us, _MICRO),
        reset=_scaled(table.reset_us, _MICRO),
        shots=table.shots,
        clops=table.clops,
        called=table.called or table.name,
        digest=digest,
    )


def _operations(table: _Table) -> dict[str, Operation]:
    found: dict[str, Operation] = {}
    for number, row in enumerate(table.operations):
        at = f"$.operations[{number}]"
        if row.name not in GATES:
            raise ValueError(f"Qiskit has no gate {row.name!r} - at `{at}.name`")
        if row.same and row.same not in found:
            raise ValueError(f"no operation above is called {row.same!r} - at `{at}.as`")
        found[row.name] = found[row.same]._replace(name=row.name) if row.same else _operation(row, table.qubits, at)
    return found


def _operation(row: _Row, qubits: int, at: str) -> Operation:
    places = list(_places(row, qubits, at))
    durations = [_scaled(each, _NANO) for each in _spread(row.duration_ns, len(places), f"{at}.duration_ns")]
    errors = _spread(row.error, len(places), f"{at}.error")
    if row.mirrored:
        places, durations, errors = [*places, *(place[::-1] for place in places)], durations * 2, errors * 2
    alive = [each for each in zip(places, durations, errors, strict=True) if each[2] is None or each[2] < DEAD]
    return Operation(
        row.name,
        {place: duration for place, duration, _ in alive},
        {place: error for place, _, error in alive},
        row.virtual,
    )


def _places(row: _Row, qubits: int, at: str) -> Iterator[Qubits]:
    """Where the operation is; just the empty tuple for everywhere."""
    if row.on is None:
        yield ()
        return
    flat: Sequence[int] = range(qubits) if row.on == "each" else row.on
    if row.width != GATES[row.name] or len(flat) % row.width:
        raise ValueError(f"{row.name} is a gate on {GATES[row.name]} of these qubits at a time - at `{at}.on`")
    if flat and max(flat) >= qubits:
        raise ValueError(f"there is no qubit {max(flat)} among {qubits} - at `{at}.on`")
    for start in range(0, len(flat), row.width):
        yield tuple(flat[start : start + row.width])


def _times(column: _Numbers, qubits: int, name: str) -> tuple[float | None, ...]:
    return tuple(_scaled(each, _MICRO) for each in _spread(column, qubits, f"$.{name}"))


def _spread(column: _Numbers, number: int, at: str) -> list[float | None]:
    """The numbers of a column, of which one is written where all are equal."""
    if not isinstance(column, list):
        return [column] * number
    if len(column) != number:
        raise ValueError(f"{len(column)} numbers where there should be {number} - at `{at}`")
    return column


def _scaled(number: float | None, unit: float) -> float | None:
    return None if number is None else number * unit
