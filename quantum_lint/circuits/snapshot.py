"""A device snapshot: what a device can do, how long that takes and how often it fails, in columns."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from quantum_lint.circuits.gates import DEAD

#: What each number is rounded to, in significant digits; calibrations say no more.
_DIGITS = 3


@dataclass(frozen=True)
class Operation:
    """One gate, by Qiskit's name for it.

    `durations` (ns) and `errors` (probabilities) are by the qubits that it is on; an operation that is the same
    everywhere, on all qubits or all pairs, has just one entry, for the empty tuple. A `virtual` one takes no time.
    """

    name: str
    errors: Mapping[tuple[int, ...], float | None]
    durations: Mapping[tuple[int, ...], float | None] = field(default_factory=dict)
    virtual: bool = False

    def alive(self) -> list[tuple[int, ...]]:
        """Where it works, sorted."""
        return sorted(place for place, error in self.errors.items() if error is None or error < DEAD)


@dataclass(frozen=True)
class Snapshot:
    """A device at a date. Times are in microseconds where the name does not say otherwise.

    `device` is a regular expression for what the device is called in code, `called` the name of it that rows of prices
    know, where that is another than its own; `repetition_delay` is the pause between two
    executions, `shots` the fewest and the most of one job.
    """

    name: str
    title: str
    provider: str
    device: str
    technology: str
    as_of: str
    source: str
    licence: str
    qubits: int
    operations: Sequence[Operation]
    t1: Sequence[float | None] = ()
    t2: Sequence[float | None] = ()
    repetition_delay: float | None = None
    reset: float | None = None
    shots: tuple[int, int] | None = None
    clops: int | None = None
    called: str | None = None

    def text(self) -> str:
        """The text of the file: JSON with a line for each key, and for each operation."""
        lines = [f"  {json.dumps(key)}: {_line(value)}" for key, value in self._table().items()]
        return "{\n" + ",\n".join(lines) + "\n}\n"

    def _table(self) -> dict[str, Any]:
        """What is in the file; what is not known is left out."""
        table = {
            "name": self.name,
            "title": self.title,
            "provider": self.provider,
            "device": self.device,
            "called": self.called,
            "technology": self.technology,
            "as_of": self.as_of,
            "source": self.source,
            "licence": self.licence,
            "qubits": self.qubits,
            "repetition_delay_us": _column([self.repetition_delay]),
            "reset_us": _column([self.reset]),
            "shots": self.shots,
            "clops": self.clops,
            "t1_us": _column(self.t1),
            "t2_us": _column(self.t2),
            "operations": _told_once([_columns(each, self.qubits) for each in self.operations]),
        }
        return {key: value for key, value in table.items() if value not in (None, "", [], ())}


def _told_once(tables: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The tables; one with the numbers of an earlier one names that (`as`) in their place."""
    told: dict[str, str] = {}
    short = []
    for table in tables:
        numbers = json.dumps({key: value for key, value in table.items() if key != "name"})
        first = told.setdefault(numbers, table["name"])
        short.append(table if first == table["name"] else {"name": table["name"], "as": first})
    return short


def _columns(operation: Operation, qubits: int) -> dict[str, Any]:
    alive = operation.alive()
    mirrored = _is_mirrored(operation, alive)
    places = [place for place in alive if not mirrored or place[0] < place[1]]
    table: dict[str, Any] = {"name": operation.name, "virtual": operation.virtual}
    if places != [()]:
        table |= {"on": _places(places, qubits), "width": len(places[0]), "mirrored": mirrored}
    table["duration_ns"] = _column([operation.durations.get(place) for place in places])
    table["error"] = _column([operation.errors[place] for place in places])
    return {key: value for key, value in table.items() if value is not None and value is not False}


def _places(places: Sequence[tuple[int, ...]], qubits: int) -> list[int] | str:
    """The qubits of all places, one place after the other."""
    flat = [qubit for place in places for qubit in place]
    return "each" if flat == list(range(qubits)) else flat


def _is_mirrored(operation: Operation, alive: Sequence[tuple[int, ...]]) -> bool:
    """Whether every pair works in both directions alike."""
    there = set(alive)
    return bool(alive) and all(
        len(place) == 2
        and place[::-1] in there
        and operation.errors[place] == operation.errors[place[::-1]]
        and operation.durations.get(place) == operation.durations.get(place[::-1])
        for place in alive
    )


def _column(values: Sequence[float | None]) -> Any:
    """The rounded values, just one where all are equal."""
    rounded = [None if value is None else _rounded(value) for value in values]
    return rounded[0] if rounded and len(set(rounded)) == 1 else rounded


def _rounded(value: float) -> float:
    number = float(f"{value:.{_DIGITS}g}")
    return int(number) if number == int(number) else number


def _line(value: Any) -> str:
    if isinstance(value, list) and value and isinstance(value[0], dict):
        inner = ",\n".join(f"    {json.dumps(each, separators=(',', ':'))}" for each in value)
        return f"[\n{inner}\n  ]"
    return json.dumps(value, separators=(",", ":"))
