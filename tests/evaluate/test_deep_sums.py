"""Sums of numbers that are not known: Qiskit takes twice as long for each step of some, which are not worked out."""

from __future__ import annotations

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
named = [Parameter(f"n{number}") for number in range(60)]
scaled = [2 * Parameter(f"p{number}") + 1 for number in range(60)]
qc = QuantumCircuit(1)
"""


@pytest.mark.parametrize("angle", ["np.mean(given)", "sum(given) / 60", "np.average(given)"])
def test_a_long_sum_of_what_nobody_knows_is_an_angle_that_is_not_known(angle: str) -> None:
    """The gate is there at once; working the sum out takes minutes."""
    found = last(read(f"{HEAD}qc.rx({angle}, 0)\n"))
    assert (found.certainty, dict(found.circuit.count_ops())) == ("exact", {"rx": 1})
    assert found.circuit.num_parameters == 1


@pytest.mark.parametrize(
    ("angle", "parameters"),
    [
        ("sum(scaled)", 60),
        ("np.sum(np.array(scaled))", 60),
        ("sum(scaled[:20]) / sum(scaled[:30])", 30),
        ("np.divide(sum(named), named[0])", 60),
        ("np.sum(np.array(scaled).reshape(2, 30), axis=1)[1]", 60),
        ("2 * np.mean(scaled) + given[0]", 61),
    ],
)
def test_a_long_sum_keeps_its_parameters_and_not_its_value(angle: str, parameters: int) -> None:
    """A program may give each of them a number later; what the angle then is is not known."""
    found = last(read(f"{HEAD}qc.rx({angle}, 0)\n"))
    assert (found.certainty, dict(found.circuit.count_ops())) == ("bounded", {"rx": 1})
    assert found.circuit.num_parameters == parameters
    assert "would be too large" in found.reason


@pytest.mark.parametrize("angle", ["sum(named) / 60", "np.sum(named) / 60"])
def test_a_sum_of_parameters_alone_is_divided(angle: str) -> None:
    """As it is multiplied by the inverse, which takes no time."""
    found = last(read(f"{HEAD}qc.rx({angle}, 0)\nqc = qc.assign_parameters([0.5] * 60)\n"))
    assert found.certainty == "exact"
    assert found.circuit.data[0].params == [pytest.approx(0.5)]


@pytest.mark.parametrize(("angle", "parameters"), [("sum(scaled[:5])", 5), ("np.sum(scaled[:3])", 3)])
def test_a_short_sum_keeps_its_parameters(angle: str, parameters: int) -> None:
    """It is worked out."""
    found = last(read(f"{HEAD}qc.rx({angle}, 0)\n"))
    assert (found.certainty, found.circuit.num_parameters) == ("exact", parameters)


def test_parameters_alone_may_be_many() -> None:
    """Adding them up is fast, as long as the sum is not divided."""
    parameters = [Parameter(f"p{number}") for number in range(100)]
    sizes.check("sum", [parameters], {})
    for operation, divisor in (("divide", 100), ("Div", parameters[0])):
        with pytest.raises(sizes.TooLongError):
            sizes.check(operation, [sum(parameters), divisor], {})
    sizes.check("Mult", [sum(parameters), 0.01], {})
