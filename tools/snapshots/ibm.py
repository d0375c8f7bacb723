"""Snapshots of IBM's devices, from the stored calibrations in the wheel of qiskit-ibm-runtime (Apache-2.0)."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any
from zipfile import ZipFile

from quantum_lint.circuits.snapshot import Operation, Snapshot

DEVICES = (
    "aachen", "boston", "pittsburgh", "kingston", "marrakesh", "fez", "torino", "berlin", "miami", "brussels",
    "strasbourg", "brisbane",
)  # fmt: skip
_GATES = ("rz", "sx", "x", "cz", "ecr", "reset")
Numbers = dict[tuple[int, ...], float | None]
_TO_MICROSECONDS = {"ns": 0.001, "us": 1.0, "ms": 1000.0, "s": 1_000_000.0}


def snapshots(wheel: Path) -> Iterator[Snapshot]:
    """The devices whose calibrations are in the wheel."""
    with ZipFile(wheel) as archive:
        for name in DEVICES:
            folder = f"qiskit_ibm_runtime/fake_provider/backends/{name}"
            configuration = json.loads(archive.read(f"{folder}/conf_{name}.json"))
            properties = json.loads(archive.read(f"{folder}/props_{name}.json"))
            yield _snapshot(name, configuration, properties, "-".join(wheel.name.split("-")[:2]).replace("_", "-"))


def _snapshot(name: str, configuration: dict[str, Any], properties: dict[str, Any], package: str) -> Snapshot:
    family = configuration["processor_type"]
    qubits = [{each["name"]: _value(each) for each in row} for row in properties["qubits"]]
    operations = [*_gates(properties["gates"]), _measurement(qubits)]
    resets = next((each for each in operations if each.name == "reset"), None)
    return Snapshot(
        name=f"ibm_{name}",
        title=f"IBM {name.capitalize()}",
        provider="ibm",
        device=f"(?:ibm_|Fake){name}(?:V2)?",
        technology=f"{family['family']} r{family['revision']}",
        as_of=properties["last_update_date"][:10],
        source=f"fake_provider of {package}",
        licence="Apache-2.0",
        qubits=configuration["n_qubits"],
        operations=operations,
        t1=[row.get("T1") for row in qubits],
        t2=[row.get("T2") for row in qubits],
        repetition_delay=configuration["default_rep_delay"],
        reset=None if resets is None else median(filter(None, resets.durations.values())) / 1000,
        shots=(1, configuration["max_shots"]),
        clops=configuration.get("clops_h"),
    )


def _gates(rows: list[dict[str, Any]]) -> Iterator[Operation]:
    errors: dict[str, Numbers] = defaultdict(dict)
    durations: dict[str, Numbers] = defaultdict(dict)
    for row in rows:
        given = {each["name"]: _value(each) for each in row["parameters"]}
        errors[row["gate"]][tuple(row["qubits"])] = given.get("gate_error")
        durations[row["gate"]][tuple(row["qubits"])] = _nanoseconds(given.get("gate_length"))
    for gate in _GATES:
        if gate in errors:
            yield Operation(gate, errors[gate], durations[gate], virtual=gate == "rz")


def _measurement(qubits: list[dict[str, float]]) -> Operation:
    errors: Numbers = {(number,): row.get("readout_error") for number, row in enumerate(qubits)}
    durations: Numbers = {(number,): _nanoseconds(row.get("readout_length")) for number, row in enumerate(qubits)}
    return Operation("measure", errors, durations)


def _value(row: dict[str, Any]) -> float:
    """A number of a calibration; times are in microseconds."""
    number: float = row["value"]
    return number * _TO_MICROSECONDS.get(row["unit"], 1.0)


def _nanoseconds(microseconds: float | None) -> float | None:
    return None if microseconds is None else microseconds * 1000
