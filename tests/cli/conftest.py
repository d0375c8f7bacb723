"""A small repository to run the command line on."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from quantum_lint import synthetic
from tests.cli.runner import repository

SECRET = synthetic.make("ibm", "cloud-api-key", Random(5))
CLEAN = "from qiskit import QuantumCircuit\n\ncircuit = QuantumCircuit(2)\ncircuit.h(0)\nprint(circuit.depth())\n"
LEAK = f'from qiskit_ibm_runtime import QiskitRuntimeService\n\nservice = QiskitRuntimeService(token="{SECRET}")\n'
#: A job whose price depends on its gates: with 4 layers it costs 6.55 USD, with 400 it costs 9.04.
CHAIN = """\
from qiskit import QuantumCircuit
from qiskit_ibm_runtime import QiskitRuntimeService, SamplerV2

backend = QiskitRuntimeService().backend("ibm_fez")
chain = QuantumCircuit(10)
for _ in range({layers}):
    for qubit in range(9):
        chain.rzz(0.3, qubit, qubit + 1)
    chain.rx(0.7, range(10))
chain.measure_all()
SamplerV2(mode=backend).run([chain], shots=8192)
"""
HTTP = 'import requests\n\nrequests.get("http://api.ionq.co/v0.4/jobs")\n'


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """A git repository with one clean file in it."""
    folder = repository(tmp_path / "work")
    (folder / "clean.py").write_text(CLEAN, encoding="utf-8")
    return folder


@pytest.fixture
def leaking(work: Path) -> Path:
    """The same with a credential in it."""
    (work / "login.py").write_text(LEAK, encoding="utf-8")
    return work
