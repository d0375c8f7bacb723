"""Circuits of pytket with conditions on registers, of operators, and to and from Qiskit.

Figures are those of pytket 2.18 with pytket-qiskit 0.79, with which 530 made-up circuits with conditions, 400 groups of
products and 270 conversions were compared.
"""

from __future__ import annotations

import pytest

from quantum_lint.circuits.measure import measures
from quantum_lint.evaluate.deep import Built
from tests.circuits import reading

HEAD = """
import numpy as np
from pytket import Bit, Circuit, OpType, Qubit
from pytket.circuit import if_not_bit, reg_eq, reg_geq, reg_neq
from pytket.circuit.logic_exp import reg_gt
from pytket.extensions.qiskit import qiskit_to_tk, tk_to_qiskit
from pytket.partition import PauliPartitionStrat
from pytket.pauli import Pauli, QubitPauliString
from pytket.utils import QubitPauliOperator, gen_term_sequence_circuit
from qiskit import QuantumCircuit
from qiskit.circuit import Parameter
x = Circuit(2)
m = x.add_c_register("m", 2)
n = x.add_c_register("n", 3)
"""
OPERATOR = """
operator = QubitPauliOperator({
    QubitPauliString([Qubit(0), Qubit(1)], [Pauli.Z, Pauli.Z]): 0.5, QubitPauliString(Qubit(0), Pauli.X): 0.2,
    QubitPauliString({Qubit(1): Pauli.X}): 0.2, QubitPauliString([Qubit(1)], [Pauli.Y]): -0.3, QubitPauliString(): 1.0,
})
"""
QISKIT = """
given = QuantumCircuit(3, 2)
given.h(0)
given.cx(0, 1)
given.cp(0.3, 1, 2)
given.mcx([0, 1], 2)
given.barrier()
given.unitary(np.eye(4), [0, 2])
given.measure([0, 1], [0, 1])
"""


def built(text: str) -> Built:
    return reading.built(HEAD + text)["x"]


def shape(made: Built, sdk: str = "pytket") -> tuple[int, int, int | None, dict[str, int]]:
    """Qubits, bits, depth, and gates by name."""
    assert (made.certainty, made.reason, made.sdk) == ("exact", "", sdk)
    measured = measures(made.circuit)
    return measured.qubits, measured.clbits, measured.depth, dict(measured.gates)


@pytest.mark.parametrize(
    ("text", "bits", "depth", "gates"),
    [
        ("x.X(0, condition=reg_eq(m, 3))", 6, 2, {"RangePredicate": 1, "if_else": 1}),
        ("x.X(0, condition=reg_gt(m, 1)).Y(0, condition=reg_neq(m, 1))", 7, 3, {"RangePredicate": 2, "if_else": 2}),
        ("x.X(0, condition=m[0] & m[1])", 6, 2, {"ClExpr": 1, "if_else": 1}),
        ("x.X(0, condition=if_not_bit((m[0] | n[1]) ^ m[0]))", 6, 2, {"ClExpr": 1, "if_else": 1}),
        # two expressions of the same bits come one after the other, two conditions on a register do not
        ("x.X(0, condition=m[0] & m[1]).Y(1, condition=m[0] ^ m[1])", 7, 3, {"ClExpr": 2, "if_else": 2}),
        ("x.X(0, condition=reg_eq(m, 1)).Y(1, condition=reg_geq(m, 2))", 7, 2, {"RangePredicate": 2, "if_else": 2}),
        (
            "x.X(0, condition=reg_eq(n, 1)).Y(0, condition=n[0]).Measure(Qubit(0), n[1]).X(0, condition=reg_geq(n, 1))",
            7, 6, {"RangePredicate": 2, "if_else": 3, "measure": 1},
        ),
        ("x.add_c_setreg(3, m, condition=n[0])", 5, 1, {"if_else": 1}),
        ("x.add_c_setreg(3, m).add_c_copyreg(n, m)", 5, 2, {"SetBits": 1, "CopyBits": 1}),
        ("x.add_c_copybits([m[0]], [m[1]]).add_c_copybits([m[0]], [n[0]])", 5, 1, {"CopyBits": 2}),
        ("x.add_c_and(m[0], m[1], n[0]).add_c_xor(m[0], m[1], m[1]).add_c_or(m[0], m[1], n[2]).add_c_not(m[0], m[0])",
         5, 4, {"ExplicitPredicate": 3, "ExplicitModifier": 1}),
        ("x.add_c_range_predicate(1, 2, [n[0], n[1]], m[0])", 5, 1, {"RangePredicate": 1}),
        ("x.X(0, condition=reg_eq(m, 2))\ntwice = Circuit(2)\ntwice.append(x)\ntwice.append(x)\nx = twice", 6, 4,
         {"RangePredicate": 2, "if_else": 2}),
    ],
)  # fmt: skip
def test_conditions_are_worked_out_in_bits_of_their_own(
    text: str, bits: int, depth: int, gates: dict[str, int]
) -> None:
    """Bits that pytket adds count, as do the operations that set them."""
    assert shape(built(text)) == (2, bits, depth, gates)


@pytest.mark.parametrize(
    "text",
    ["x.X(0, condition=reg_eq(m & n, 1))", "x.add_c_setreg(4, m)", "x.X(0, condition=reg_eq(Circuit(1), 1))"],
)
def test_what_is_made_of_registers_is_not_followed(text: str) -> None:
    """Nor is what pytket refuses."""
    assert built(text).certainty == "unknown"


@pytest.mark.parametrize(
    ("strategy", "depth", "gates"),
    [("", 4, {"CircBox": 3, "x": 1}), (", PauliPartitionStrat.NonConflictingSets", 4, {"CircBox": 3, "x": 1})],
)
def test_an_operator_evolves_a_state_by_a_box_for_each_group(strategy: str, depth: int, gates: dict[str, int]) -> None:
    """Products that commute, or do not conflict, stand in one box."""
    made = built(f"{OPERATOR}x = gen_term_sequence_circuit(operator, Circuit(2).X(0){strategy})")
    assert shape(made) == (2, 0, depth, gates)


def test_products_that_commute_share_a_box() -> None:
    """Products on other qubits do, and those that differ on one do not."""
    made = built(
        "products = [(0, Pauli.X), (1, Pauli.X), (0, Pauli.Y), (2, Pauli.Z)]\n"
        "terms = {QubitPauliString(Qubit(at), pauli): 0.1 + at for at, pauli in products}\n"
        "x = gen_term_sequence_circuit(QubitPauliOperator(terms), Circuit(3))"
    )
    assert shape(made) == (3, 0, 2, {"CircBox": 2})


def test_a_circuit_of_qiskit_becomes_one_of_pytket() -> None:
    """Gates keep what they are; matrices are boxes."""
    gates = {"measure": 2, "cu1": 1, "ccx": 1, "unitary": 1, "barrier": 1, "cx": 1, "h": 1}
    assert shape(built(f"{QISKIT}x = qiskit_to_tk(given)")) == (3, 2, 6, gates)


def test_there_and_back_again() -> None:
    """Of two names that mean the same the older comes back."""
    made = built(f"{QISKIT}x = tk_to_qiskit(qiskit_to_tk(given))")
    assert shape(made, "qiskit")[3] == {"measure": 2, "cu1": 1, "ccx": 1, "unitary": 1, "barrier": 1, "cx": 1, "h": 1}


@pytest.mark.parametrize(
    "text",
    [
        "given = QuantumCircuit(2)\ngiven.dcx(0, 1)\nx = qiskit_to_tk(given)",
        "given = QuantumCircuit(1)\ngiven.rx(Parameter('a'), 0)\nx = qiskit_to_tk(given)",
        "x = tk_to_qiskit(Circuit(2).ZZMax(0, 1))",
        "x = tk_to_qiskit(Circuit(2, 3).X(0, condition_bits=[0, 1], condition_value=1))",
    ],
)
def test_what_is_refused_or_made_of_other_gates_is_unknown(text: str) -> None:
    """The circuit is seen all the same, with the reason."""
    made = built(text)
    assert made.certainty == "unknown"
    assert made.reason
