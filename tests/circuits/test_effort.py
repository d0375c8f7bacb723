"""Circuits that would take too long to transpile: at a lower level, or not at all."""

from __future__ import annotations

import random
import time

import pytest

pytest.importorskip("qiskit")
from qiskit import QuantumCircuit
from qiskit.circuit.library import QFTGate, UnitaryGate

from quantum_lint.circuits import effort, sending
from quantum_lint.circuits.devices import shipped
from quantum_lint.circuits.extras import Extras
from quantum_lint.circuits.limits import LONGEST_TRANSPILED
from quantum_lint.circuits.sending import Sending
from quantum_lint.circuits.targets import Targets
from quantum_lint.circuits.transpiled import transpiled
from quantum_lint.knowledge import load
from quantum_lint.model.circuit import Circuit, OnDevice, Use
from quantum_lint.model.span import Span

FEZ = shipped()["ibm_fez"]
BILLED = Extras(jobs=True, level=2)


def far(qubits: int, gates: int) -> QuantumCircuit:
    """Gates between any two of the qubits."""
    numbers, circuit = random.Random(1), QuantumCircuit(qubits)
    for _ in range(gates):
        circuit.cx(*numbers.sample(range(qubits), 2))
    return circuit


def near(qubits: int, layers: int) -> QuantumCircuit:
    circuit = QuantumCircuit(qubits)
    for _ in range(layers):
        for qubit in range(qubits - 1):
            circuit.cx(qubit, qubit + 1)
            circuit.rx(0.1, qubit)
    return circuit


def fourier(qubits: int) -> QuantumCircuit:
    circuit = QuantumCircuit(qubits)
    circuit.append(QFTGate(qubits), range(qubits))
    return circuit


@pytest.mark.parametrize("circuit", [far(30, 400), near(60, 20), fourier(20)], ids=["far", "near", "fourier"])
@pytest.mark.parametrize("level", [1, 2])
def test_what_is_expected_is_of_the_size_of_what_it_takes(circuit: QuantumCircuit, level: int) -> None:
    targets = Targets()
    transpiled(fourier(3), FEZ, targets, level)
    start = time.process_time()
    transpiled(circuit, FEZ, targets, level)
    took = time.process_time() - start
    assert took / 6 < effort.seconds(circuit, FEZ, level) < took * 12


def test_numbers_take_as_long_as_what_they_are_made_into() -> None:
    from numpy import eye

    circuit = QuantumCircuit(8)
    circuit.append(UnitaryGate(eye(256)), range(8))
    assert effort.seconds(circuit, FEZ, 2) > effort.seconds(fourier(8), FEZ, 2) * 100


def sent(*circuits: QuantumCircuit, extras: Extras = BILLED) -> list[OnDevice]:
    use = Use("run", Span(0, 1), "ibm", "hardware", "ibm_fez")
    room = Sending(extras, load())
    found = [room.sent(Circuit("qiskit", Span(0, 1), "exact", uses=(use,)), circuit) for circuit in circuits]
    return [each for fact in found for each in fact.on]


@pytest.fixture
def idle(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is transpiled, so that tests need not wait for it."""
    monkeypatch.setattr(sending, "_transpiled", lambda *given: given[-1])


@pytest.mark.usefixtures("idle")
def test_a_circuit_that_takes_too_long_is_transpiled_quickly_or_not_at_all() -> None:
    small, long, longest = far(20, 50), far(100, 3_000), far(100, 20_000)
    assert effort.seconds(long, FEZ, 2) > LONGEST_TRANSPILED > effort.seconds(long, FEZ, 1)
    assert [(each.level, each.failed) for each in sent(small, long, longest)] == [
        (2, ""), (1, ""), (2, "it would take too long, by itself or with the others of its file"),
    ]  # fmt: skip


@pytest.mark.usefixtures("idle")
def test_a_file_has_so_much_time_for_each_device_that_is_asked_for() -> None:
    circuits = [far(60, 800) for _ in range(40)]
    levels = [each.level for each in sent(*circuits) if not each.failed]
    assert levels == sorted(levels, reverse=True)
    assert {1, 2} == set(levels)
    assert sum(effort.seconds(circuits[0], FEZ, level) for level in levels) <= 10
    both = sent(*circuits, extras=BILLED._replace(devices=("ibm_fez", "ibm_miami")))
    assert sum(not each.failed for each in both) > len(levels)
