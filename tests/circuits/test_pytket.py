"""Circuits of pytket: the gates they come to, with the depth that pytket counts.

Figures and matrices were compared with those of pytket 2.18, which is not installed here, on 530 made-up circuits.
"""

from __future__ import annotations

import math

import numpy as np
import pytest
from qiskit.quantum_info import Operator

from quantum_lint.circuits.measure import measures
from quantum_lint.evaluate.deep import Built
from tests.circuits import reading

HEAD = """
import numpy as np
from pytket import Bit, Circuit, OpType, Qubit
from pytket.circuit import (
    BitRegister, CircBox, CustomGateDef, DiagonalBox, Op, PauliExpBox, QControlBox, QubitRegister, StatePreparationBox,
    ToffoliBox, Unitary1qBox, Unitary2qBox, fresh_symbol, if_bit, if_not_bit,
)
from pytket.pauli import Pauli
bell = Circuit(2).H(0).CX(0, 1)
"""


def built(text: str) -> Built:
    return reading.built(HEAD + text)["x"]


def shape(made: Built) -> tuple[int, int, int | None, dict[str, int]]:
    """Qubits, bits, depth, and gates by name."""
    assert (made.certainty, made.reason, made.sdk) == ("exact", "", "pytket")
    measured = measures(made.circuit)
    return measured.qubits, measured.clbits, measured.depth, dict(measured.gates)


@pytest.mark.parametrize(
    ("text", "qubits", "bits", "depth", "gates"),
    [
        ("x = Circuit(2).H(0).CX(0, 1).measure_all()", 2, 2, 3, {"measure": 2, "cx": 1, "h": 1}),
        ("x = Circuit(2, 2, 'bell').H(0).CX(0, 1).Measure(1, 0)", 2, 2, 3, {"measure": 1, "cx": 1, "h": 1}),
        ("x = Circuit(3)\nfor at in range(2):\n    x.CX(at, at + 1).Rz(0.25, at)", 3, 0, 3, {"cx": 2, "rz": 2}),
        ("x = Circuit(4)\nx.add_gate(OpType.CnX, [0, 1, 2, 3])\nx.add_gate(OpType.Rx, 0.1, [1])", 4, 0, 2,
         {"mcx": 1, "rx": 1}),
        ("x = Circuit(1).add_gate(OpType.U3, [0.1, 0.2, 0.3], [0])", 1, 0, 1, {"u3": 1}),
        (("x = Circuit()\nq = x.add_q_register('a', 2)\nm = x.add_c_register('m', 2)\n"
         "x.H(q[0]).Measure(q[0], m[0]).X(q[1], condition=m[0])"), 2, 2, 3, {"h": 1, "if_else": 1, "measure": 1}),
        ("x = Circuit(1, 1).X(qubit=0, condition=if_not_bit(Bit(0)))", 1, 1, 1, {"if_else": 1}),
        # a bit is measured anew after what depends on it
        ("x = Circuit(3, 1).Measure(0, 0).X(1, condition_bits=[0], condition_value=1).Measure(2, 0)", 3, 1, 3,
         {"measure": 2, "if_else": 1}),
        ("x = Circuit(2).H(0).add_barrier([0, 1]).H(1)", 2, 0, 2, {"h": 2, "barrier": 1}),
        ("x = Circuit(4).add_circbox(CircBox(bell), [0, 3])", 4, 0, 1, {"CircBox": 1}),
        ("x = Circuit(4).add_circuit(bell, [3, 0])", 4, 0, 2, {"h": 1, "cx": 1}),
        ("x = bell.copy()\nx.append(bell.dagger())", 2, 0, 4, {"h": 2, "cx": 2}),
        ("x = bell >> Circuit(2).S(0)", 2, 0, 3, {"h": 1, "cx": 1, "s": 1}),
        ("x = Circuit(3).add_qcontrolbox(QControlBox(Op.create(OpType.Ry, 0.2), 2), [0, 1, 2])", 3, 0, 1, {"ccry": 1}),
        ("x = Circuit(2).add_pauliexpbox(PauliExpBox([Pauli.X, Pauli.Z], 0.2), [0, 1])", 2, 0, 1,
         {"PauliEvolution": 1}),
        ("x = Circuit(1).add_unitary1qbox(Unitary1qBox(np.eye(2)), 0)", 1, 0, 1, {"unitary": 1}),
        (("a = fresh_symbol('a')\nhalf = CustomGateDef.define('half', Circuit(1).Rx(a / 2, 0), [a])\n"
         "x = Circuit(2).add_custom_gate(half, [0.4], [1])"), 2, 0, 1, {"CustomGate": 1}),
        ("x = Circuit(3, 1).H(1)\nx.remove_blank_wires()", 1, 0, 1, {"h": 1}),
        (("q = QubitRegister('work', 2)\nx = Circuit()\nx.add_q_register(q)\nx.add_qubit(Qubit('one', 0))\n"
         "for each in q:\n    x.H(each)\nx.flatten_registers()\nx.X(0)"), 3, 0, 1, {"h": 2, "x": 1}),
        ("x = Circuit(2).Rz(UNKNOWN, 0).measure_all()", 2, 2, 2, {"measure": 2, "rz": 1}),
    ],
)  # fmt: skip
def test_a_circuit_comes_to_these_gates(text: str, qubits: int, bits: int, depth: int, gates: dict[str, int]) -> None:
    assert shape(built(text)) == (qubits, bits, depth, gates)


@pytest.mark.parametrize(
    ("command", "matrix"),
    [
        ("Rx(0.5, 0)", [[1, -1j], [-1j, 1]]),
        ("V(0)", [[1, -1j], [-1j, 1]]),
        ("TK1(0.5, 0, 0.5, 0)", [[-1j, 0], [0, 1j]]),
        ("PhasedX(1, 0.5, 0)", [[0, -1], [1, 0]]),
        ("GPI(0.5, 0)", [[0, -1j], [1j, 0]]),
    ],
)
def test_numbers_are_half_turns(command: str, matrix: list[list[complex]]) -> None:
    found = Operator(built(f"x = Circuit(1).{command}").circuit)
    wanted = np.array(matrix) / math.sqrt(abs(np.linalg.det(matrix)))
    assert found.equiv(Operator(wanted))


@pytest.mark.parametrize("gate", ["ZZMax(0, 1)", "ISWAPMax(0, 1)", "Sycamore(0, 1)", "U2(0.3, 0.4, 0)", "V(0)",
                                  "CSX(0, 1)", "TK2(0.1, 0.2, 0.3, 0, 1)", "ESWAP(0.3, 0, 1)", "FSim(0.2, 0.1, 0, 1)",
                                  "AAMS(0.1, 0.2, 0.3, 0, 1)", "GPI2(0.4, 0)"])  # fmt: skip
def test_the_dagger_undoes_a_gate(gate: str) -> None:
    made = built(f"x = Circuit(2).{gate}\nx.append(x.dagger())")
    assert made.circuit.size() == 2
    assert Operator(made.circuit).equiv(Operator(np.eye(4)))


def test_a_gate_without_number_is_none() -> None:
    made = built("x = Circuit(2).Rz(0)")
    assert made.certainty == "unknown"


@pytest.mark.parametrize("line", ["x.CX(0, 0)", "x.H(5)", "x.Measure(0, 0)", "x.add_gate(OpType.Rz, [0.1, 0.2], [0])"])
def test_what_pytket_refuses_leaves_a_circuit_that_is_not_known(line: str) -> None:
    assert built(f"x = Circuit(2)\n{line}").certainty == "unknown"


def test_a_pass_leaves_a_circuit_that_does_the_same() -> None:
    made = built("from pytket.passes import DecomposeBoxes\nx = bell.copy()\nDecomposeBoxes().apply(x)")
    assert (made.certainty, made.reason) == ("bounded", "`pytket.passes.DecomposeBoxes.apply` compiles it")


def test_numbers_take_the_place_of_symbols() -> None:
    made = built("a = fresh_symbol('a')\nx = Circuit(1).Rz(2 * a, 0).Rx(a, 0)\nx.symbol_substitution({a: 0.25})")
    assert made.circuit.num_parameters == 0
    assert [each.operation.params for each in made.circuit.data] == [[math.pi / 2], [math.pi / 4]]


def test_a_submission_is_tied_to_its_circuit() -> None:
    (bell, _) = reading.circuits(
        "from pytket import Circuit\nfrom pytket.extensions.quantinuum import QuantinuumBackend\n"
        "bell = Circuit(2).H(0).CX(0, 1).measure_all()\nbackend = QuantinuumBackend('H2-1')\n"
        "handle = backend.process_circuit(backend.get_compiled_circuit(bell), n_shots=100)\n"
    )
    (use,) = [use for use in bell.uses if use.submits]
    assert (use.provider, use.device, use.shots) == ("quantinuum", "H2-1", 100)
