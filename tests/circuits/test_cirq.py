"""Programs of Cirq: which circuits of Qiskit they come to, and that moments are where Cirq has them."""

from __future__ import annotations

import pytest

from quantum_lint.circuits.measure import measures
from quantum_lint.evaluate.deep import Built
from tests.circuits import reading

HEAD = "import cirq\na, b, c = cirq.LineQubit.range(3)\n"


def built(text: str) -> dict[str, Built]:
    return reading.built(HEAD + text)


def moments(made: Built) -> list[int]:
    """How many gates stand between the barriers, or at each level where there are none."""
    from qiskit.converters import circuit_to_dag

    assert made.certainty == "exact", made.reason
    layers = [layer["graph"].op_nodes() for layer in circuit_to_dag(made.circuit).layers()]
    counts = [sum(node.name != "barrier" for node in nodes) for nodes in layers]
    return [count for count in counts if count]


NOISE = "m = cirq.ConstantQubitNoiseModel(cirq.bit_flip(0.1), prepend=True)\n"
PAIR = "p = cirq.FrozenCircuit(cirq.H(a), cirq.CX(a, b))\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x = cirq.Circuit(cirq.H(a), cirq.CNOT(a, b), cirq.measure(a, b))", [1, 1, 2]),
        ("x = cirq.Circuit([cirq.H(q) for q in (a, b, c)])", [3]),
        ("x = cirq.Circuit(cirq.H.on_each(a, b, c), cirq.X(a))", [3, 1]),
        ("x = cirq.Circuit()\nx.append([cirq.H(a), cirq.H(b)])\nx.append(cirq.CZ(b, c))\nx.append(cirq.X(a))", [2, 2]),
        ("x = cirq.Circuit(cirq.Moment(cirq.H(a)), cirq.Moment(cirq.H(b)))", [1, 1]),
        ("x = cirq.Circuit([cirq.H(a), cirq.H(b)], strategy=cirq.InsertStrategy.NEW)", [1, 1]),
        ("x = cirq.Circuit(cirq.H(a))\nx.append([cirq.H(b), cirq.H(c)], cirq.InsertStrategy.NEW_THEN_INLINE)", [1, 2]),
        ("x = cirq.Circuit(cirq.H(a)) + cirq.Circuit(cirq.H(b))", [1, 1]),
        ("x = cirq.Circuit(cirq.H(a))\nx += [cirq.H(b)]", [2]),
        ("x = cirq.Circuit(cirq.H(a), cirq.CNOT(a, b)) * 3", [1] * 6),
        ("x = cirq.inverse(cirq.Circuit(cirq.S(a), cirq.CNOT(a, b)))", [1, 1]),
        ("x = cirq.Circuit(cirq.measure(a, key='k'), cirq.X(b).with_classical_controls('k'))", [1, 1]),
        (
            "def layer(qubits):\n    for q in qubits:\n        yield cirq.rx(0.1)(q)\nx = cirq.Circuit(layer([a, b]))",
            [2],
        ),
        ("x = cirq.Circuit(cirq.H(a), cirq.X(a))\nx.insert(1, [cirq.Y(a), cirq.Z(b)])", [2, 1, 1]),
        ("x = cirq.Circuit(cirq.H(a))\nx.insert(0, cirq.X(a))", [1, 1]),
        ("x = cirq.Circuit(cirq.H(a), cirq.X(a))\nx.insert(0, cirq.X(b))", [2, 1]),
        ("x = cirq.Circuit(cirq.CircuitOperation(cirq.FrozenCircuit(cirq.H(a), cirq.measure(a))), cirq.X(b))", [2]),
        ("x = cirq.Circuit(cirq.H(a), cirq.X(a)).zip(cirq.Circuit(cirq.H(b)))", [2, 1]),
        ("x = cirq.Circuit.zip(cirq.Circuit(cirq.H(a), cirq.X(a)), cirq.Circuit(cirq.H(b)), align='right')[1:]", [2]),
        ("x = cirq.Circuit.concat_ragged(cirq.Circuit(cirq.H(a), cirq.CX(a, b)), cirq.Circuit(cirq.H(a)))", [1, 1, 1]),
        (
            "x = cirq.Circuit(cirq.H(a), cirq.CX(a, b)).concat_ragged(cirq.Circuit(cirq.X(c), cirq.CX(c, b)))[1:2]",
            [2],
        ),
        ("x = cirq.Circuit(cirq.H(a), cirq.CX(a, b)).with_noise(cirq.depolarize(p=0.1))", [2, 1, 1, 2]),
        (NOISE + "x = cirq.Circuit(cirq.CX(a, b)).with_noise(m).with_noise(cirq.X)", [2, 1, 2]),
        ("x = cirq.Circuit(cirq.CZ(a, b), cirq.X(a)).transform_qubits({a: c})", [1, 1]),
        ("t = {a: c, b: a}\nx = cirq.Circuit(cirq.CZ(a, b), cirq.X(a)).transform_qubits(lambda q: t[q])", [1, 1]),
        ("x = cirq.Circuit(cirq.parallel_gate_op(cirq.H, a, b), cirq.H(c))", [2]),
        (PAIR + "x = cirq.CircuitOperation(p, repetitions=2).mapped_circuit()", [1, 1, 1, 1]),
        (
            PAIR + "o = cirq.CircuitOperation(p).repeat(2).with_qubits(c, b)\n"
            "x = cirq.CircuitOperation(cirq.FrozenCircuit(o, cirq.H(a))).mapped_circuit(deep=True)",
            [2, 1, 1, 1],
        ),
    ],
)
def test_operations_stand_in_the_moments_of_cirq(text: str, expected: list[int]) -> None:
    assert moments(built(text)["x"]) == expected


@pytest.mark.parametrize(
    ("operation", "name", "parameters"),
    [
        ("cirq.X(a)", "x", []),
        ("cirq.X(a)**0.5", "rx", [1.570796]),
        ("cirq.Z(a)**0.25", "p", [0.785398]),
        ("cirq.S(a)**-1", "p", [-1.570796]),
        ("cirq.CZ(a, b)**0.5", "cp", [1.570796]),
        ("cirq.ZZ(a, b)**0.5", "rzz", [1.570796]),
        ("cirq.ry(0.3)(a)", "ry", [0.3]),
        ("cirq.X(a).controlled_by(b)", "cx", []),
        ("cirq.CNOT(a, b).controlled_by(c)", "ccx", []),
        ("cirq.ControlledGate(cirq.Z)(a, b)", "cz", []),
        ("cirq.TOFFOLI(a, b, c)", "ccx", []),
        ("cirq.SWAP(a, b)", "swap", []),
        ("cirq.ISWAP(a, b)", "iswap", []),
        ("cirq.XPowGate(exponent=0.5)(a)", "rx", [1.570796]),
        ("cirq.reset(a)", "reset", []),
    ],
)
def test_gates_are_those_of_qiskit(operation: str, name: str, parameters: list[float]) -> None:
    made = built(f"x = cirq.Circuit({operation})")["x"]
    instruction = made.circuit.data[0]
    assert (made.certainty, instruction.operation.name) == ("exact", name)
    assert [round(float(each), 6) for each in instruction.operation.params] == parameters


WAITING = "i = cirq.FrozenCircuit(cirq.measure(a, key='k'), cirq.X(a).with_classical_controls('k'))\n"
PART = "o = cirq.CircuitOperation(cirq.FrozenCircuit(cirq.CZ(a, b)))\n"
OWN = """\
class Own(cirq.Gate):
    def __init__(self, t):
        self.t = t

    def _num_qubits_(self):
        return 2

"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (OWN + "x = cirq.Circuit(Own(1)(a, b), Own(2).on(b, c), cirq.X(a))", {"own": 2, "x": 1}),
        ("class Own(cirq.Gate):\n    pass\nx = cirq.Circuit(Own().on_each(a, b, c))", {"own": 3}),
        (OWN + "x = cirq.Circuit(cirq.ControlledGate(Own(1))(a, b, c))", {"cown": 1}),
        ("import numpy as np\nx = cirq.Circuit(cirq.KrausChannel([np.eye(2)]).on(a))", {"kraus": 1}),
        ("q, r = cirq.LineQid.range(2, dimension=3)\nx = cirq.Circuit(cirq.measure(q, r))", {"measure": 2}),
        (PART + "x = cirq.Circuit(o.repeat(2), o.with_qubit_mapping({a: c}))", {"circuit": 1, "circuit**2": 1}),
        (WAITING + "x = cirq.Circuit(cirq.CircuitOperation(i, repetitions=2), cirq.X(b))", {"circuit": 1, "x": 1}),
        ("x = cirq.resolve_parameters(cirq.Circuit(cirq.X(a)), {'t': 1})", {"x": 1}),
    ],
)
def test_gates_of_a_program_and_of_any_width_are_gates(text: str, expected: dict[str, int]) -> None:
    made = built(text)["x"]
    assert (made.certainty, dict(measures(made.circuit).gates)) == ("exact", expected), made.reason


DRAWING = """\
from cirq.experiments.random_quantum_circuit_generation import generate_library_of_2q_circuits as library
from cirq.experiments.random_quantum_circuit_generation import random_rotations_between_two_qubit_circuit as rotations
from cirq.experiments.xeb_fitting import parameterize_circuit as fitting
"""


@pytest.mark.parametrize(
    ("text", "depth", "expected"),
    [
        ("library(3, cirq.CZ, max_cycle_depth=5)[2]", 11, {"phased_xz": 12, "cz": 5}),
        ("rotations(a, b, 4)", 9, {"phased_x": 10, "cz": 4}),
        ("rotations(a, b, 4, lambda p, q, _: cirq.ISWAP(p, q), None, False)", 8, {"phased_x": 8, "iswap": 4}),
        ("fitting(library(1, cirq.SQRT_ISWAP, max_cycle_depth=2, random_state=seed())[0], options())", 5,
         {"phased_xz": 6, "iswap": 2}),
    ],
)  # fmt: skip
def test_what_is_drawn_may_leave_the_structure(text: str, depth: int, expected: dict[str, int]) -> None:
    made = built(f"{DRAWING}x = {text}")["x"]
    found = measures(made.circuit)
    assert (made.certainty, found.depth, dict(found.gates)) == ("exact", depth, expected), made.reason


DRAWN = [("z", [2]), ("cz", [0, 1]), ("cx", [2, 0]), ("s", [1]), ("swap", [0, 2]), ("t", [1]), ("cx", [0, 2]),
         ("z", [0]), ("swap", [2, 1])]  # fmt: skip


def test_a_seed_decides_a_random_circuit() -> None:
    """These are what Cirq 1.7 draws."""
    made = built("x = cirq.testing.random_circuit(qubits=3, n_moments=6, op_density=0.7, random_state=11)")["x"]
    drawn = [(each.operation.name, [made.circuit.find_bit(one).index for one in each.qubits])
             for each in made.circuit.data if each.operation.name != "barrier"]  # fmt: skip
    assert (made.certainty, drawn) == ("exact", DRAWN)
    assert measures(made.circuit).depth == 6


def test_without_a_seed_nothing_is_claimed_of_a_random_circuit() -> None:
    text = "x = cirq.Circuit(cirq.H(a))\nx.append(cirq.testing.random_circuit(3, 3, 1))"
    made = built(text)["x"]
    assert (made.certainty, made.reason) == ("unknown", "random: it is drawn without a seed")


def test_names_of_qubits_are_known_in_keys() -> None:
    text = "x = cirq.Circuit(cirq.measure(a, key=f'm{a}'), cirq.X(b).with_classical_controls('mq(0)'))"
    made = built(text)["x"]
    assert (made.certainty, made.circuit.count_ops()["if_else"]) == ("exact", 1), made.reason


def test_atoms_of_pasqal_are_qubits() -> None:
    head = "import cirq_pasqal\nq = cirq_pasqal.TwoDQubit.square(2) + [cirq_pasqal.TwoDQubit(0, 0)]\n"
    made = built(head + "x = cirq.Circuit(cirq.CZ(q[0], q[1]), cirq.X(q[4]))")["x"]
    assert (made.certainty, made.circuit.num_qubits, made.circuit.depth()) == ("exact", 2, 2), made.reason


@pytest.mark.parametrize(
    "condition",
    [
        "'k'", "sympy.Eq(k, 0)", "sympy.Symbol('k')", "sympy.Xor(m[0], m[1])",
        "cirq.KeyCondition(cirq.MeasurementKey('k'))", "cirq.BitMaskKeyCondition.create_equal_mask('k', bitmask=1)",
        "cirq.SympyCondition(sympy.Not(k))",
    ],
)  # fmt: skip
def test_an_operation_waits_for_what_its_condition_is_about(condition: str) -> None:
    head = "import sympy\nk, m = sympy.Symbol('k'), sympy.IndexedBase('k')\n"
    text = f"{head}x = cirq.Circuit(cirq.measure(a, b, key='k'), cirq.X(c).with_classical_controls({condition}))"
    made = built(text)["x"]
    assert (made.certainty, made.circuit.count_ops()["if_else"], made.circuit.depth()) == ("exact", 1, 2), made.reason


def test_what_waits_for_one_measurement_may_stand_in_one_moment() -> None:
    text = "x = cirq.Circuit(cirq.measure(a, key='k'), [cirq.X(q).with_classical_controls('k') for q in (b, c)])"
    assert measures(built(text)["x"].circuit).depth == 2


@pytest.mark.parametrize("power", ["X", "Y", "Z", "S", "T", "CZ", "CNOT", "XX", "YY", "ZZ"])
def test_a_power_of_one_half_twice_is_the_gate(power: str) -> None:
    """The powers are right up to a phase, checked by what they do."""
    from qiskit.quantum_info import Operator

    qubits = "a, b" if power in ("CZ", "CNOT", "XX", "YY", "ZZ") else "a"
    text = f"x = cirq.Circuit([cirq.{power}({qubits})**0.5] * 2)\ny = cirq.Circuit(cirq.{power}({qubits})**1.0)"
    found = built(text)
    assert Operator(found["x"].circuit).equiv(Operator(found["y"].circuit))


def test_a_circuit_as_an_operation_keeps_what_is_in_it() -> None:
    text = "x = cirq.Circuit(cirq.CircuitOperation(cirq.FrozenCircuit(cirq.X(a), cirq.CNOT(a, b))).repeat(3))"
    circuit = built(text)["x"].circuit
    assert len(circuit.data) == 1
    assert circuit.decompose(reps=3).count_ops()["cx"] == 3


def test_qubits_stand_in_the_order_of_cirq() -> None:
    text = "p, q = cirq.NamedQubit('q10'), cirq.NamedQubit('q9')\nx = cirq.Circuit(cirq.H(p), cirq.X(q))"
    circuit = built(text)["x"].circuit
    assert {each.operation.name: circuit.find_bit(each.qubits[0]).index for each in circuit.data} == {"x": 0, "h": 1}


def test_symbols_are_parameters() -> None:
    text = "import sympy\nt = sympy.Symbol('t')\nx = cirq.Circuit(cirq.X(a)**t, cirq.rz(2 * t)(b))"
    assert {each.name for each in built(text)["x"].circuit.parameters} == {"t"}


@pytest.mark.parametrize(
    "text",
    [
        "x = cirq.Circuit(unknown())",
        "x = cirq.Circuit(cirq.H(a))\nx.append(unknown())",
        "x = cirq.Circuit(cirq.H(a))\nx.nothing_like_it(b)",
        "x = cirq.Circuit(cirq.CNOT(a, a))",
        "x = cirq.Circuit(cirq.H(a))\nx.append(cirq.Circuit(cirq.H(a)).transform_qubits(unknown()))",
        "x = cirq.Circuit()\nx.append(cirq.Circuit(cirq.H(a)).with_noise(unknown()))",
        "x = cirq.Circuit()\nx.append(cirq.MatrixGate(unknown()).on_each(a, b))",
        "x = cirq.Circuit()\nx.append(cirq.Circuit(cirq.H(a)).zip(cirq.Circuit(cirq.X(a))))",
        "x = cirq.Circuit(cirq.H(q) for q in cirq.LineQubit.range(100000000))",
    ],
)
def test_what_is_not_known_is_said(text: str) -> None:
    made = built(text)["x"]
    assert made.certainty == "unknown"
    assert made.reason
