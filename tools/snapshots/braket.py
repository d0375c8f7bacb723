"""Snapshots of devices on Amazon Braket, from capability files in its examples (Apache-2.0)."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from quantum_lint.circuits.snapshot import Operation, Snapshot

_SOURCE = "capability file in amazon-braket-examples"
_MICROSECONDS = 1_000_000
Errors = dict[tuple[int, ...], float | None]


class _Device(NamedTuple):
    """What a capability file does not say of itself. `gates` are the native one-qubit gates by Qiskit's names."""

    file: str
    name: str
    title: str
    device: str
    called: str
    technology: str
    gates: tuple[str, ...]
    pair: str


_CALIBRATED = (
    _Device(
        "iqm_garnet", "iqm_garnet", "IQM Garnet", r".*(?:/iqm/|\b)Garnet(?:-20PQ)?", "Garnet", "IQM Crystal 20",
        ("r",), "cz",
    ),
    _Device(
        "emerald", "iqm_emerald", "IQM Emerald", r".*(?:/iqm/|\b)Emerald(?:-54PQ)?", "Emerald", "IQM Crystal 54",
        ("r",), "cz",
    ),
    _Device(
        "rigetti_device", "rigetti_cepheus_1_108q", "Rigetti Cepheus-1-108Q", r".*\bCepheus-?1-?108Q",
        "Cepheus-1-108Q", "Rigetti Cepheus", ("rz", "sx", "x"), "cz",
    ),
)  # fmt: skip
_IONQ = "ionq_forte_enterprise"


def snapshots(folder: Path) -> Iterator[Snapshot]:
    """The devices whose capability files are somewhere in the folder."""
    for device in _CALIBRATED:
        yield _calibrated(device, _read(folder, device.file))
    yield _ionq(_read(folder, _IONQ))


def _read(folder: Path, stem: str) -> dict[str, Any]:
    path = max(folder.rglob(f"{stem}*.json"))
    content = json.loads(path.read_text(encoding="utf-8"))
    table: dict[str, Any] = json.loads(content) if isinstance(content, str) else content
    return table


def _calibrated(device: _Device, table: dict[str, Any]) -> Snapshot:
    singles: dict[str, Any] = table["standardized"]["oneQubitProperties"]
    number = {label: position for position, label in enumerate(sorted(singles, key=int))}
    ones: Errors = {(number[label],): _error(row["oneQubitFidelity"], _is_gate) for label, row in singles.items()}
    reads: Errors = {(number[label],): _error(row["oneQubitFidelity"], _is_readout) for label, row in singles.items()}
    pairs: Errors = {}
    for label, row in table["standardized"]["twoQubitProperties"].items():
        first, second = (number[each] for each in label.split("-"))
        pairs[first, second] = pairs[second, first] = _error(row["twoQubitGateFidelity"], _is_cz)
    operations = [
        Operation(gate, dict.fromkeys(ones, 0.0) if gate == "rz" else ones, {}, gate == "rz") for gate in device.gates
    ]
    order = sorted(singles, key=int)
    return Snapshot(
        **_common(device.name, device.title, (device.device, device.called), device.technology, table),
        qubits=len(singles),
        operations=[*operations, Operation(device.pair, pairs), Operation("measure", reads)],
        t1=[_lasting(singles[label]["T1"]) for label in order],
        t2=[_lasting(singles[label]["T2"]) for label in order],
    )


def _lasting(row: dict[str, Any]) -> float | None:
    """A time in microseconds; the files have 0 where it could not be measured."""
    return row["value"] * _MICROSECONDS or None


def _common(name: str, title: str, names: tuple[str, str], technology: str, table: dict[str, Any]) -> dict[str, Any]:
    least, most = table["service"]["shotsRange"]
    return {
        "name": name, "title": title, "provider": "braket", "device": names[0], "called": names[1],
        "technology": technology,
        "as_of": table["service"]["updatedAt"][:10], "source": _SOURCE, "licence": "Apache-2.0", "shots": (least, most),
    }  # fmt: skip


def _error(rows: list[dict[str, Any]], wanted: Callable[[dict[str, Any]], bool]) -> float | None:
    """How often it fails: one less the fidelity of the first of the rows that is wanted."""
    fidelity = next((row["fidelity"] for row in rows if wanted(row)), None)
    return None if fidelity is None else 1 - fidelity


def _is_gate(row: dict[str, Any]) -> bool:
    return str(row["fidelityType"]["name"]) == "SIMULTANEOUS_RANDOMIZED_BENCHMARKING"


def _is_readout(row: dict[str, Any]) -> bool:
    return re.fullmatch(r"READOUT(?:_FIDELITY)?", row["fidelityType"]["name"].upper()) is not None


def _is_cz(row: dict[str, Any]) -> bool:
    return str(row["gateName"]) == "CZ"


def _ionq(table: dict[str, Any]) -> Snapshot:
    fidelity, timing = table["provider"]["fidelity"], table["provider"]["timing"]
    one, two = 1 - fidelity["1Q"]["mean"], 1 - fidelity["2Q"]["mean"]
    read = 1 - fidelity["spam"]["mean"]
    times = {name: seconds * _MICROSECONDS * 1000 for name, seconds in timing.items()}
    operations = [
        Operation("rz", {(): 0.0}, {(): 0.0}, virtual=True),
        Operation("sx", {(): one}, {(): times["1Q"]}),
        Operation("x", {(): one}, {(): times["1Q"]}),
        Operation("rzz", {(): two}, {(): times["2Q"]}),
        Operation("measure", {(): read}, {(): times["readout"]}),
    ]
    return Snapshot(
        **_common(
            "ionq_forte_enterprise",
            "IonQ Forte Enterprise",
            (r".*\bForte[-_ ]?Enterprise(?:[- ]?1)?", "Forte-Enterprise-1"),
            "IonQ Forte",
            table,
        ),
        qubits=table["paradigm"]["qubitCount"],
        operations=operations,
        t1=[timing["T1"] * _MICROSECONDS],
        t2=[timing["T2"] * _MICROSECONDS],
        reset=timing["reset"] * _MICROSECONDS,
    )
