"""Measures of circuits."""

from __future__ import annotations

from qiskit import QuantumCircuit
from qiskit.circuit import Parameter
from qiskit.circuit.library import QFTGate

from quantum_lint.circuits.drawing import drawn
from quantum_lint.circuits.measure import flat, idle, measures
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
