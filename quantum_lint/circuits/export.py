"""Writes device files from what Qiskit knows of a device, for a script of your own that has access to it.

`save(QiskitRuntimeService().backend("ibm_fez"), "devices/ibm_fez.json", provider="ibm")` writes that of a backend.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from math import isfinite
from statistics import median
from typing import TYPE_CHECKING, Any

from quantum_lint import __version__
from quantum_lint.circuits.gates import GATES
from quantum_lint.circuits.snapshot import Operation, Snapshot

if TYPE_CHECKING:
    from qiskit.providers import BackendV2
    from qiskit.transpiler import InstructionProperties, Target

_TO_NANO, _TO_MICRO = 1e9, 1e6
#: What every target has beside the gates of its device.
_NO_GATES = frozenset(("delay", "barrier", "for_loop", "while_loop", "if_else", "switch_case", "box"))


def save(
    source: BackendV2 | Target,
    file: str | os.PathLike[str],
    *,
    name: str = "",
    provider: str = "",
    called: str = "",
    as_of: date | None = None,
) -> tuple[str, ...]:
    """Write the device file of a backend, or of a target that has a `name`; returns the gates that are left out.

    `provider` is whose prices hold, as `quantum-lint prices` calls it, and `called` the name that they are for, if it
    is another one; `as_of` is the day of the numbers: that of the backend's calibration, or today. A gate is left out
    that is none of Qiskit's own, or has fixed angles.

    Raises:
        ValueError: there is no name, or the device has no number of qubits.
        OSError: the file cannot be written.
    """
    target: Target = getattr(source, "target", source)
    name = name or getattr(source, "name", "")
    if not name or not target.num_qubits:
        raise ValueError("the device needs a number of qubits" if name else "say what code calls it: name=...")
    gates = {each: target[each] for each in sorted(target.operation_names) if _is_plain(each, target)}
    snapshot = _snapshot(name, (as_of or _calibrated(source)).isoformat(), source, gates)
    snapshot = replace(snapshot, provider=provider, called=called)
    with open(file, "w", encoding="utf-8", newline="\n") as stream:
        stream.write(snapshot.text())
    return tuple(sorted({*target.operation_names} - {*gates} - _NO_GATES))


def _is_plain(name: str, target: Target) -> bool:
    """Whether it is a gate of Qiskit that may have any angle."""
    operation = target.operation_from_name(name)
    angles = getattr(operation, "params", ())
    return name in GATES and operation.name == name and not any(isinstance(angle, (int, float)) for angle in angles)


def _calibrated(source: Any) -> date:
    """The day of a backend's calibration, where it tells that, or else today."""
    properties = source.properties() if callable(getattr(source, "properties", None)) else None
    moment = getattr(properties, "last_update_date", None)
    return date(moment.year, moment.month, moment.day) if moment is not None else date.today()


def _snapshot(name: str, day: str, source: Any, gates: Mapping[str, Any]) -> Snapshot:
    target: Target = getattr(source, "target", source)
    operations = [_operation(each, places) for each, places in gates.items()]
    resets = [time for each in operations if each.name == "reset" for time in each.durations.values() if time]
    delay = _number(getattr(source, "default_rep_delay", None), _TO_MICRO)
    return Snapshot(
        name=name,
        title=name,
        provider="",
        device="",
        technology="",
        as_of=day,
        source=f"Qiskit's target, exported by quantum-lint {__version__}",
        licence="",
        qubits=target.num_qubits,
        operations=operations,
        t1=list(_lifetimes(target, "t1")),
        t2=list(_lifetimes(target, "t2")),
        repetition_delay=delay,
        reset=median(resets) / 1000 if resets else None,
        shots=_shots(getattr(source, "max_shots", None)),
    )


def _operation(name: str, places: Mapping[Any, InstructionProperties | None]) -> Operation:
    """The gate with its times (ns) and errors by place; everywhere is Qiskit's None, and our empty tuple."""
    durations = {place or (): _number(getattr(each, "duration", None), _TO_NANO) for place, each in places.items()}
    errors = {place or (): _number(getattr(each, "error", None), 1.0) for place, each in places.items()}
    virtual = not any(errors.values()) and all(time == 0 for time in durations.values())
    return Operation(name, errors, durations, virtual)


def _lifetimes(target: Target, name: str) -> Iterator[float | None]:
    """T1 or T2 of each qubit in microseconds; nothing where none is known."""
    found: Sequence[Any] = target.qubit_properties or ()
    return (_number(getattr(each, name, None), _TO_MICRO) for each in found)


def _shots(most: object) -> tuple[int, int] | None:
    return (1, most) if isinstance(most, int) and most > 0 else None


def _number(value: float | None, unit: float) -> float | None:
    return value * unit if value is not None and isfinite(value) else None
