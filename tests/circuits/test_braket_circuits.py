"""Circuits of Amazon Braket: the gates they come to, with the depth that Braket counts.

The numbers and matrices were compared with those of amazon-braket-sdk 1.127, which is not installed here.
"""

from __future__ import annotations

import pytest

from quantum_lint.circuits.measure import measures
from quantum_lint.evaluate.deep import Built
from tests.circuits import reading

HEAD = """
import numpy as np
from braket.circuits import (
    Circuit, FreeParameter, Gate, Instruction, Noise, Observable, QubitSet, ResultType, circuit, gates, observables
)
bell = Circuit().h(0).cnot(0, 1)
theta, phi = FreeParameter("theta"), FreeParameter("phi")
"""


REGISTERED = "@circuit.subroutine(register=True)\n"


def built(text: str) -> Built:
    return reading.built(HEAD + text)["x"]


def shape(made: Built) -> tuple[int, int | None, dict[str, int]]:
    """Qubits, depth, and gates by name."""
    assert (made.certainty, made.reason, made.sdk) == ("exact", "", "braket")
    measured = measures(made.circuit)
    return measured.qubits, measured.depth, dict(measured.gates)


@pytest.mark.parametrize(
    ("text", "qubits", "depth", "gates"),
    [
        ("x = Circuit().h(0).cnot(0, 1)", 2, 2, {"h": 1, "cx": 1}),
        ("x = Circuit().h(range(4)).cnot(control=0, target=3).rz([0, 2], 0.3)", 4, 3, {"h": 4, "cx": 1, "rz": 2}),
        ("x = Circuit().h([0, [1, 2]]).cnot([0, 1], 2)", 3, 2, {"h": 3, "ccx": 1}),
        ("x = Circuit().h(QubitSet([3, 9, 3]))", 2, 1, {"h": 2}),
        ("x = Circuit([Instruction(Gate.H(), 0), Instruction(gates.CNot(), [0, 1])])", 2, 2, {"h": 1, "cx": 1}),
        ("x = Circuit().add_instruction(Instruction(Gate.H(), 0), target=[3, 4])", 2, 1, {"h": 2}),
        ("x = Circuit().add_circuit(bell, target=[4, 5]).add_circuit(bell, target_mapping={0: 7, 1: 4})", 3, 3,
         {"h": 2, "cx": 2}),
        ("x = bell + Circuit().h(2)", 3, 2, {"h": 2, "cx": 1}),
        ("x = Circuit()\nx += bell\nx += Instruction(Gate.Rx(0.3), 5)", 3, 2, {"h": 1, "cx": 1, "rx": 1}),
        ("x = Circuit().add([Instruction(Gate.CZ(), [0, 1]), ResultType.Probability(target=[0])])", 2, 1, {"cz": 1}),
        ("x = Circuit().x(2, control=[0, 1]).h(1, control=0, control_state=[0])", 3, 2, {"ccx": 1, "ch_o0": 1}),
        ("x = Circuit().add_verbatim_box(bell).x(0)", 2, 5, {"barrier": 2, "h": 1, "cx": 1, "x": 1}),
        ("x = Circuit().h(0).barrier([0, 1]).cnot(0, 1)", 2, 3, {"h": 1, "barrier": 1, "cx": 1}),
        ("x = Circuit().h(0).h(1).cnot(0, 1).h(0).measure(1).measure(0)", 2, 4, {"h": 3, "cx": 1, "measure": 2}),
        ("x = Circuit().h(0).cnot(0, 1).expectation(Observable.Z() @ Observable.X(), target=[1, 4])", 3, 2,
         {"h": 1, "cx": 1}),
        ("x = Circuit().h(0).expectation(observables.X(3)).probability([0])", 2, 1, {"h": 1}),
        ("x = Circuit().x(0).bit_flip(0, 0.1).cnot(0, 1).two_qubit_depolarizing(0, 1, 0.1).y(1)", 2, 3,
         {"x": 1, "BitFlip": 1, "cx": 1, "TwoQubitDepolarizing": 1, "y": 1}),
        ("x = Circuit().x(0).y(1).cnot(0, 2).x(1)\nx.apply_gate_noise(Noise.BitFlip(0.1), target_gates=[Gate.X])", 3, 2,
         {"x": 2, "y": 1, "cx": 1, "BitFlip": 2}),
        ("n = Noise.BitFlip(0.1)\nx = Circuit().x(0).y(1).apply_initialization_noise(n).apply_readout_noise(n)",
         2, 1, {"x": 1, "y": 1, "BitFlip": 4}),
        ("x = Circuit().measure_ff(0, feedback_key=0).cc_prx(0, 0.1, 0.2, feedback_key=0)", 1, 2,
         {"measure": 1, "if_else": 1}),
        ("x = Circuit().gphase(0.3).h(0)", 1, 1, {"global_phase": 1, "h": 1}),
        ("x = Circuit().ccnot(0, 1, 2).cswap(0, 1, 2).adjoint()", 3, 2, {"ccx": 1, "cswap": 1}),
        ("x = Circuit().iswap(0, 1).adjoint()", 2, 3, {"iswap": 3}),
        ("x = Circuit()\nfor each in bell.instructions:\n    if each.operator.name == 'H':\n        x.add(each)", 1, 1,
         {"h": 1}),
    ],
)  # fmt: skip
def test_circuits_are_those_of_braket(text: str, qubits: int, depth: int, gates: dict[str, int]) -> None:
    assert shape(built(text)) == (qubits, depth, gates)


@pytest.mark.parametrize(
    "text",
    [
        "def pair(target):\n    return Circuit().h(target[0]).cnot(target[0], target[1])\nx = Circuit(pair, [4, 5])",
        "def pair(target):\n    return [Instruction(Gate.H(), target), bell]\nx = Circuit().add(pair, target=2)",
        REGISTERED + "def pair(a, b=5):\n    yield Instruction(Gate.H(), a)\n    yield bell\nx = Circuit().pair(4)",
        REGISTERED + "def h(a):\n    return Circuit().cnot(a, 9)\nx = Circuit().h(0)",
        "def pair(a):\n    return Circuit().h(a).cnot(a, 1)\nCircuit.register_subroutine(pair)\nx = Circuit().pair(0)",
    ],
)
def test_subroutines_are_functions_of_the_program(text: str) -> None:
    made = built(text)
    assert made.certainty == "exact"
    assert made.circuit.count_ops()["cx"] == 1


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("x = Circuit().rx(0, theta).ry(1, 2 * phi).rz(0, FreeParameter('theta'))", {"theta", "phi"}),
        ("x = Circuit().rx(0, theta).ry(1, 2 * phi)(theta=0.3)", {"phi"}),
        ("x = Circuit().rx(0, theta).ry(1, phi)(0.3)", set()),
        ("x = Circuit().rx(0, theta).ry(1, phi).make_bound_circuit({'phi': 1.0})", {"theta"}),
    ],
)
def test_parameters_have_names(text: str, left: set[str]) -> None:
    made = built(text)
    assert made.certainty == "exact"
    assert {each.name for each in made.circuit.parameters} == left


@pytest.mark.parametrize(
    ("gate", "matrix"),
    [
        ("gpi(0, 0.5)", "[[0, exp(-0.5j)], [exp(0.5j), 0]]"),
        ("gpi2(0, 0.5)", "[[1, -1j * exp(-0.5j)], [-1j * exp(0.5j), 1]] / np.sqrt(2)"),
        ("prx(0, 0.7, 0.2)", "[[cos(0.35), -1j * exp(-0.2j) * sin(0.35)], [-1j * exp(0.2j) * sin(0.35), cos(0.35)]]"),
        ("phaseshift(0, 0.4)", "[[1, 0], [0, exp(0.4j)]]"),
        ("v(0)", "[[0.5 + 0.5j, 0.5 - 0.5j], [0.5 - 0.5j, 0.5 + 0.5j]]"),
        ("cphaseshift01(0, 1, 0.4)", "np.diag([1, exp(0.4j), 1, 1])"),
        ("cphaseshift10(0, 1, 0.4)", "np.diag([1, 1, exp(0.4j), 1])"),
        ("cphaseshift00(0, 1, 0.4)", "np.diag([exp(0.4j), 1, 1, 1])"),
        ("pswap(0, 1, 0.4)", "[[1, 0, 0, 0], [0, 0, exp(0.4j), 0], [0, exp(0.4j), 0, 0], [0, 0, 0, 1]]"),
        ("xy(0, 1, 0.4)",
         "[[1, 0, 0, 0], [0, cos(0.2), 1j * sin(0.2), 0], [0, 1j * sin(0.2), cos(0.2), 0], [0, 0, 0, 1]]"),
        ("ms(0, 1, 0.0, 0.0, 0.4)", "np.eye(4) * cos(0.2) - 1j * sin(0.2) * np.eye(4)[::-1]"),
        ("unitary(matrix=np.diag([1, 1j, 1, 1]), targets=[0, 1])", "np.diag([1, 1j, 1, 1])"),
    ],
)  # fmt: skip
def test_gates_do_what_those_of_braket_do(gate: str, matrix: str) -> None:
    """Matrices as Braket documents them, with the first qubit the most significant."""
    import numpy as np
    from qiskit.quantum_info import Operator

    expected = eval(f"np.array(1) * {matrix}", {"np": np, "exp": np.exp, "cos": np.cos, "sin": np.sin})
    assert Operator(built(f"x = Circuit().{gate}").circuit).reverse_qargs().equiv(Operator(expected))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("x = Circuit().rx(0, unknown()).kraus(0, 1).adjoint()", "`kraus` fails"),
        ("x = Circuit().depolarizing(0, 0.1).adjoint()", "nothing undoes Depolarizing"),
        ("x = Circuit(unknown())", "`unknown` is not defined here"),
        ("x = Circuit().h(0)\nx.nothing_like_it(1)", "`nothing_like_it` is not followed"),
        ("x = Circuit().cnot(0, 0)", "acts on 2 qubits, not on 1"),
        ("x = Circuit().h(0).measure(0).x(0)", "a measured qubit cannot be changed"),
        ("x = Circuit().h(range(10**9))", ""),
    ],
)
def test_what_is_not_known_is_said(text: str, reason: str) -> None:
    made = built(text)
    assert made.certainty == "unknown"
    assert made.reason
    assert reason in made.reason


def test_unknown_angles_leave_the_structure_exact() -> None:
    assert shape(built("x = Circuit().rx(0, unknown()).cnot(0, 1)")) == (
        2,
        2,
        {"rx": 1, "cx": 1},
    )
