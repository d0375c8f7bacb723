"""Circuits that are cut: what stands for a gate does the same, and the experiments are those of the add-on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from quantum_lint.evaluate.deep import Built
from tests.evaluate.test_deep import read

qiskit = pytest.importorskip("qiskit")
np = pytest.importorskip("numpy")

HEAD = """
import numpy as np
from qiskit import QuantumCircuit
from qiskit.quantum_info import Pauli, PauliList, SparsePauliOp
from qiskit_addon_cutting import *
from qiskit_addon_cutting import (cut_gates, cut_wires, expand_observables, generate_cutting_experiments,
                                  partition_problem)
from qiskit_addon_cutting.instructions import CutWire, Move
from qiskit_addon_cutting.utils.observable_terms import gather_unique_observable_terms
qc = QuantumCircuit(2)
qc.h(0)
qc.cx(0, 1)
"""
CUT = HEAD + "problem = partition_problem(qc, 'AB', PauliList(['ZZ', 'XX']))\n"
EXPERIMENTS = """
made, weights = generate_cutting_experiments(problem.subcircuits, problem.subobservables, {samples})
one, other = made["A"], made["B"]
"""


def circuits(program: str) -> dict[str, Built]:
    """The circuits of a program by their names."""
    return {built.name: built for built in read(program).circuits if built.name}


def gates(built: Built) -> str:
    """The names of the gates of a circuit that is known exactly, in order."""
    assert built.certainty == "exact", built.reason
    return " ".join(instruction.operation.name for instruction in built.circuit.data)


def channel(operations: Sequence[Any]) -> Any:
    """What operations on a qubit do to a density matrix, as a matrix; what is measured counts with its sign."""
    from qiskit.quantum_info import Operator

    whole = np.eye(4)
    for operation in operations:
        whole = _KINDS.get(operation.name, lambda gate: _sandwich(Operator(gate).data))(operation) @ whole
    return whole


def _sandwich(matrix: Any, weight: int = 1) -> Any:
    return weight * np.kron(matrix, matrix.conj())


_ZERO, _ONE, _LOWER = np.diag([1, 0]), np.diag([0, 1]), np.array([[0, 1], [0, 0]])
_KINDS = {
    "qpd_measure": lambda _: _sandwich(_ZERO) + _sandwich(_ONE, -1),
    "reset": lambda _: _sandwich(_ZERO) + _sandwich(_LOWER),
}


def _gates() -> list[Any]:
    from qiskit.circuit import library

    fixed = ("CX", "CY", "CZ", "CH", "ECR", "CS", "CSdg", "CSX", "Swap", "iSwap", "DCX")
    turned = ("RXX", "RYY", "RZZ", "RZX", "CRX", "CRY", "CRZ", "CPhase", "XXPlusYY", "XXMinusYY")
    made = [getattr(library, f"{name}Gate")() for name in fixed]
    made += [getattr(library, f"{name}Gate")(angle) for name in turned for angle in (0.3, -2.0)]
    return [*made, library.CSXGate().inverse(), library.CUGate(0.1, 0.2, 0.3, 0.4)]


@pytest.mark.parametrize("gate", _gates(), ids=lambda gate: f"{gate.name}{gate.params}")
def test_what_stands_for_a_gate_does_what_the_gate_does(gate: Any) -> None:
    from qiskit.quantum_info import Operator

    from quantum_lint.evaluate.models.cutting_bases import basis_of

    basis = basis_of(gate)
    rows = zip(basis.weights, basis.maps, strict=True)
    # np.kron has the first factor in front; Qiskit's first qubit is the last.
    apart = sum(weight * np.kron(channel(other), channel(one)) for weight, (one, other) in rows)
    axes = apart.reshape([2] * 8).transpose(0, 2, 1, 3, 4, 6, 5, 7).reshape(16, 16)
    assert np.allclose(axes, _sandwich(Operator(gate).data))


def test_a_wire_that_is_cut_goes_on_in_another_qubit() -> None:
    from qiskit.circuit import Instruction

    from quantum_lint.evaluate.models.cutting_bases import basis_of

    basis = basis_of(Instruction("move", 2, 0, []))
    for state in (np.array([[0.7, 0.1 - 0.3j], [0.1 + 0.3j, 0.3]]), _ONE, np.full((2, 2), 0.5)):
        rows = zip(basis.weights, basis.maps, strict=True)
        moved = sum(
            weight * np.trace((channel(one) @ state.reshape(4)).reshape(2, 2)) * channel(other) @ _ONE.reshape(4)
            for weight, (one, other) in rows
        )
        assert np.allclose(moved.reshape(2, 2), state)


@pytest.mark.parametrize("samples", ["np.inf", "6", "1000"])
def test_the_experiments_are_all_ways_from_the_heaviest_on(samples: str) -> None:
    found = circuits(CUT + EXPERIMENTS.format(samples=samples))
    first = ["h sdg measure", "h sdg h measure", "h s measure", "h s h measure", "h sdg measure measure"]
    assert [gates(found[f"one[{at}]"]) for at in range(5)] == first
    assert gates(found["other[8]"]) == "h sdg measure h measure"
    assert sum(name.startswith(("one[", "other[")) for name in found) == 24


def test_an_experiment_has_a_register_for_each_kind_of_measurement() -> None:
    found = circuits(CUT + EXPERIMENTS.format(samples="np.inf"))["one[4]"].circuit
    registers = {register.name: register.size for register in found.cregs}
    assert registers == {"observable_measurements": 1, "qpd_measurements": 1}


WIRES = """
qc.append(CutWire(), [1])
qc.cx(0, 1)
wide = cut_wires(qc)
observables = expand_observables(gather_unique_observable_terms([Pauli('ZZ'), SparsePauliOp(['ZI', 'ZZ'])]), qc, wide)
"""


def test_wires_are_cut_and_resets_of_what_is_zero_left_out() -> None:
    found = circuits(HEAD + WIRES + "made, weights = generate_cutting_experiments(wide, observables, np.inf)\n")
    assert gates(found["wide"]) == "h cx qpd_2q cx"
    assert found["wide"].circuit.num_qubits == 3
    assert gates(found["made[0]"]) == "h cx cx measure measure"
    assert gates(found["made[2]"]) == "h cx h measure h cx measure measure"


def test_labels_that_are_not_given_are_what_hangs_together() -> None:
    program = "cut, bases = cut_gates(qc, [1])\nparts = partition_problem(cut).subcircuits\n"
    found = circuits(HEAD + program)
    assert gates(found["cut"]) == "h qpd_2q"
    assert (gates(found["parts[0]"]), gates(found["parts[1]"])) == ("h qpd_1q", "qpd_1q")


@pytest.mark.parametrize(
    ("program", "reason"),
    [
        (EXPERIMENTS.format(samples="5"), "drawn at random"),
        (EXPERIMENTS.format(samples="0.5"), "num_samples must be at least 1"),
        (EXPERIMENTS.format(samples="int(input())"), "`input` gives it"),
        (
            "made, _ = generate_cutting_experiments(problem.subcircuits['A'], PauliList(['Z']), np.inf)\n",
            "half of a gate",
        ),
    ],
)
def test_experiments_that_are_not_certain_are_not_claimed(program: str, reason: str) -> None:
    assert reason in _reason(CUT + program)


def _reason(program: str) -> str:
    """Why the experiments are not known."""
    found = circuits(program + "used = QuantumCircuit(2)\nused.append(made, [0])\n")["used"]
    assert found.certainty == "unknown"
    return found.reason


def test_too_many_experiments_are_refused() -> None:
    program = "qc.cx(0, 1)\nqc.cx(0, 1)\nqc.cx(0, 1)\n"
    cut = "problem = partition_problem(qc, 'AB', PauliList(['ZZ', 'XX']))\n"
    assert "too large: 5,184 circuits" in _reason(HEAD + program + cut + EXPERIMENTS.format(samples="np.inf"))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ("qc.rzz(float(input()), 0, 1)", "the angle of rzz is not known"),
        ("qc.append(Unknown(), [0, 1])", "partition_problem"),
    ],
)
def test_a_gate_that_is_not_known_is_not_replaced(change: str, reason: str) -> None:
    cut = "problem = partition_problem(qc, 'AB', PauliList(['ZZ', 'XX']))\n"
    assert reason in _reason(f"{HEAD}{change}\n{cut}{EXPERIMENTS.format(samples='np.inf')}")
