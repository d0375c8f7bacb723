"""Circuits that algorithms give before they run, beside what they are by hand."""

from __future__ import annotations

import warnings
from typing import Any

import pytest

from tests.evaluate.test_deep import contents, last, read

pytest.importorskip("qiskit")

HEAD = """
import numpy as np
from qiskit import QuantumCircuit
from qiskit.circuit.library import EfficientSU2, GroverOperator, PhaseEstimation
state = QuantumCircuit(2)
state.h(0)
state.ry(0.4, 1)
"""
ALGORITHMS = """
from qiskit.algorithms import *
from qiskit.algorithms import AmplificationProblem, EstimationProblem, Grover
from qiskit.algorithms import AmplitudeEstimation, FasterAmplitudeEstimation, IterativeAmplitudeEstimation
from qiskit.algorithms import MaximumLikelihoodAmplitudeEstimation, PhaseEstimation, VQD, VQE
from qiskit.opflow import MatrixExpectation, X
problem = EstimationProblem(state, objective_qubits=[1])
"""
ESTIMATED = """
oracle = QuantumCircuit(2)
oracle.h(1)
oracle.x(1)
oracle.h(1)
operator = GroverOperator(oracle, state)
"""
END = "qc.compose(operator, inplace=True)\nqc.barrier()\nqc.measure(1, 0)"
#: What a program asks for, and how the same is built without the algorithm.
ASKED = {
    "iterative": (
        "qc = IterativeAmplitudeEstimation(0.01, 0.05).construct_circuit(problem, k=3)",
        f"{ESTIMATED}qc = state.compose(operator.power(3))",
    ),
    "faster, measured": (
        "qc = FasterAmplitudeEstimation(0.01, 3).construct_circuit(problem, 1, True)",
        f"{ESTIMATED}qc = QuantumCircuit(2, 1)\nqc.compose(state, inplace=True)\n{END}",
    ),
    "operator of the program": (
        (
            "mine = QuantumCircuit(2, name='mine')\nmine.cz(0, 1)\nproblem.grover_operator = mine\n"
            "qc = IterativeAmplitudeEstimation(0.01, 0.05).construct_circuit(estimation_problem=problem, k=2)"
        ),
        "mine = QuantumCircuit(2, name='mine')\nmine.cz(0, 1)\nqc = state.compose(mine.power(2))",
    ),
    "schedule": (
        "qc = MaximumLikelihoodAmplitudeEstimation(3).construct_circuits(problem, measurement=False)[-1]",
        f"{ESTIMATED}qc = state.compose(operator.power(4))",
    ),
    "schedule of powers": (
        "_, qc = MaximumLikelihoodAmplitudeEstimation([0, 5]).construct_circuits(problem)",
        f"{ESTIMATED}qc = state.compose(operator.power(5))",
    ),
    "phase estimation of an operator": (
        "qc = AmplitudeEstimation(3).construct_circuit(problem, measurement=True)",
        (
            f"{ESTIMATED}whole = PhaseEstimation(3, operator)\nqc = QuantumCircuit(5, 3)\n"
            "qc.compose(state, [3, 4], inplace=True)\nqc.compose(whole, inplace=True)\nqc.measure(range(3), range(3))"
        ),
    ),
    "grover": (
        (
            "mark = QuantumCircuit(2)\nmark.cz(0, 1)\n"
            "qc = Grover().construct_circuit(AmplificationProblem(mark, is_good_state=['11']), 2, measurement=True)"
        ),
        (
            "mark = QuantumCircuit(2)\nmark.cz(0, 1)\nqc = QuantumCircuit(2, 2)\nqc.h([0, 1])\n"
            "first = QuantumCircuit(2)\nfirst.h([0, 1])\noperator = GroverOperator(mark, first)\n"
            "qc.compose(operator.power(2), inplace=True)\n"
            "qc.measure([0, 1], [0, 1])"
        ),
    ),
    "grover with a number of its own": (
        (
            "mark = QuantumCircuit(2)\nmark.cz(0, 1)\nproblem = AmplificationProblem(mark, state, objective_qubits=1)\n"
            "qc = Grover(iterations=1).construct_circuit(problem)"
        ),
        "mark = QuantumCircuit(2)\nmark.cz(0, 1)\nqc = state.compose(GroverOperator(mark, state))",
    ),
    "phase estimation": (
        "qc = PhaseEstimation(2).construct_circuit(state, state)",
        "qc = PhaseEstimation(2, state)\nqc.compose(state, [2, 3], inplace=True, front=True)",
    ),
    "energy from matrices": (
        (
            "ansatz = EfficientSU2(2, reps=1)\nvqe = VQE(ansatz=ansatz, expectation=MatrixExpectation())\n"
            "qc = vqe.construct_circuit([0.0] * ansatz.num_parameters, X ^ X)[0]"
        ),
        "qc = EfficientSU2(2, reps=1)\nqc = qc.assign_parameters([0.0] * qc.num_parameters)",
    ),
}
NOT_KNOWN = {
    "what is measured": "qc = VQE(EfficientSU2(2)).construct_circuit([0] * 16, X ^ X)",
    "how often": "qc = Grover().construct_circuit(problem)",
    "too often": "qc = IterativeAmplitudeEstimation(0.01, 0.05).construct_circuit(problem, k=10**8)",
    "too many qubits": "qc = AmplitudeEstimation(30).construct_circuit(problem)",
    "problem": "qc = IterativeAmplitudeEstimation(0.01, 0.05).construct_circuit(problem.rescale(0.2), k=1)",
    "power of the program's own": "class Mine(QuantumCircuit):\n    def power(self, k, matrix_power=False):\n"
    "        return self\nproblem.grover_operator = Mine(2)\n"
    "qc = IterativeAmplitudeEstimation(0.01, 0.05).construct_circuit(problem, k=3)",
}


@pytest.mark.parametrize(("asked", "by_hand"), ASKED.values(), ids=ASKED.keys())
def test_algorithms_give_what_is_built_by_hand(asked: str, by_hand: str) -> None:
    names: dict[str, Any] = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        exec(HEAD + by_hand, names)
        built = last(read(HEAD + ALGORITHMS + asked))
    assert (built.certainty, built.reason) == ("exact", "")
    assert contents(built.circuit) == contents(names["qc"])


@pytest.mark.parametrize("asked", NOT_KNOWN.values(), ids=NOT_KNOWN.keys())
def test_nothing_is_claimed_of_what_is_not_known(asked: str) -> None:
    assert last(read(HEAD + ALGORITHMS + asked)).certainty == "unknown"


def test_the_same_of_the_package_that_followed() -> None:
    text = (HEAD + ALGORITHMS).replace("qiskit.algorithms", "qiskit_algorithms") + ASKED["iterative"][0]
    assert last(read(text)).certainty == "exact"


def test_phases_are_estimated_with_so_many_qubits_only() -> None:
    built = last(read(f"{HEAD}qc = PhaseEstimation(14, state)"))
    assert built.certainty == "unknown"
    assert "would be too large: 32,768 is more than 2,048" in built.reason


OPFLOW = f"{HEAD}from qiskit import opflow\nfrom qiskit.aqua.operators import Y\nfrom qiskit.opflow import I, X\n"


@pytest.mark.parametrize(
    ("asked", "gates"),
    [
        ("qc = X.to_circuit()", [("x", [0], [], [])]),
        ("qc = Y.to_circuit()", [("y", [0], [], [])]),
        ("qc = opflow.CX.to_circuit()", [("cx", [0, 1], [], [])]),
        ("qc = opflow.CircuitStateFn(state).to_circuit()\nqc.x(0)", [("h", [0]), ("ry", [1]), ("x", [0])]),
    ],
)
def test_operators_of_one_gate_and_holders_of_circuits_give_these(asked: str, gates: list[tuple[Any, ...]]) -> None:
    built = last(read(OPFLOW + asked))
    assert built.certainty == "exact"
    assert [row[: len(gates[0])] for row in contents(built.circuit)] == gates


@pytest.mark.parametrize("asked", ["(X ^ Y)", "I", "opflow.StateFn(state, is_measurement=True)", "opflow.StateFn('0')"])
def test_what_releases_make_otherwise_is_no_circuit(asked: str) -> None:
    assert not [built for built in read(f"{OPFLOW}qc = {asked}.to_circuit()").circuits if built.name == "qc"]


def test_an_ansatz_without_a_width_is_empty_until_something_may_set_it() -> None:
    found = read("from qiskit.circuit.library import TwoLocal\nansatz = TwoLocal()\n", "vqe = unknown.VQE(ansatz)\n")
    states = [(built.part, built.certainty, built.circuit.num_qubits) for built in found.circuits]
    assert states == [(0, "exact", 0), (1, "unknown", 0)]
    set_by_hand = "from qiskit.circuit.library import TwoLocal\nqc = TwoLocal()\nqc.num_qubits = 2\nunknown.VQE(qc)\n"
    assert last(read(set_by_hand)).certainty == "exact"


TRIAL = """
from qiskit.circuit.library import TwoLocal
from qiskit_algorithms import SamplingVQE
qc = TwoLocal(2, "ry", "cz", reps=1)
"""
SOLVED = "solver.compute_minimum_eigenvalue(operator)\n"


@pytest.mark.parametrize(
    ("made", "measured"),
    [
        ("solver = SamplingVQE(sampler, qc, optimizer)\n", 0),
        (f"solver = SamplingVQE(sampler, optimizer=spsa, ansatz=qc)\n{SOLVED}", 2),
        (f"solver = SamplingVQE(sampler, other, spsa)\nsolver.ansatz = qc\n{SOLVED}{SOLVED}", 2),
        (f"qc.measure_all()\nsolver = SamplingVQE(sampler, qc, spsa)\n{SOLVED}", 2),
    ],
)
def test_a_sampling_solver_measures_the_trial_state_itself(made: str, measured: int) -> None:
    """Recorded from runs: afterwards the name still holds the trial state, with each qubit measured once."""
    built = last(read(f"{TRIAL}{made}"))
    assert (built.certainty, built.circuit.num_clbits) == ("exact", measured)
    assert built.circuit.count_ops().get("measure", 0) == measured
