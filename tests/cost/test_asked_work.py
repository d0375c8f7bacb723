"""What each SDK's way to hand in work comes to: runs, circuits in all of them, and shots of each."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

pytest.importorskip("qiskit")

from quantum_lint.config import Settings
from quantum_lint.cost.request import Request
from quantum_lint.cost.survey import bills
from quantum_lint.model.estimate import Estimate

BRAKET = """
from braket.aws import AwsDevice
from braket.circuits import Circuit, FreeParameter
from braket.circuits.observables import X, Z
from braket.program_sets import CircuitBinding, ProgramSet
garnet = AwsDevice("arn:aws:braket:eu-north-1::device/qpu/iqm/Garnet")
pair = Circuit().h(0).cnot(0, 1)
turned = Circuit().rx(0, FreeParameter("angle"))
binding = CircuitBinding(turned, {"angle": [0.1, 0.2, 0.3]}, [X(0), Z(0)])
"""
IBM = """
import numpy as np
from qiskit import QuantumCircuit, execute
from qiskit.circuit import Parameter
from qiskit.quantum_info import SparsePauliOp
from qiskit_ibm_runtime import Batch, EstimatorV2, QiskitRuntimeService, SamplerV2, Session
fez = QiskitRuntimeService().backend("ibm_fez")
one = QuantumCircuit(1)
one.rx(Parameter("angle"), 0)
plain = QuantumCircuit(1)
plain.h(0)
seen = plain.copy()
seen.measure_all()
swept = one.copy()
swept.measure_all()
z, x = SparsePauliOp('Z'), SparsePauliOp('X')
values = np.linspace(0, 1, 7).reshape(7, 1)
"""
CIRQ = """
import cirq
import cirq_ionq
import sympy
qubit = cirq.LineQubit(0)
angle = sympy.Symbol("angle")
circuit = cirq.Circuit(cirq.X(qubit), cirq.measure(qubit, key="m"))
turned = cirq.Circuit(cirq.rx(angle)(qubit), cirq.measure(qubit, key="m"))
service = cirq_ionq.Service()
sampler = service.sampler(target="qpu.forte-1")
"""
PENNYLANE = """
import pennylane as qml
device = qml.device("braket.aws.qubit", device_arn="arn:aws:braket:eu-north-1::device/qpu/iqm/Garnet", wires=1,
                    shots=50)
@qml.qnode(device)
def circuit(angle):
    qml.RX(angle, wires=0)
    return qml.expval(qml.PauliZ(0))
"""
AZURE = """
from azure.quantum import Workspace
from azure.quantum.target import IonQ
target = IonQ(Workspace(), "ionq.qpu.forte-1")
program = {"qubits": 1, "circuit": [{"gate": "h", "target": 0}]}
"""
PYTKET = """
from pytket import Circuit
from pytket.extensions.quantinuum import QuantinuumBackend
backend = QuantinuumBackend("H2-1")
pair = Circuit(2, 2).H(0).CX(0, 1).measure_all()
"""


def estimated(folder: Path, text: str) -> Estimate:
    (folder / "program.py").write_text(f"{text}\n")
    found = bills(Request(Settings(str(folder)), (str(folder),), cache=False))
    (placed,) = found.estimates
    return placed.estimate


@pytest.mark.parametrize(
    ("text", "tasks", "shots", "cost"),
    [
        ("garnet.run(ProgramSet([pair, pair, pair], shots_per_executable=100))", 3, 100, "0.74"),
        ("garnet.run(ProgramSet([pair, pair, pair]), shots=300)", 3, 100, "0.74"),
        ("many = ProgramSet([pair, binding])\ngarnet.run(many, shots=many.total_executables * 10)", 7, 10, "0.40"),
        ("many = ProgramSet.product([pair, pair], [X(0), Z(0)])\ngarnet.run(many, shots=many.total_executables * 50)",
         4, 50, "0.59"),
        ("garnet.run(ProgramSet([pair, pair, pair], shots_per_executable=100), shots=300)", 3, 100, "0.74"),
        ("garnet.run(ProgramSet(binding), shots=600)", 6, 100, "1.17"),
        ("garnet.run(ProgramSet([pair, binding], 10))", 7, 10, "0.40"),
        ("garnet.run(ProgramSet.product([pair, pair], [X(0), Z(0)], 50))", 4, 50, "0.59"),
        ("garnet.run(ProgramSet.zip([pair, pair], observables=[X(0), Z(0)], shots_per_executable=50))", 2, 50, "0.45"),
        ("for _ in range(5):\n    garnet.run(ProgramSet([pair] * 84, 10))", 420, 10, "7.59"),
        ("garnet.run(ProgramSet(unknown()), shots=300)", 1, 300, "0.74"),
        ("garnet.run_batch([pair] * 4, shots=25)", 4, 25, "1.35"),
        ("for _ in range(3):\n    garnet.run_batch([pair, pair], shots=25)", 6, 25, "2.02"),
    ],
)  # fmt: skip
def test_braket(text: str, tasks: int, shots: int, cost: str, tmp_path: Path) -> None:
    found = estimated(tmp_path, BRAKET + text)
    assert (found.tasks, found.shots, found.least) == (tasks, shots, False)
    assert found.amount is not None
    assert found.amount.low == found.amount.high == Decimal(cost)


def test_a_set_of_a_number_of_circuits_that_nothing_tells_is_one_fee_and_more_shots(tmp_path: Path) -> None:
    found = estimated(tmp_path, f"{BRAKET}garnet.run(ProgramSet(unknown(), shots_per_executable=100))")
    assert (found.tasks, found.shots, found.least) == (None, 100, True)
    (fee, _) = found.lines
    assert fee.assumption == "one fee for a program set of at most 100 circuits"


@pytest.mark.parametrize(
    ("text", "runs", "tasks", "executions"),
    [
        ("SamplerV2(fez).run([(swept, values), (seen,)], shots=100)", 1, 8, 800),
        ("SamplerV2(fez).run([seen] * 3, shots=100)", 1, 3, 300),
        ("with Batch(fez) as held:\n    for _ in range(4):\n        SamplerV2(held).run([seen, seen], shots=10)",
         4, 8, 80),
        ("with Session(fez) as held:\n    for _ in range(4):\n        SamplerV2(held).run([seen], shots=10)",
         4, 4, 40),
        # three groups that commute and a calibration, with a hundred shots each
        ("EstimatorV2(fez).run([(plain, [z, x]), (plain, z)], precision=0.1)", 1, 3, 512),
        ("execute([seen, seen], fez, shots=200)", 1, 2, 400),
    ],
)  # fmt: skip
def test_ibm(text: str, runs: int, tasks: int, executions: int, tmp_path: Path) -> None:
    found = estimated(tmp_path, IBM + text)
    assert (found.runs, found.tasks, found.executions) == (runs, tasks, executions)


@pytest.mark.parametrize(
    ("text", "tasks", "shots"),
    [
        ("service.run(circuit, repetitions=100, target='qpu.forte-1')", 1, 100),
        ("sampler.run(circuit, repetitions=100)", 1, 100),
        ("sampler.run_sweep(turned, params=[{'angle': 0.1}, {'angle': 0.2}], repetitions=100)", 2, 100),
        ("sampler.run_sweep(turned, params=cirq.Linspace('angle', 0, 1, 5), repetitions=100)", 5, 100),
        ("sampler.run_sweep(turned, cirq.Points('angle', [0.1, 0.2, 0.3]), 100)", 3, 100),
        ("sampler.run_batch([circuit, circuit], repetitions=100)", 2, 100),
    ],
)
def test_cirq(text: str, tasks: int, shots: int, tmp_path: Path) -> None:
    found = estimated(tmp_path, CIRQ + text)
    assert (found.tasks, found.shots) == (tasks, shots)


@pytest.mark.parametrize(
    ("text", "tasks"),
    [("circuit(0.1)", 1), ("for step in range(8):\n    circuit(step)", 8), ("[circuit(step) for step in range(3)]", 3)],
)
def test_pennylane(text: str, tasks: int, tmp_path: Path) -> None:
    found = estimated(tmp_path, PENNYLANE + text)
    assert (found.tasks, found.shots) == (tasks, 50)


@pytest.mark.parametrize(
    ("text", "tasks", "shots"),
    [
        ("target.submit(program, shots=500)", 1, 500),
        ("for _ in range(2):\n    target.submit(program, shots=500)", 2, 500),
    ],
)
def test_azure(text: str, tasks: int, shots: int, tmp_path: Path) -> None:
    found = estimated(tmp_path, AZURE + text)
    assert (found.tasks, found.shots) == (tasks, shots)


@pytest.mark.parametrize(
    ("text", "tasks", "shots"),
    [
        ("backend.process_circuit(pair, n_shots=20)", 1, 20),
        ("backend.process_circuits([pair, pair, pair], n_shots=20)", 3, 20),
        ("backend.process_circuits([pair] * 2, n_shots=[20, 20])", 2, 20),
    ],
)
def test_pytket(text: str, tasks: int, shots: int, tmp_path: Path) -> None:
    found = estimated(tmp_path, PYTKET + text)
    assert (found.tasks, found.shots) == (tasks, shots)
