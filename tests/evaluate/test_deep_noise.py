"""Noise of layers in circuits."""

from __future__ import annotations

import pytest

from quantum_lint.evaluate.deep import Built
from tests.evaluate.test_deep import read

pytest.importorskip("qiskit")

HEAD = """
from qiskit import QuantumCircuit
from qiskit.quantum_info import PauliList
from qiskit_addon_obp.utils.noise import PauliLindbladErrorInstruction
from qiskit_ibm_runtime.utils.noise_learner_result import LayerError, PauliLindbladError
first, second = QuantumCircuit(2), QuantumCircuit(2)
first.h(0)
second.cx(0, 1)
layer = LayerError(second, qubits=[0, 1], error=PauliLindbladError(PauliList(["IX", "XI"]), [0.1, 0.2]))
"""
NOISY = """
noisy = []
for each in (first, second):
    if each == layer.circuit:
        error = PauliLindbladErrorInstruction(layer.error)
        noisy.append(QuantumCircuit.from_instructions([(error, each.qubits)]))
    noisy.append(each)
"""


def circuits(program: str) -> dict[str, Built]:
    """The circuits of a program by their names."""
    return {built.name: built for built in read(HEAD + program).circuits if built.name}


def test_a_layer_keeps_its_circuit_and_noise_stands_before_it() -> None:
    found = circuits(NOISY)
    names = [[each.operation.name for each in found[f"noisy[{at}]"].circuit.data] for at in range(3)]
    assert names == [["h"], ["LayerError"], ["cx"]]
    assert {found[f"noisy[{at}]"].certainty for at in range(3)} == {"exact"}


def test_what_noise_is_made_of_is_not_made_up() -> None:
    found = circuits(NOISY + "apart = noisy[1].decompose()\n")["apart"]
    assert (found.certainty, found.reason) == ("unknown", "what the noise of a layer is made of is not followed")


@pytest.mark.parametrize(
    "error", ["open('error')", "PauliLindbladError(open('paulis'), [0.1])", "PauliLindbladError()"]
)
def test_noise_of_an_unknown_width_is_not_known(error: str) -> None:
    program = f"one = QuantumCircuit(2)\none.append(PauliLindbladErrorInstruction({error}), [0, 1])\n"
    assert circuits(program)["one"].certainty == "unknown"
