"""Circuits of textbooks as a user writes them: scanned from source they cost what running them and Qiskit say."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("qiskit")
from qiskit import QuantumCircuit, transpile

from quantum_lint.circuits.devices import shipped
from quantum_lint.circuits.targets import Targets
from quantum_lint.config import Settings
from quantum_lint.cost.request import Request
from quantum_lint.cost.survey import bills
from quantum_lint.model.estimate import Estimate
from tests.cost.programs import PROGRAMS, executed

FEZ = shipped()["ibm_fez"]
SHOTS = 4096


def scanned(folder: Path, text: str, **options: Any) -> Estimate:
    """The estimate of the one submission of a program."""
    (folder / "program.py").write_text(text)
    request = Request(Settings(str(folder)), (str(folder),), cache=False)._replace(**options)
    (found,) = bills(request).estimates
    return found.estimate


@pytest.mark.parametrize("name", sorted(PROGRAMS))
def test_scanned_it_costs_what_it_does_when_it_is_run_and_transpiled_by_hand(name: str, tmp_path: Path) -> None:
    estimate = scanned(tmp_path, PROGRAMS[name])
    circuit = executed(name)
    assert isinstance(circuit, QuantumCircuit)
    target = Targets().of(FEZ)
    by_hand = transpile(circuit, target=target, optimization_level=2, seed_transpiler=7)
    duration = by_hand.estimate_duration(target)
    assert estimate.measures is not None
    assert estimate.measures.two_qubit == by_hand.num_nonlocal_gates()
    assert dict(estimate.measures.gates) == dict(by_hand.count_ops())
    assert estimate.measures.depth == by_hand.depth()
    assert estimate.duration == pytest.approx(duration, rel=1e-6)
    assert estimate.exactness == "exact"
    # 2 s, and for each shot a repetition delay of 250 us and the circuit; a reset may follow.
    assert estimate.seconds is not None
    usage = 2 + SHOTS * (0.00025 + duration)
    assert float(estimate.seconds.low) == pytest.approx(usage, rel=1e-6)
    assert estimate.amount is not None
    assert estimate.amount.low == (Decimal("1.6") * estimate.seconds.low).quantize(Decimal("0.01"))


@pytest.mark.parametrize(("name", "pairs"), [("GHZ-20", 19), ("EfficientSU2-20", 57), ("TFIM-100", 990)])
def test_what_fits_the_lattice_needs_no_more_gates_than_are_written(name: str, pairs: int, tmp_path: Path) -> None:
    estimate = scanned(tmp_path, PROGRAMS[name])
    assert estimate.measures is not None
    assert estimate.measures.two_qubit == pairs


def test_dead_gates_of_a_device_are_not_used(tmp_path: Path) -> None:
    """A gate that always fails would make any success impossible."""
    estimate = scanned(tmp_path, PROGRAMS["TFIM-100"])
    assert estimate.success is not None
    assert -6 < estimate.success < -2


def test_level_1_is_quick_and_level_0_is_not_used(tmp_path: Path) -> None:
    """At level 0 GHZ-20 would have 85 gates on two qubits."""
    estimate = scanned(tmp_path, PROGRAMS["GHZ-20"], tier="counted")
    assert estimate.tier == "counted"
    assert estimate.measures is not None
    assert estimate.measures.two_qubit == 19


def test_without_circuits_the_price_list_alone_tells(tmp_path: Path) -> None:
    estimate = scanned(tmp_path, PROGRAMS["GHZ-20"], tier="static")
    assert estimate.measures is None
    assert estimate.executions == SHOTS
    assert estimate.seconds is not None
    # 2 + 4096 * 0.00035: what IBM's documentation takes for a circuit
    assert estimate.seconds.low == Decimal("3.4336")
    assert "a circuit takes 0.0001 s" in estimate.assumed
