"""From a program to its price: what only a whole run shows of plans, settings and configuration."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("qiskit")
from tests.cli.runner import run

HEAD = """
from azure.quantum.qiskit import AzureQuantumProvider
from braket.aws import AwsDevice
from braket.devices import Devices
from dwave.system import DWaveSampler
from qiskit import QuantumCircuit
from qiskit_ibm_runtime import QiskitRuntimeService, SamplerV2
pair = QuantumCircuit(2)
pair.h(0)
pair.cx(0, 1)
pair.measure_all()
ionq = AzureQuantumProvider().get_backend("ionq.qpu.forte-1")
fez = SamplerV2(QiskitRuntimeService().backend("ibm_fez"))
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "tree"
    made.mkdir()
    return made


def rows(folder: Path, text: str, *words: str) -> list[dict[str, Any]]:
    (folder / "program.py").write_text(f"{HEAD}{text}\n")
    answer = run("cost", "program.py", "--format", "json", "--no-cache", *words, folder=folder)
    assert answer.errors == ""
    found: list[dict[str, Any]] = json.loads(answer.output)["submissions"]
    return found


def priced(folder: Path, text: str, *words: str) -> dict[str, Any]:
    (row,) = rows(folder, text, *words)
    return row


@pytest.mark.parametrize(
    ("configured", "notes"),
    [
        ('currency = "EUR"', ["costs in USD are not told in EUR: exchange has no rate for USD"]),
        ('currency = "EUR"\nexchange = { USD = "0.9" }', []),
        ('exchange = { EUR = "1.1" }', []),
    ],
)
def test_a_currency_without_a_rate_is_said(folder: Path, configured: str, notes: list[str]) -> None:
    (folder / "program.py").write_text(f"{HEAD}fez.run([pair], shots=1000)\n")
    (folder / "quantum-lint.toml").write_text(f"[cost]\n{configured}\n")
    answer = run("cost", "--tier", "static", "--format", "json", folder=folder)
    assert [each["note"] for each in json.loads(answer.output)["notes"]] == notes


TWIRLING = """
twirling = fez.options.twirling
twirling.enable_gates, twirling.num_randomizations, twirling.shots_per_randomization = True, 300, 10
"""


@pytest.mark.parametrize(
    ("options", "executions"),
    [
        ("", 1000),
        ("fez.options.twirling.enable_gates = True", 1024),
        (TWIRLING, 3000),
    ],
)
def test_twirling_makes_other_executions(folder: Path, options: str, executions: int) -> None:
    assert priced(folder, f"{options}\nfez.run([pair], shots=1000)", "--tier", "static")["executions"] == executions


@pytest.mark.parametrize(
    ("options", "least", "most"),
    [
        ("annealing_time=520", 49_999, 50_001),
        ("programming_thermalization=2000", 999, 1_001),
        ("readout_thermalization=1000", 99_999, 100_001),
        ("reduce_intersample_correlation=True", 100, 100_000),
        ("reinitialize_state=True", -1000, -1),
    ],
)
def test_what_code_sets_of_an_annealer_takes_its_time(folder: Path, options: str, least: int, most: int) -> None:
    # in microseconds; in the timing data that come with us programming is shorter where it anneals in reverse
    call = "DWaveSampler().sample_ising({0: 1}, {}, num_reads=100"
    usual, other = (priced(folder, f"{call}{end})", "--tier", "static") for end in ("", f", {options}"))
    seconds = [Decimal(row["qpu_seconds"]["low"]) for row in (usual, other)]
    assert least <= (seconds[1] - seconds[0]) * 1_000_000 <= most
    assert ("other times than annealing" in " ".join(other["assumed"])) == options.startswith("annealing")


@pytest.mark.parametrize(
    ("call", "executions"),
    [
        ('BackendEstimatorV2(backend=backend).run([(bell, SparsePauliOp(["ZZ", "XX", "ZI"]))])', 2 * 4096),
        ("BackendSamplerV2(backend=backend).run([(bell, [[1], [2], [3]]), pair], shots=100)", 4 * 100),
    ],
)
def test_primitives_of_qiskit_run_as_often_as_those_of_ibm(folder: Path, call: str, executions: int) -> None:
    text = f"""
from qiskit.circuit import Parameter
from qiskit.primitives import BackendEstimatorV2, BackendSamplerV2
from qiskit.quantum_info import SparsePauliOp
bell = QuantumCircuit(2)
bell.rx(Parameter("angle"), 0)
backend = QiskitRuntimeService().backend("ibm_fez")
{call}
"""
    assert priced(folder, text)["executions"] == executions


def amounts(row: dict[str, Any]) -> tuple[Decimal, Decimal]:
    return Decimal(row["cost"]["low"]), Decimal(row["cost"]["high"])


@pytest.mark.parametrize(
    ("options", "least"),
    [
        ("", "168.20"),
        (', **{"error-mitigation": {"debias": True}}', "168.20"),
        (', **{"error-mitigation": {"debias": False}}', "25.79"),
        (', error_mitigation={"debias": False}', "25.79"),
    ],
)
def test_the_least_price_of_a_program_depends_on_mitigation(folder: Path, options: str, least: str) -> None:
    row = priced(folder, f"ionq.run(pair, shots=100{options})")
    low, high = amounts(row)
    assert low == Decimal(least)
    assert low < high < low + 1


def test_less_than_a_cent_is_not_nothing(folder: Path) -> None:
    row = priced(folder, "AwsDevice(Devices.Amazon.SV1).run(pair, shots=100)")
    assert amounts(row) == (Decimal("0.0038"), Decimal("0.0038"))
    assert row["at_least"]


def test_an_annealer_is_timed_and_has_no_price(folder: Path) -> None:
    row = priced(folder, "for _ in range(5):\n    DWaveSampler().sample_ising({0: 1}, {}, num_reads=100)")
    assert row["cost"] is None
    assert "contract" in row["unknown_because"]
    assert 0.11 < float(row["qpu_seconds"]["low"]) < float(row["qpu_seconds"]["high"]) < 0.22


def test_a_price_of_ones_own_makes_it_money(folder: Path) -> None:
    (folder / "quantum-lint.toml").write_text(
        '[[cost.plan]]\nprovider = "dwave"\nroute = "contract"\nas-of = "2026-11-01"\nprices = { hour = "3600000" }\n'
    )
    row = priced(folder, "DWaveSampler().sample_ising({0: 1}, {}, num_reads=100)")
    low, high = amounts(row)
    assert [Decimal(row["qpu_seconds"][end]) * 1000 for end in ("low", "high")] == [
        pytest.approx(low, abs=Decimal("0.01")),
        pytest.approx(high, abs=Decimal("0.01")),
    ]


def test_the_configured_plan_currency_and_discount_count(folder: Path) -> None:
    (folder / "quantum-lint.toml").write_text(
        '[cost]\ncurrency = "EUR"\nexchange = { USD = "0.5" }\nroutes = { ibm = "flex" }\ndiscount = { ibm = 10 }\n'
    )
    usual, row = (
        priced(folder, "fez.run([pair], shots=4096)", "--isolated"),
        priced(folder, "fez.run([pair], shots=4096)"),
    )
    assert (row["plan"], row["cost"]["currency"]) == ("flex", "EUR")
    # 1.20 and not 1.60 a second, ten per cent less, and half as many euros
    factor = Decimal("1.20") / Decimal("1.60") * Decimal("0.9") / 2
    assert amounts(row) == pytest.approx([each * factor for each in amounts(usual)], abs=Decimal("0.01"))


def test_the_open_plan_is_free_within_its_quota(folder: Path) -> None:
    row = priced(folder, "fez.run([pair], shots=4096)", "--plan", "open")
    assert amounts(row) == (Decimal(0), Decimal(0))
    long = priced(folder, "for _ in range(1000):\n    fez.run([pair], shots=4096)", "--plan", "open")
    assert long["cost"] is None
    assert long["unknown_because"] == "only 600 seconds are free in each 28 days"


SEVERAL = """
def start(name, circuit, shots):
    found = AwsDevice.get_devices(names=name)
    return found[0].run(circuit, shots=shots)

start("Aria 2", pair, 100)
start("Garnet", pair, 300)
start("Aria 2", pair, 100)
"""


def test_one_call_on_several_devices_is_paid_on_each(folder: Path) -> None:
    found = {row["device"]: (row["runs"], row["executions"], amounts(row)[0]) for row in rows(folder, SEVERAL)}
    assert found == {"Aria 2": (2, 200, Decimal("6.60")), "Garnet": (1, 300, Decimal("0.74"))}


def test_of_several_devices_the_one_that_nobody_knows_how_often_is_told_so(folder: Path) -> None:
    text = f'{SEVERAL}while unknown():\n    start("Garnet", pair, 300)\n'
    assert {row["device"]: row["runs"] for row in rows(folder, text)} == {"Aria 2": 2, "Garnet": None}


def test_devices_that_are_not_told_apart_are_named_together(folder: Path) -> None:
    row = priced(folder, SEVERAL, "--tier", "static")
    assert (row["device"], row["assumed"]) == (
        "Garnet",
        ["from 100 to 300 shots, as the code says", "Garnet of Aria 2 or Garnet"],
    )


def test_what_may_be_a_simulator_is_paid_as_the_hardware_that_it_may_be(folder: Path) -> None:
    code = """
from qiskit import execute
from qiskit_aer import AerSimulator
from qiskit_ionq import IonQProvider
def start(where):
    if where == "local":
        backend = AerSimulator()
    else:
        backend = IonQProvider().get_backend("ionq_qpu")
    execute(pair, backend)
"""
    row = priced(folder, code)
    assert (row["provider"], row["device"]) == ("ionq", "ionq_qpu")


VARIATIONAL = """
import jax
import pennylane as qml
from scipy.optimize import minimize
dev = qml.device("braket.aws.qubit", device_arn="arn:aws:braket:us-east-1::device/qpu/ionq/Forte-1", wires=2, shots=100)

@qml.qnode(dev)
def circuit(x):
    qml.RX(x, wires=0)
    qml.CNOT(wires=[0, 1])
    return qml.expval(qml.PauliZ(1))

def cost(x):
    return circuit(x) ** 2

"""


@pytest.mark.parametrize(
    "call",
    [
        "qml.grad(circuit)(0.1)",
        "qml.grad(cost)(0.1)",
        "jax.value_and_grad(circuit)(0.1)",
        "qml.GradientDescentOptimizer(0.1).step(circuit, 0.1)",
        "qml.SPSAOptimizer(maxiter=9).step_and_cost(cost, 0.1)",
        "minimize(cost, 0.1)",
        "minimize(circuit, 0.1)",
    ],
)
@pytest.mark.parametrize("tier", ["static", "billed"])
def test_what_an_optimizer_calls_costs_at_least_one_call(folder: Path, call: str, tier: str) -> None:
    several = rows(folder, VARIATIONAL + call, "--tier", tier)
    (row,) = [each for each in several if not any("nothing here calls" in told for told in each["assumed"])]
    assert (amounts(row)[0], row["at_least"]) == (Decimal("8.30"), True)
