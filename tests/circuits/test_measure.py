"""Measures of circuits."""

from __future__ import annotations

import pytest
from qiskit import QuantumCircuit
from qiskit.circuit import Parameter
from qiskit.circuit.classical import expr
from qiskit.circuit.library import QFTGate
from qiskit.circuit.random import random_circuit

from quantum_lint.circuits.drawing import drawn
from quantum_lint.circuits.measure import flat, idle, measures
from quantum_lint.evaluate.models.foreign_depth import SDK_DEPTH, depth
from quantum_lint.model.circuit import Flat, Measures


def test_everything_is_counted() -> None:
    circuit = QuantumCircuit(4, 1)
    circuit.h(0)
    circuit.h(1)
    circuit.ccx(0, 1, 2)
    circuit.rx(Parameter("a"), 3)
    circuit.barrier()
    circuit.append(QFTGate(3), [0, 1, 2])
    circuit.measure(0, 0)
    assert measures(circuit) == Measures(
        qubits=4,
        clbits=1,
        depth=4,
        size=7,
        gates=(("h", 2), ("barrier", 1), ("ccx", 1), ("measure", 1), ("qft", 1), ("rx", 1)),
        two_qubit=2,
        parameters=1,
        measured=True,
    )


def test_a_qubit_with_nothing_but_a_barrier_is_idle() -> None:
    circuit = QuantumCircuit(4, 1)
    circuit.h(0)
    circuit.barrier()
    circuit.measure(1, 0)
    assert idle(circuit) == 2


def test_a_measurement_in_a_block_is_one() -> None:
    circuit = QuantumCircuit(1, 1)
    with circuit.for_loop(range(3)):
        circuit.measure(0, 0)
    assert measures(circuit).measured is True
    assert measures(QuantumCircuit(1, 1)).measured is False


def test_gates_are_taken_apart() -> None:
    circuit = QuantumCircuit(2)
    circuit.h(0)
    circuit.swap(0, 1)
    assert flat(circuit) == Flat(cx=3, u=1, depth=4)


def test_a_circuit_that_is_too_large_is_not_taken_apart() -> None:
    circuit = QuantumCircuit(1)
    for _ in range(20_001):
        circuit.x(0)
    assert flat(circuit) is None


def test_a_circuit_without_a_name_is_called_the_same_whatever_was_made_before() -> None:
    def described() -> tuple[Measures, str]:
        inner = QuantumCircuit(1)
        inner.h(0)
        outer = QuantumCircuit(2)
        outer.append(inner.to_gate(), [0])
        outer.append(inner.repeat(2).to_gate().control(1), [0, 1])
        return (found := measures(outer)), drawn(outer, found)

    first = described()
    for _ in range(1_000):
        QuantumCircuit()
    assert described() == first
    assert first[0].gates == (("ccircuit**2", 1), ("circuit", 1))


def everything() -> list[QuantumCircuit]:
    """Circuits of all sorts, with and without what reaches beyond the qubits of an instruction."""
    plain = [random_circuit(4, 12, measure=True, reset=True, seed=seed) for seed in range(20)]
    plain[0].barrier()
    plain[1].append(QFTGate(3), [0, 1, 2])
    plain[2].delay(100, 1)
    block = QuantumCircuit(3, 2)
    block.h(2)
    block.measure(0, 0)
    with block.if_test((block.clbits[0], 1)):
        block.x(1)
    block.measure(1, 1)
    stored = QuantumCircuit(2, 1)
    kept = stored.add_var("kept", expr.lift(stored.clbits[0]))
    stored.measure(0, 0)
    stored.store(kept, stored.clbits[0])
    with stored.if_test(kept):
        stored.x(1)
    return [*plain, block, stored, QuantumCircuit(), QuantumCircuit(2)]


@pytest.mark.parametrize("circuit", everything())
def test_the_depth_is_that_of_qiskit(circuit: QuantumCircuit) -> None:
    assert depth(circuit) == circuit.depth()


@pytest.mark.parametrize("circuit", everything())
def test_gates_on_two_qubits_are_those_that_are_no_barriers(circuit: QuantumCircuit) -> None:
    wide = [each for each in circuit.data if len(each.qubits) > 1 and each.name != "barrier"]
    assert measures(circuit).two_qubit == len(wide)


def test_the_depth_that_another_sdk_counts_goes_first() -> None:
    circuit = QuantumCircuit(1, metadata={SDK_DEPTH: 7})
    circuit.h(0)
    assert depth(circuit) == 7
