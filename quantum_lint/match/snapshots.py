"""What the shipped device snapshots say of devices as a whole: who they are, of which day, and how fast they repeat."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from quantum_lint.compiled import compiled, rules_folder


class Snapshot(NamedTuple):
    """A device on the day `as_of`. `device` is a regular expression for what it is called in code.

    `operations` are the names of its gates and of what else it can do, by Qiskit's names. `repetition_delay` is the
    pause before a circuit is run again and `coherence` how long half of its qubits keep their state, in seconds; None
    where nothing is published.
    """

    name: str
    title: str
    provider: str
    device: str
    technology: str
    as_of: str
    qubits: int
    operations: tuple[str, ...]
    repetition_delay: float | None = None
    coherence: float | None = None

    @property
    def dated(self) -> str:
        """The device and the day of the snapshot: `IBM Fez (as of 2025-02-26)`."""
        return f"{self.title} (as of {self.as_of})"


@cache
def snapshots() -> Mapping[str, Snapshot]:
    """All that are shipped, by name."""
    paths = _sources()
    found = (Snapshot(*row) for row in compiled("snapshots", paths, lambda: tuple(map(_row, paths))))
    return {each.name: each for each in found}


def snapshot_of(device: str | None) -> Snapshot | None:
    """The snapshot of what code calls by this name."""
    known = snapshots().values()
    return next((each for each in known if device and re.fullmatch(each.device, device, re.IGNORECASE)), None)


def _sources() -> list[str]:
    folder = os.path.join(rules_folder(), "devices")
    return [os.path.join(folder, name) for name in sorted(os.listdir(folder)) if name.endswith(".json")]


def _row(path: str) -> tuple[Any, ...]:
    import json

    with open(path, encoding="utf-8") as stream:
        table = json.load(stream)
    delay = table.get("repetition_delay_us")
    return (
        *(table[key] for key in Snapshot._fields[:7]),
        tuple(row["name"] for row in table["operations"]),
        None if delay is None else delay / 1e6,
        _coherence(table),
    )


def _coherence(table: dict[str, Any]) -> float | None:
    """The median over all qubits of the shorter one of T1 and T2, in seconds."""
    columns = [_column(table.get(key), table["qubits"]) for key in ("t1_us", "t2_us")]
    times = sorted(min(known) for pair in zip(*columns, strict=True) if (known := [each for each in pair if each]))
    return times[len(times) // 2] / 1e6 if times else None


def _column(values: Any, qubits: int) -> list[float | None]:
    """A number for each qubit, of which one is written where all are equal."""
    return values if isinstance(values, list) else [values] * qubits
