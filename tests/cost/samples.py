"""Estimates made by hand."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from quantum_lint.model.circuit import Measures
from quantum_lint.model.estimate import Estimate, Line, PlacedEstimate, Range, Rate
from quantum_lint.model.finding import Place
from quantum_lint.model.span import Span

RATE = Rate(
    "ibm", "pay-as-you-go", "IBM Quantum", "USD", "2026-09-17", "https://quantum.cloud.ibm.com/docs/cost", "high"
)
BRAKET = Rate("braket", "on-demand", "IQM Garnet", "USD", "2026-09-18", "https://aws.amazon.com/braket/pricing", "high")


def between(low: str, high: str = "") -> Range:
    return Range(Decimal(low), Decimal(high or low))


def measures(two_qubit: int = 19, depth: int = 24, qubits: int = 20) -> Measures:
    return Measures(qubits, qubits, depth, 60, (("rz", 40), ("cz", two_qubit)), two_qubit, 0, measured=True)


def estimate(**changes: Any) -> Estimate:
    """A GHZ state of 20 qubits on ibm_fez for 4.86 dollars."""
    found = Estimate(
        callee="qiskit_ibm_runtime.SamplerV2.run",
        provider="ibm",
        device="ibm_fez",
        circuit="ghz",
        exactness="exact",
        tier="billed",
        snapshot="ibm_fez",
        snapshot_of="2025-02-26",
        rate=RATE,
        shots=4096,
        executions=4096,
        measures=measures(),
        duration=3.64e-6,
        seconds=between("3.04"),
        amount=between("4.86"),
        success=-0.114,
        lines=(Line("time on the device", "second", between("3.04"), Decimal("1.60"), between("4.86")),),
    )
    return found._replace(**changes)


def placed(path: str = "ghz.py", line: int = 12, function: str = "", **changes: Any) -> PlacedEstimate:
    place = Place(path, Span(line * 10, line * 10 + 5), line, 7, line, 12)
    return PlacedEstimate(estimate(**changes), place, function=function)
