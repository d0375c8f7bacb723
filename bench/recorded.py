"""Circuits as runs recorded them: reading the records, and whether one is what is claimed of it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from quantum_lint.model.circuit import Measures

#: In the names of what makes circuits of circuits.
_TRANSFORMING = (
    "transformer", "Route", "with_noise", "transform_qubits", "to_braket", "Emulator", "Simulator", "Sampler",
)  # fmt: skip

Record = dict[str, Any]
#: Whether a record is what is claimed.
Same = Callable[[Record, Measures], bool]


def records_of(path: str) -> Iterator[Record]:
    """The circuits of a set, without repetitions, each with the tier of the circuit that it is."""
    with open(path, encoding="utf-8") as stream:
        everything = list(map(json.loads, stream))
    failed = {row["file"]: {cell for cell, _ in row["errors"]} for row in everything if row["t"] == "file"}
    rows = [row for row in everything if row["t"] != "file"]
    tiers = {(row["file"], row.get("fp")): row["tier"] for row in rows if "tier" in row}
    seen: set[tuple[object, ...]] = set()
    shapes: Counter[tuple[object, ...]] = Counter()
    for row in rows:
        row["cut"] = is_cut_short(row, failed.get(row["file"], set()))
        row["failed"] = failed_since(row, failed.get(row["file"], set()))
        row["tier"] = row.get("tier") or tiers.get((row["file"], row.get("fp"))) or made_by(row)
        row["ops"] = {name.replace("circuit-*", "circuit"): count for name, count in row["ops"].items()}
        identity = (row["file"], row["t"], row.get("var", row.get("line")), row.get("fp"))
        swept = "[" in row.get("var", "")
        shape = (
            row["file"],
            row["t"],
            repr(row.get("born")),
            *((repr(row.get("sites")), repr(row["ops"])) * (not swept)),
        )
        if identity in seen or (row.get("born") and shapes[shape] >= 2):
            continue
        seen.add(identity)
        shapes[shape] += 1
        yield row


def is_cut_short(row: Record, failed: set[int]) -> bool:
    """Whether an error ended the building of a circuit: a cell failed in which it was made or changed."""
    places = [row.get("born"), *row.get("sites", ())]
    return row.get("ok") is False or any(place and place[0] in failed for place in places)


def failed_since(row: Record, failed: set[int]) -> list[int]:
    """The cells that failed after the one that made a circuit, up to that of the record."""
    made, cell = (row.get("born") or [None])[0], row.get("cell")
    if not isinstance(made, int) or not isinstance(cell, int):
        return []
    return sorted(each for each in failed if made < each <= cell)


def made_by(row: Record) -> str:
    """The tier of a record that has none, as far as what made the circuit tells it."""
    maker = str((row.get("born") or [""])[-1])
    return "D" if any(word in maker for word in _TRANSFORMING) else "-"


def equal(record: Record, measured: Measures) -> bool:
    """Whether qubits, clbits, gates by name and depth are the same; a record without clbits is not asked for them."""
    same = record["nq"] == measured.qubits and record.get("nc", measured.clbits) == measured.clbits
    return same and record["ops"] == dict(measured.gates) and record.get("depth", measured.depth) == measured.depth


def equal_shape(record: Record, measured: Measures) -> bool:
    """Whether qubits, number of instructions and depth are the same."""
    return (record["nq"], record["size"], record["depth"]) == (measured.qubits, measured.size, measured.depth)


#: SDKs count these unlike.
_NO_GATES = ("MeasurementGate", "Measure", "MeasureFF", "Barrier", "StartVerbatimBox", "EndVerbatimBox")


def equal_gates(record: Record, measured: Measures) -> bool:
    """Whether qubits, number of gates beside measurements and marks for compilers, and depth are the same."""
    run = record["size"] - sum(record["ops"].get(name, 0) for name in _NO_GATES)
    claimed = sum(count for name, count in measured.gates if name not in ("measure", "barrier"))
    return (record["nq"], run, record["depth"]) == (measured.qubits, claimed, measured.depth)


SAME: dict[str, Same] = {"qiskit2": equal, "qiskit043": equal_shape}


def contains(record: Record, measured: Measures) -> bool:
    """Whether a run has all that is claimed, and perhaps more."""
    return bool(measured.qubits <= record["nq"] and measured.size <= record["size"])


def difference(record: Record, measured: Measures) -> str:
    """What the run has, then what is claimed."""
    run = (record["nq"], record.get("nc"), record["size"], record.get("depth"))
    claimed = (measured.qubits, measured.clbits, measured.size, measured.depth)
    gates = dict(measured.gates)
    names = {**record["ops"], **gates}
    counts = {name: (record["ops"].get(name, 0), gates.get(name, 0)) for name in names}
    return f"{run} {claimed} { ({name: both for name, both in counts.items() if both[0] != both[1]}) }"
