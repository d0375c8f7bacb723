"""What the messages of the rules about jobs say about money."""

from __future__ import annotations

import pytest

from quantum_lint.knowledge import load
from quantum_lint.match.hardware_jobs import on_hardware
from quantum_lint.match.prices import Prices
from tests.evaluate.reading import document

KNOWN = load()
HEAD = """
from braket.aws import AwsDevice
from qiskit_ibm_runtime import EstimatorOptions, EstimatorV2, QiskitRuntimeService, SamplerV2
import pennylane as qml
from azure.quantum.qiskit import AzureQuantumProvider
garnet = AwsDevice("arn:aws:braket:eu-north-1::device/qpu/iqm/Garnet")
service = QiskitRuntimeService()
fez = service.backend("ibm_fez")
estimator = EstimatorV2(fez)
"""


def priced(text: str, times: int = 1) -> str | None:
    read = document(HEAD + text)
    prices = Prices(read.evaluation(KNOWN), KNOWN)
    (submitted,) = on_hardware(read, KNOWN)
    price = prices.of(submitted, times)
    return price.text if price else None


@pytest.mark.parametrize(
    ("text", "times", "expected"),
    [
        (
            "garnet.run(circuit, shots=1000)",
            50,
            "50 tasks of 1,000 shots on IQM Garnet: about 87.50 USD (on-demand rate of 2026-09-18)",
        ),
        # 9 * 0.30 + 900 * 0.00145 = 4.005
        (
            "garnet.run_batch([one, two, three], shots=100)",
            3,
            "9 tasks of 100 shots on IQM Garnet: about 4.01 USD (on-demand rate of 2026-09-18)",
        ),
        (
            "garnet.run_batch(circuits, shots=100)",
            1,
            "1 task of 100 shots on IQM Garnet: at least 0.45 USD (on-demand rate of 2026-09-18)",
        ),
        # 3 * (2 + 1000 * 0.00035) * 1.60 = 11.28
        (
            "SamplerV2(fez).run([circuit], shots=1000)",
            3,
            "3 jobs of 1,000 shots on IBM Quantum: about 11.28 USD (pay-as-you-go rate of 2026-09-17)",
        ),
        (
            "SamplerV2(fez).run([(circuit, angles)], shots=1)",
            1,
            "1 job of 1 shot on IBM Quantum: at least 3.20 USD (pay-as-you-go rate of 2026-09-17)",
        ),
        (
            "AzureQuantumProvider().get_backend('ionq.qpu.forte-1').run(circuit, shots=100)",
            2,
            "2 tasks of 100 shots on IonQ Forte: at least 336.39 USD (pay-as-you-go rate of 2026-08-21)",
        ),
    ],
)
def test_price_in_words(text: str, times: int, expected: str) -> None:
    assert priced(text, times) == expected


@pytest.mark.parametrize(
    ("setup", "cost"),
    [
        # level 0: 10,000 executions, (2 + 3.5) * 1.60
        ("estimator.options.resilience_level = 0", "8.80 USD"),
        # level 1 calibrates once: 20,000 executions
        ("", "14.40 USD"),
        # level 2 runs at three noise factors and calibrates once: 40,000 executions
        ("estimator.options.resilience_level = 2", "25.60 USD"),
        ("estimator.options.update(resilience_level=2)", "25.60 USD"),
        ("estimator = EstimatorV2(fez, options={'resilience_level': 2})", "25.60 USD"),
        ("estimator = EstimatorV2(fez, options=EstimatorOptions(resilience_level=2))", "25.60 USD"),
        ("chosen = EstimatorOptions()\nchosen.resilience_level = 2\nestimator = EstimatorV2(fez, options=chosen)",
         "25.60 USD"),
    ],
)  # fmt: skip
def test_mitigation_is_paid(setup: str, cost: str) -> None:
    text = priced(f"{setup}\nestimator.run([(circuit, observable)], shots=10_000)")
    assert text == f"1 job of 10,000 shots on IBM Quantum: at least {cost} (pay-as-you-go rate of 2026-09-17)"


@pytest.mark.parametrize(
    "text",
    [
        "garnet.run(circuit, shots=shots)",
        "garnet.run(circuit, shots=30_000)",
        "AwsDevice('arn:aws:braket:us-east-1::device/qpu/ionq/Harmony').run(circuit, shots=100)",
        "fez.run(circuit, shots=100)",
    ],
)
def test_what_is_not_known_has_no_price(text: str) -> None:
    assert priced(text) is None
