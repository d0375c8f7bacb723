"""Numbers of numpy that are taken out of arrays: comparing them decides as it does when the program runs."""

from __future__ import annotations

from typing import Any

import pytest

from tests.evaluate.test_deep import last, read

pytest.importorskip("qiskit")

HEAD = """
import numpy as np
from qiskit import QuantumCircuit
weights = np.array([[0.0, 1.0, 0.5], [1.0, 0.0, 0.0], [0.5, 0.0, 0.0]])
"""
CONDITIONS = ("weights[0, 1] != 0", "weights[0][0] == 0", "weights[0, 2] > weights[1, 2]", "0.2 < weights[0, 2] <= 0.4",
              "np.sum(weights) >= 3", "max(weights[0]) == 1", "np.array([1 + 1j])[0] == 1 + 1j", "weights[0, 0]",
              "np.array(['one', 'two'])[1] == 'two'", "np.random.default_rng(3).random() > 0.5")  # fmt: skip


@pytest.mark.parametrize("condition", CONDITIONS)
def test_a_number_of_an_array_decides_as_it_does_when_the_program_runs(condition: str) -> None:
    program = f"{HEAD}qc = QuantumCircuit(2 if {condition} else 3)\n"
    names: dict[str, Any] = {}
    exec(program, names)
    found = last(read(program))
    assert (found.certainty, found.circuit.num_qubits) == ("exact", names["qc"].num_qubits)


def test_gates_for_the_edges_of_a_matrix_of_weights() -> None:
    loop = "qc = QuantumCircuit(3)\nfor i in range(3):\n    for j in range(i):\n        if weights[i, j] != 0:\n"
    found = last(read(f"{HEAD}{loop}            qc.rzz(weights[i, j], i, j)\n"))
    assert (found.certainty, dict(found.circuit.count_ops())) == ("exact", {"rzz": 2})


@pytest.mark.parametrize("condition", ["np.random.rand() > 0.5", "np.random.rand(3)[0] > 0.5", "weights[0, at] != 0"])
def test_a_number_that_is_not_known_decides_nothing(condition: str) -> None:
    program = f"{HEAD}at = int(input())\nqc = QuantumCircuit(2 if {condition} else 3)\n"
    assert last(read(program)).certainty == "unknown"
