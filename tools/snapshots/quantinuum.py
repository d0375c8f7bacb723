"""Snapshots of Quantinuum's devices, from the list of machines in the wheel of pytket-quantinuum (Apache-2.0)."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from quantum_lint.circuits.snapshot import Operation, Snapshot

_LIST = "pytket/extensions/quantinuum/backends/api_wrappers.py"
_NAME = "OFFLINE_MACHINE_LIST"
_DEVICES = ("H2-1", "H2-2")


def snapshots(wheel: Path) -> Iterator[Snapshot]:
    """The devices of the list; the module that holds it is read, not run."""
    with ZipFile(wheel) as archive:
        tree = ast.parse(archive.read(_LIST))
    assigned = (node for node in tree.body if isinstance(node, ast.Assign))
    machines = next(ast.literal_eval(node.value) for node in assigned if ast.unparse(node.targets[0]) == _NAME)
    package = "-".join(wheel.name.split("-")[:2]).replace("_", "-")
    for machine in machines:
        if machine["name"] in _DEVICES:
            yield _snapshot(machine, package)


def _snapshot(machine: dict[str, Any], package: str) -> Snapshot:
    noise, name = machine["noise_specs"], machine["name"]
    spam = (noise["spam_error"]["p_meas_0"] + noise["spam_error"]["p_meas_1"]) / 2
    return Snapshot(
        name=f"quantinuum_{name.lower().replace('-', '_')}",
        title=f"Quantinuum {name}",
        provider="quantinuum",
        device=rf"(?:quantinuum\.qpu\.)?{name}",
        called=name,
        technology=f"System Model {name.partition('-')[0]}",
        as_of=noise["date"],
        source=f"machine list of {package}",
        licence="Apache-2.0",
        qubits=machine["n_qubits"],
        operations=all_to_all(noise["1q_gate_error"]["p1"], noise["2q_gate_error"]["p2"], spam),
        shots=(1, machine["max_n_shots"]),
    )


def all_to_all(one: float, two: float, measurement: float | None, pair: str = "rzz") -> list[Operation]:
    """The operations of a device on which every pair of qubits can meet: rotations, a two-qubit gate, measurement."""
    return [
        Operation("rz", {(): 0.0}, {(): 0.0}, virtual=True),
        Operation("r", {(): one}),
        Operation(pair, {(): two}),
        Operation("measure", {(): measurement}),
    ]
