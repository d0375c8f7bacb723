"""Helpers: a program with a device and circuits in it, and what is told of its submissions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from quantum_lint.config import Settings
from quantum_lint.cost.request import Request
from quantum_lint.cost.survey import bills
from quantum_lint.model.estimate import Bills, Estimate

HEAD = """
import numpy as np
from braket.aws import AwsDevice
from braket.circuits import Circuit
from braket.devices import LocalSimulator
from qiskit import QuantumCircuit
from qiskit.circuit.library import efficient_su2
from qiskit.quantum_info import SparsePauliOp
from qiskit.transpiler import generate_preset_pass_manager
from qiskit_aer import AerSimulator
from qiskit_ibm_runtime import Batch, EstimatorV2, QiskitRuntimeService, SamplerV2, Session
service = QiskitRuntimeService()
fez = service.backend("ibm_fez")
garnet = AwsDevice("arn:aws:braket:eu-north-1::device/qpu/iqm/Garnet")
bell = QuantumCircuit(2)
bell.h(0)
bell.cx(0, 1)
bell.measure_all()
pair = Circuit().h(0).cnot(0, 1)
ansatz = efficient_su2(6)
isa = generate_preset_pass_manager(2, backend=fez).run(ansatz)
observable = SparsePauliOp.from_list([("ZZIIII", 1.0), ("XXIIII", 0.5), ("IIZZII", 0.2)])
"""


def priced(folder: Path, text: str, **options: Any) -> Bills:
    (folder / "program.py").write_text(HEAD + text)
    request = Request(Settings(str(folder)), (str(folder),), cache=False)._replace(**options)
    return bills(request)


def only(found: Bills) -> Estimate:
    (placed,) = found.estimates
    return placed.estimate
