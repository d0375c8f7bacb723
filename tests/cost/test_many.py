"""Many circuits on several devices, by one process and by two: neither hangs, and both say the same."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("qiskit")

HEAD = """
from qiskit import QuantumCircuit
from qiskit_ibm_runtime import QiskitRuntimeService, SamplerV2
sampler = SamplerV2(mode=QiskitRuntimeService().backend("ibm_fez"))
"""
CIRCUIT = """
circuit = QuantumCircuit({qubits})
circuit.h(0)
circuit.cx(0, 1)
circuit.rz(0.1, 0)
circuit.measure_all()
sampler.run([circuit], shots={shots})
"""
FILES, CIRCUITS, DEVICES = 6, 25, ("ibm_fez", "iqm_garnet")
#: Seconds after which a pool hangs: the whole takes two on an idle machine.
PATIENCE = 300


def priced(folder: Path, jobs: int) -> bytes:
    command = [sys.executable, "-m", "quantum_lint", "cost", "--isolated", "--no-cache", "--format", "json"]
    devices = [word for name in DEVICES for word in ("--device", name)]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    return subprocess.run(
        [*command, *devices, "--jobs", str(jobs), "."],
        cwd=folder, env=environment, timeout=PATIENCE, check=True, capture_output=True,
    ).stdout  # fmt: skip


def test_a_pool_prices_what_one_process_does(tmp_path: Path) -> None:
    for file in range(FILES):
        parts = (CIRCUIT.format(qubits=2 + number % 4, shots=100 + number) for number in range(CIRCUITS))
        (tmp_path / f"program_{file}.py").write_text(HEAD + "".join(parts))
    one, two = priced(tmp_path, 1), priced(tmp_path, 2)
    assert one == two
    rows = json.loads(one)["submissions"]
    assert len(rows) == FILES * CIRCUITS * len(DEVICES)
    assert all(row["success_probability"] for row in rows)
    assert [row["executions"] for row in rows[: 2 * CIRCUITS : 2]] == list(range(100, 100 + CIRCUITS))
