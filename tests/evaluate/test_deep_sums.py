"""Sums of numbers that are not known: Qiskit takes twice as long for each step of some, which are not worked out."""

from __future__ import annotations

import ast

import pytest

from tests.evaluate.test_deep import last, read

qiskit = pytest.importorskip("qiskit")

from qiskit.circuit import Parameter  # noqa: E402

from quantum_lint.evaluate.models import sizes  # noqa: E402

HEAD = """
import os
import numpy as np
from qiskit import QuantumCircuit
from qiskit.circuit import Parameter
given = [float(os.environ[str(number)]) for number in range(60)]
scaled = [2 * Parameter(f"p{number}") + 1 for number in range(60)]
qc = QuantumCircuit(1)
"""


@pytest.mark.parametrize(
    "angle", ["sum(scaled)", "np.mean(given)", "np.sum(np.array(scaled))", "sum(given) / 60", "np.average(given)"]
)
def test_a_long_sum_is_an_angle_that_is_not_known(angle: str) -> None:
    """The gate is there at once; working the sum out takes minutes."""
    found = last(read(f"{HEAD}qc.rx({angle}, 0)\n"))
    assert (found.certainty, dict(found.circuit.count_ops())) == ("exact", {"rx": 1})
    assert found.circuit.num_parameters == 1


@pytest.mark.parametrize(("angle", "parameters"), [("sum(scaled[:5])", 5), ("np.sum(scaled[:3])", 3)])
def test_a_short_sum_keeps_its_parameters(angle: str, parameters: int) -> None:
    """A program may give each of them a number later."""
    assert last(read(f"{HEAD}qc.rx({angle}, 0)\n")).circuit.num_parameters == parameters


def test_parameters_alone_may_be_many() -> None:
    """Adding them up is fast, as long as the sum is not divided."""
    parameters = [Parameter(f"p{number}") for number in range(100)]
    sizes.check("sum", [parameters], {})
    with pytest.raises(sizes.TooLargeError):
        sizes.check_operands(ast.Div, [sum(parameters), 100])
    sizes.check_operands(ast.Mult, [sum(parameters), 0.01])
