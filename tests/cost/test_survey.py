"""From files to bills: what is read of submissions, on what they run, and what is said where something is not known."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("qiskit")

from quantum_lint.config import Settings
from quantum_lint.cost.request import Request
from quantum_lint.cost.survey import bills
from quantum_lint.report.cost.json import render
from tests.cost.pricing import HEAD, only, priced

GONE = "arn:aws:braket:us-west-1::device/qpu/rigetti/Aspen-M-3"
GONE_SINCE = "Amazon Braket withdrew Rigetti Aspen-M-3 by 2024-09-26, and Rigetti Cepheus-1-108Q is there in its place"
OPTIONS = """
estimator = EstimatorV2(fez)
estimator.options.resilience.{}
estimator.run([(isa, observable, np.zeros(48))], precision=0.1)
"""


@pytest.mark.parametrize(
    ("text", "executions"),
    [
        ("SamplerV2(fez).run([bell])", 4096),
        ("SamplerV2(fez).run([bell, bell], shots=100)", 200),
        ("SamplerV2(fez).run([(bell, None, 300)])", 300),
        ("for _ in range(7):\n    SamplerV2(fez).run([bell], shots=10)", 70),
        ("SamplerV2(fez).run([(ansatz, np.zeros((4, 48)))], shots=10)", 40),
        ("SamplerV2(fez).run([(ansatz, np.zeros((2, 3, 48)))], shots=10)", 60),
        # two bases, one set of parameters: the six cases of the SDK
        ("EstimatorV2(fez, options={'resilience_level': 0}).run([(isa, observable, np.zeros(48))])", 8192),
        ("EstimatorV2(fez, options={'resilience_level': 0}).run([(isa, observable, np.zeros((4, 48)))])", 32768),
        ("EstimatorV2(fez).run([(isa, observable, np.zeros(48))])", 12288),
        ("EstimatorV2(fez).run([(isa, observable, np.zeros((4, 48)))])", 36864),
        ("EstimatorV2(fez, options={'resilience_level': 2}).run([(isa, observable, np.zeros(48))])", 28672),
        ("EstimatorV2(fez, options={'resilience_level': 2}).run([(isa, observable, np.zeros((4, 48)))])", 102400),
        # a layout moves observables and leaves their groups as they are
        ("EstimatorV2(fez).run([(isa, observable.apply_layout(isa.layout), np.zeros(48))])", 12288),
        # 100 shots are shared out as two randomizations of 64 where measurements are twirled
        ("EstimatorV2(fez).run([(isa, [observable, SparsePauliOp('IIIIYY')], np.zeros(48))], precision=0.1)", 384),
        (OPTIONS.format("zne_mitigation = True\nestimator.options.resilience.zne.noise_factors = (1, 2, 3, 4)"), 1152),
        (OPTIONS.format("measure_mitigation = False"), 256),
    ],
)  # fmt: skip
def test_executions_are_read_from_the_code(text: str, executions: int, tmp_path: Path) -> None:
    assert only(priced(tmp_path, text)).executions == executions


@pytest.mark.parametrize(
    "text", ["garnet.run(pair, shots=10 ** 30)", "SamplerV2(fez).run([bell], shots=10 ** 30)",
             "SamplerV2(fez).run([bell], shots=2 ** 63)"]
)  # fmt: skip
def test_what_no_device_could_run_has_no_price(text: str, tmp_path: Path) -> None:
    estimate = only(priced(tmp_path, text))
    assert (estimate.amount, estimate.because) == (None, "so many executions are more than any device ever ran")


@pytest.mark.parametrize(
    ("text", "cost"),
    [
        ("garnet.run(pair, shots=1000)", "1.75"),
        ("for _ in range(420):\n    garnet.run(pair, shots=1)", "126.61"),
        ("garnet.run_batch([pair, pair, pair], shots=100)", "1.34"),
        ("AwsDevice('arn:aws:braket:us-east-1::device/qpu/ionq/Forte-1').run(pair, shots=2500)", "200.30"),
    ],
)
def test_braket_is_told_to_the_cent(text: str, cost: str, tmp_path: Path) -> None:
    estimate = only(priced(tmp_path, text))
    assert estimate.amount is not None
    assert estimate.amount.low == estimate.amount.high == Decimal(cost)
    assert estimate.exactness == "exact"
    assert not estimate.least


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("SamplerV2(service.least_busy()).run([bell])", "the code does not tell the device: ibm_fez stands for it"),
        ("SamplerV2(service.backend('ibm_sherbrooke')).run([bell])",
         "ibm_sherbrooke is not among the device snapshots: ibm_fez stands for it"),
        ("SamplerV2(service.backend('ibm_kyiv')).run([bell])", "IBM Quantum withdrew ibm_kyiv on 2025-04-18"),
        ("AwsDevice.get_devices(names=['Aria 2'])[0].run(pair, shots=9)",
         "Amazon Braket withdrew IonQ Aria-2 by 2025-10-28, and this is what it cost last"),
        ("from ours import made\nSamplerV2(made()).run([bell])",
         "the code does not tell the device: ibm_fez stands for it (`ours.made` is not known to be a device)"),
        ("SamplerV2(fez).run([bell])", "4,096 shots, the SDK's default"),
        ("for _ in range(unknown()):\n    SamplerV2(fez).run([bell])",
         "the loops around it turn once, since nothing tells how often"),
        ("from scipy.optimize import minimize\nminimize(lambda point: garnet.run(pair, shots=9), [0])",
         "the optimizer or the gradient calls it once, since nothing tells how often"),
        ("def send(circuits):\n    SamplerV2(fez).run(circuits)",
         "this is for one call of `send`, which nothing here calls"),
        ("SamplerV2(fez).run(unknown())", "one circuit is handed in, since nothing tells how many"),
        ("EstimatorV2(fez).run([(isa, unknown(), np.zeros(48))])",
         "one measurement basis, since nothing tells the observables"),
        ("EstimatorV2(fez).run([(isa, observable, unknown())])",
         "one set of values for its parameters, since nothing tells how many"),
        ("with Session(backend=fez) as session:\n    SamplerV2(mode=session).run([bell])",
         "the session ends with its last job and waits for nothing"),
        ("wide = QuantumCircuit(200)\nwide.h(0)\nwide.measure_all()\nSamplerV2(fez).run([wide])",
         "not transpiled: 200 qubits, and IBM Fez has 156"),
    ],
)  # fmt: skip
def test_what_is_assumed_is_said(text: str, words: str, tmp_path: Path) -> None:
    assert words in only(priced(tmp_path, text)).assumed


@pytest.mark.parametrize(
    ("text", "least", "because"),
    [
        ("garnet.run(pair, shots=2 * thing.width)", "0.30", "the number of shots is not known before the program runs"),
        ("SamplerV2(fez).run([bell], shots=count())", None, "the number of shots is not known before the program runs"),
        ("garnet.run(pair, **options)", "1.75", ""),
        ("garnet.run(pair)", "1.75", ""),
        (f"AwsDevice('{GONE}').run(pair, shots=9)", None,
         f"no price of braket for {GONE} is known; {GONE_SINCE}"),
    ],
)  # fmt: skip
def test_no_number_is_made_up_for_one_that_the_code_works_out(
    text: str, least: str | None, because: str, tmp_path: Path
) -> None:
    estimate = only(priced(tmp_path, text))
    assert (estimate.amount.low if estimate.amount else None) == (least and Decimal(least))
    assert (estimate.because, estimate.least) == (because, bool(least and because))


def test_what_may_be_more_is_marked_and_so_is_the_sum(tmp_path: Path) -> None:
    found = priced(tmp_path, "garnet.run(pair, shots=1000)\nfor _ in unknown():\n    garnet.run(pair, shots=1000)\n")
    assert [each.estimate.least for each in found.estimates] == [False, True]
    (total,) = found.totals
    assert (total.amount.low, total.currency, total.least) == (Decimal("3.50"), "USD", True)


def test_an_exact_result_of_a_simulator_takes_no_shots(tmp_path: Path) -> None:
    state_vector = "AwsDevice('arn:aws:braket:::device/quantum-simulator/amazon/sv1').run(pair, shots=0)"
    estimate = only(priced(tmp_path, state_vector))
    assert (estimate.shots, estimate.executions, estimate.assumed) == (None, None, ())
    assert only(priced(tmp_path, state_vector, devices=("Garnet",))).shots == 4096


@pytest.mark.parametrize("device", ["iqm/Garnet", "amazon/sv1"])
def test_a_hybrid_job_is_no_task(device: str, tmp_path: Path) -> None:
    kind = "quantum-simulator" if device.startswith("amazon") else "qpu"
    arn = f"arn:aws:braket:eu-north-1::device/{kind}/{device}"
    text = f"from braket.aws import AwsQuantumJob\nAwsQuantumJob.create('{arn}', source_module='job.py')"
    estimate = only(priced(tmp_path, text))
    assert estimate.amount is None
    assert estimate.because.startswith("a hybrid job has no price of its own")


def test_a_function_of_a_catalog_is_not_timed(tmp_path: Path) -> None:
    text = "from qiskit_ibm_catalog import QiskitFunctionsCatalog\nQiskitFunctionsCatalog().load('a/b').run(bell)"
    estimate = only(priced(tmp_path, text))
    assert estimate.amount is None
    assert estimate.because == "a Qiskit Function decides by itself what runs on the device, and for how long"


def test_a_device_that_nothing_tells_has_no_price_and_says_why(tmp_path: Path) -> None:
    estimate = only(priced(tmp_path, "import os\nAwsDevice(os.environ['DEVICE']).run(pair, shots=1000)"))
    assert estimate.amount is None
    assert estimate.because == "the device is not known: the environment tells it (`DEVICE`)"


def test_simulators_of_ones_own_are_counted_and_not_priced(tmp_path: Path) -> None:
    found = priced(
        tmp_path, "LocalSimulator().run(pair, shots=10)\nAerSimulator().run(bell)\ngarnet.run(pair, shots=1)"
    )
    assert len(found.estimates) == 1
    assert found.free == 2


def test_a_device_of_the_user_stands_for_all(tmp_path: Path) -> None:
    text = "AerSimulator().run(bell, shots=1000)\ngarnet.run(pair, shots=1000)"
    found = priced(tmp_path, text, devices=("iqm_garnet",))
    assert [each.estimate.amount for each in found.estimates] == [(Decimal("1.75"), Decimal("1.75"))] * 2
    assert {each.estimate.snapshot for each in found.estimates} == {"iqm_garnet"}
    assert all(each.estimate.measures and each.estimate.measures.two_qubit == 1 for each in found.estimates)


def test_the_cheapest_that_is_good_enough_is_marked(tmp_path: Path) -> None:
    devices = ("Garnet", "Forte-Enterprise-1", "Cepheus-1-108Q")
    text = "ghz = QuantumCircuit(12)\nghz.h(0)\nfor q in range(11):\n    ghz.cx(q, q + 1)\nghz.measure_all()\n"
    text += "SamplerV2(fez).run([ghz], shots=1000)"
    found = [each.estimate for each in priced(tmp_path, text, devices=devices).estimates]
    assert [(each.device, each.cheapest) for each in found] == [
        ("Garnet", False), ("Forte-Enterprise-1", False), ("Cepheus-1-108Q", True),
    ]  # fmt: skip
    success = {each.device: 10 ** (each.success or 0) for each in found}
    wanted = (success["Garnet"] + success["Cepheus-1-108Q"]) / 2
    strict = priced(tmp_path, text, devices=devices, least_success=wanted)
    assert [each.estimate.device for each in strict.estimates if each.estimate.cheapest] == ["Garnet"]
    assert [total.device for total in strict.totals] == list(devices)


def test_plans_are_compared_and_one_that_is_not_there_is_said(tmp_path: Path) -> None:
    found = priced(tmp_path, "SamplerV2(fez).run([bell])", plans=("flex", "pay-as-you-go", "gold"))
    flex, payg, gold = (each.estimate for each in found.estimates)
    assert flex.amount is not None
    assert payg.amount is not None
    assert flex.amount.low < payg.amount.low
    assert flex.cheapest
    assert gold.amount is None
    assert "gold" in gold.because


def test_shots_of_the_user_stand_for_those_of_the_code(tmp_path: Path) -> None:
    assert only(priced(tmp_path, "garnet.run(pair, shots=1000)", shots=100)).amount == (Decimal("0.45"),) * 2


def test_a_circuit_that_decides_while_it_runs_is_transpiled(tmp_path: Path) -> None:
    text = (
        "circuit = QuantumCircuit(2, 2)\ncircuit.h(0)\ncircuit.measure(0, 0)\n"
        "with circuit.if_test((circuit.clbits[0], 1)):\n    circuit.x(1)\n"
        "circuit.measure(1, 1)\nSamplerV2(fez).run([circuit])\n"
    )
    estimate = only(priced(tmp_path, text))
    assert estimate.measures is not None
    assert dict(estimate.measures.gates)["if_else"] == 1
    assert not any(each.startswith("not transpiled") for each in estimate.assumed)


def test_what_measures_nothing_is_measured_where_it_runs(tmp_path: Path) -> None:
    estimate = only(priced(tmp_path, "garnet.run(pair, shots=10)"))
    assert estimate.measures is not None
    assert dict(estimate.measures.gates)["measure"] == 2
    # as Qiskit counts it there: turns, a controlled Z and the measurement, and not the two that Braket counts here
    assert (estimate.measures.depth or 0) > 3


def test_notebooks_tell_the_cell(tmp_path: Path) -> None:
    empty: dict[str, Any] = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None}
    texts = (HEAD, "garnet.run(pair, shots=1000)")
    cells = [{**empty, "id": f"c{number}", "source": text} for number, text in enumerate(texts)]
    notebook = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}
    (tmp_path / "one.ipynb").write_text(json.dumps(notebook))
    request = Request(Settings(str(tmp_path)), (str(tmp_path),), cache=False)
    (found,) = bills(request).estimates
    assert found.place.cell is not None
    assert found.place.cell.cell.index == 1
    assert found.made is not None
    assert found.made.cell is not None
    assert found.made.cell.cell.index == 0


def test_what_stands_in_another_file_is_priced_where_it_is_called(tmp_path: Path) -> None:
    (tmp_path / "helpers.py").write_text(
        "from braket.aws import AwsDevice\n"
        "def send(circuit):\n"
        "    return AwsDevice('arn:aws:braket:eu-north-1::device/qpu/iqm/Garnet').run(circuit, shots=1000)\n"
    )
    found = priced(tmp_path, "from helpers import send\nsend(pair)\nsend(pair)\n")
    own = [each.estimate for each in found.estimates if each.place.path == "program.py"]
    assert [each.exactness for each in own] == ["exact", "exact"]
    assert [each.amount for each in own] == [(Decimal("1.75"), Decimal("1.75"))] * 2


def test_equal_input_gives_equal_bytes_whatever_the_number_of_processes(tmp_path: Path) -> None:
    for number in range(9):
        text = HEAD + f"circuit = efficient_su2({number + 3})\ncircuit.measure_all()\nSamplerV2(fez).run([circuit])\n"
        (tmp_path / f"program_{number}.py").write_text(text)
    request = Request(Settings(str(tmp_path)), (str(tmp_path),), cache=False)
    first, second = (render(bills(request._replace(jobs=jobs)), "1") for jobs in (1, 2))
    assert first == second
    assert first.count('"exactness": "exact"') == 9


def test_what_was_kept_is_what_was_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUANTUM_LINT_CACHE", str(tmp_path / "cache"))
    (tmp_path / "code").mkdir()
    (tmp_path / "code" / "program.py").write_text(HEAD + "SamplerV2(fez).run([bell])\n")
    request = Request(Settings(str(tmp_path / "code")), (str(tmp_path / "code"),))
    first, second = bills(request), bills(request)
    assert first == second
    assert first != bills(request._replace(devices=("ibm_miami",)))
