"""Programs of Amazon Braket: which circuits of Qiskit they come to."""

from __future__ import annotations

import pytest

from quantum_lint.evaluate.deep import Built
from tests.circuits import reading

HEAD = "from braket.circuits import Circuit, FreeParameter, Gate, Instruction, Observable, circuit\n"


def built(text: str) -> Built:
    return reading.built(HEAD + text)["x"]


def shown(made: Built) -> list[tuple[str, list[int]]]:
    """Every instruction with its qubits, in order."""
    assert made.certainty == "exact", made.reason
    circuit = made.circuit
    return [(each.operation.name, [circuit.find_bit(qubit).index for qubit in each.qubits]) for each in circuit.data]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x = Circuit().h(0).cnot(0, 1)", [("h", [0]), ("cx", [0, 1])]),
        ("x = Circuit().h(0).cnot(control=0, target=1)", [("h", [0]), ("cx", [0, 1])]),
        ("x = Circuit().h(range(2)).x([0, 1])", [("h", [0]), ("h", [1]), ("x", [0]), ("x", [1])]),
        ("x = Circuit().ccnot(0, 1, 2).swap(0, 2)", [("ccx", [0, 1, 2]), ("swap", [0, 2])]),
        ("x = Circuit().x(3, control=[1])", [("cx", [0, 1])]),
        ("x = Circuit().h(7).h(4)", [("h", [1]), ("h", [0])]),
        ("x = Circuit([Instruction(Gate.H(), 0), Instruction(Gate.CNot(), [0, 1])])", [("h", [0]), ("cx", [0, 1])]),
        ("y = Circuit().h(0).cz(0, 1)\nx = Circuit().x(0).add_circuit(y, target=[1, 2])",
         [("x", [0]), ("h", [1]), ("cz", [1, 2])]),
        ("y = Circuit().h(0)\nx = y + Circuit().s(1)\ny.t(0)", [("h", [0]), ("s", [1])]),
        ("x = Circuit()\nx.h(0)\nx.add(Circuit().x(0))", [("h", [0]), ("x", [0])]),
        ("x = Circuit().h(0).measure(0)", [("h", [0]), ("measure", [0])]),
        ("x = Circuit().h(0).probability().expectation(Observable.X(), target=0).x(0)", [("h", [0]), ("x", [0])]),
        ("x = Circuit().add_verbatim_box(Circuit().rx(0, 0.1))", [("barrier", [0]), ("rx", [0]), ("barrier", [0])]),
        ("x = Circuit().s(0).adjoint()", [("sdg", [0])]),
    ],
)  # fmt: skip
def test_instructions_are_those_of_the_program(text: str, expected: list[tuple[str, list[int]]]) -> None:
    assert shown(built(text)) == expected


def test_a_registered_function_is_a_method_of_every_circuit() -> None:
    text = (
        "@circuit.subroutine(register=True)\n"
        "def ladder(n):\n"
        "    made = Circuit()\n"
        "    for number in range(n - 1):\n"
        "        made.cnot(number, number + 1)\n"
        "    return made\n"
        "x = Circuit().h(0).ladder(3).x(0)\n"
    )
    assert shown(built(text)) == [("h", [0]), ("cx", [0, 1]), ("cx", [1, 2]), ("x", [0])]


def test_angles_and_free_parameters() -> None:
    text = "import math\nx = Circuit().rx(0, math.pi / 2).rz(0, angle=FreeParameter('t')).cphaseshift(0, 1, 0.25)"
    made = built(text)
    assert [each.operation.params for each in made.circuit.data][::2] == [[1.5707963267948966], [0.25]]
    assert {each.name for each in made.circuit.parameters} == {"t"}


def test_an_angle_that_is_not_known_is_a_parameter() -> None:
    made = built("import sys\nx = Circuit().rx(0, float(sys.argv[1])).h(1)")
    assert (made.certainty, made.circuit.num_parameters, made.sdk) == ("exact", 1, "braket")


@pytest.mark.parametrize(
    "text",
    [
        "x = Circuit().h(unknown())",
        "x = Circuit().h(0).nothing_like_it(1)",
        "x = Circuit().cnot(0, 0)",
        "x = Circuit().h(range(10**9))",
        "x = Circuit().unitary(matrix=[[1, 0], [0, 1]], targets=[0, 1])",
    ],
)
def test_what_is_not_known_is_said(text: str) -> None:
    made = built(text)
    assert made.certainty == "unknown"
    assert made.reason
