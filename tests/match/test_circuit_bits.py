"""Which qubits an argument names."""

from __future__ import annotations

import pytest

from quantum_lint import knowledge
from quantum_lint.match.circuit_history import moments
from tests.evaluate.reading import document

START = """
from qiskit import ClassicalRegister, QuantumCircuit, QuantumRegister

first, second = QuantumRegister(2), QuantumRegister(3, "b")
bits = ClassicalRegister(5)
circuit = QuantumCircuit(first, second, bits)
"""


@pytest.mark.parametrize(
    ("given", "measured"),
    [
        ("1", {1}),
        ("-1", {4}),
        ("[0, 2]", {0, 2}),
        ("range(3)", {0, 1, 2}),
        ("first", {0, 1}),
        ("second", {2, 3, 4}),
        ("second[0]", {2}),
        ("[first[1], second[2]]", {1, 4}),
        ("second[5]", set()),
        ("second[index]", set()),
        ("second[:]", {2, 3, 4}),
        ("second[0:2]", set()),
        ("second[1:][0]", set()),
        ("circuit.qubits", set()),
        ("unknown", set()),
    ],
)
def test_measured_qubits(given: str, measured: set[int]) -> None:
    code = document(START + f"circuit.measure({given}, bits)\ncircuit.barrier()\n")
    state = moments(code, knowledge.load())[-1].before
    assert state is not None
    assert set(state.measured) == measured
    assert not state.bare


def test_nothing_is_measured_at_first() -> None:
    state = moments(document(START + "circuit.barrier()\n"), knowledge.load())[-1].before
    assert state is not None
    assert (state.bare, state.written, state.qubits.number, state.bits.number) == (True, frozenset(), 5, 5)
