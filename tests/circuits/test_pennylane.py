"""Programs of PennyLane: which circuits of Qiskit the tapes of their circuits come to."""

from __future__ import annotations

import pytest

from quantum_lint.circuits.measure import measures
from quantum_lint.evaluate.deep import Deep
from tests.circuits import reading

HEAD = """
import pennylane as qml
from pennylane import numpy as np
dev = qml.device("default.qubit", wires=3)
def layer(angles):
    for wire in range(2):
        qml.RX(angles[wire], wires=wire)
    qml.CNOT(wires=[0, 1])
"""
CIRCUIT = "@qml.qnode(dev)\ndef circuit({arguments}):\n    {body}\n    return qml.expval(qml.PauliZ(0))\n"


def read(text: str) -> Deep:
    return reading.read(HEAD + text)


def run(body: str, arguments: str = "", given: str = "") -> Deep:
    """A circuit with this body that is called once."""
    return read(CIRCUIT.format(body=body.replace("\n", "\n    "), arguments=arguments) + f"circuit({given})\n")


def shown(found: Deep) -> list[tuple[str, list[int]]]:
    """Every gate of the only circuit with its qubits, in order."""
    (made,) = found.circuits
    assert (made.certainty, made.reason, made.sdk) == ("exact", "", "pennylane")
    circuit = made.circuit
    return [(each.operation.name, [circuit.find_bit(qubit).index for qubit in each.qubits]) for each in circuit.data]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("qml.RX(0.1, wires=0)\nqml.CNOT(wires=[0, 1])", [("rx", [0]), ("cx", [0, 1])]),
        ("qml.Hadamard(0)\nqml.PhaseShift(0.2, 0)\nqml.CSWAP([0, 1, 2])",
         [("h", [0]), ("p", [0]), ("cswap", [0, 1, 2])]),
        ("layer([0.1, 0.2])", [("rx", [0]), ("rx", [1]), ("cx", [0, 1])]),
        ("layer(unknown())", [("rx", [0]), ("rx", [1]), ("cx", [0, 1])]),
        ("qml.Rot(*unknown(), wires=0)", [("u", [0])]),
        ("qml.adjoint(layer)([0.1, 0.2])", [("cx", [0, 1]), ("rx", [1]), ("rx", [0])]),
        ("qml.adjoint(qml.S(0))", [("sdg", [0])]),
        ("qml.ctrl(qml.RX, control=1)(0.1, wires=0)", [("crx", [1, 0])]),
        ("qml.ctrl(qml.PauliX(0), control=[1, 2])", [("ccx", [1, 2, 0])]),
        ("qml.BasisState(np.array([0, 1]), wires=[0, 1])\nqml.PauliX(0)", [("BasisState", [0, 1]), ("x", [0])]),
        ("qml.templates.BasicEntanglerLayers(unknown(), wires=range(3))", [("BasicEntanglerLayers", [0, 1, 2])]),
        ("H = qml.Hamiltonian([1], [qml.PauliZ(0) @ qml.PauliZ(1)])\nqml.ApproxTimeEvolution(H, 1, 2)",
         [("ApproxTimeEvolution", [0, 1])]),
    ],
)  # fmt: skip
def test_operations_are_those_of_the_tape(body: str, expected: list[tuple[str, list[int]]]) -> None:
    assert shown(run(body)) == expected


@pytest.mark.parametrize(
    "measured",
    [
        "qml.expval(qml.PauliZ(0) @ qml.PauliX(1))",
        "qml.expval(0.5 * qml.PauliZ(0) + qml.PauliX(1))",
        "[qml.var(qml.PauliZ(wire)) for wire in (0, 1)]",
        "qml.probs(wires=[0, 1])",
        "qml.expval(qml.Hermitian(np.eye(4), wires=[0, 1]))",
    ],
)
def test_what_is_measured_is_no_gate_but_has_its_wires(measured: str) -> None:
    found = read(f"@qml.qnode(dev)\ndef circuit():\n    qml.RX(0.1, wires=0)\n    return {measured}\ncircuit()\n")
    assert shown(found) == [("rx", [0])]
    assert found.circuits[0].circuit.num_qubits == 2


def test_a_function_is_made_a_circuit_without_a_decorator() -> None:
    found = read("def f(x):\n    qml.RX(x, wires=0)\n    return qml.expval(qml.PauliZ(0))\nqml.QNode(f, dev)(0.3)\n")
    assert shown(found) == [("rx", [0])]
    assert found.circuits[0].circuit.num_parameters == 0


def test_each_call_is_a_circuit_of_its_own_that_runs_there() -> None:
    body = "if twice:\n        qml.RX(x, wires=0)\n    qml.RX(x, wires=0)"
    text = CIRCUIT.format(body=body, arguments="x, twice=False") + "circuit(0.1)\ncircuit(0.2, twice=True)\n"
    found = read(text)
    assert [each.circuit.size() for each in found.circuits] == [1, 2]
    assert [[built.circuit.size() for built in each.circuits] for each in found.handed] == [[1], [2]]


def test_optimizers_run_the_circuits_of_their_cost() -> None:
    text = CIRCUIT.format(body="layer(angles)", arguments="angles")
    text += "def cost(angles):\n    return circuit(angles) ** 2\nopt = qml.GradientDescentOptimizer(0.1)\n"
    found = read(text + "angles = np.array([0.1, 0.2], requires_grad=True)\nangles = opt.step(cost, angles)\n")
    assert [name for name, _ in shown(found)] == ["rx", "rx", "cx"]


def test_barriers_take_a_step_of_their_own() -> None:
    (made,) = run("qml.RX(0.1, wires=0)\nqml.Barrier(wires=[0, 1])\nqml.CNOT(wires=[0, 1])").circuits
    assert measures(made.circuit).depth == 3


@pytest.mark.parametrize(
    ("body", "certainty"),
    [
        ("qml.RX(0.1, wires=unknown())", "unknown"),
        ("qml.RX(wires=0)", "unknown"),
        ("qml.CNOT()", "unknown"),
        ("qml.exp(qml.PauliX(0), 0.1j)", "unknown"),
        ("qml.ops.Whatever(0)", "unknown"),
        ("qml.GlobalPhase(0.1)", "exact"),
        ("for each in unknown():\n    qml.RX(each, wires=0)", "bounded"),
        ("if unknown():\n    qml.RX(0.1, wires=0)", "bounded"),
    ],
)
def test_what_is_not_known_is_said(body: str, certainty: str) -> None:
    (made,) = run(body).circuits
    assert made.certainty == certainty
    assert bool(made.reason) == (certainty != "exact")


def test_a_gate_on_a_batch_of_numbers_is_one_gate() -> None:
    (handed,) = run("qml.RY([0.1, 0.2], wires=0); qml.adjoint(qml.RX)([0.1, 0.2], wires=1)").handed
    (circuit,) = handed.circuits
    assert (circuit.certainty, circuit.circuit.size(), circuit.circuit.num_qubits) == ("exact", 2, 2)


@pytest.mark.parametrize(
    ("operation", "name"),
    [
        ("cirq_ops.Depolarize(0.1, wires=0)", "pennylane_cirq.ops.Depolarize"),
        ("qml.qaoa.maxcut(graph)", "pennylane.qaoa.maxcut"),
        ("qml.templates.subroutines.uccsd.UCCSD([0.1], wires=[0, 1])", "pennylane.templates.subroutines.uccsd.UCCSD"),
        ("Mine(0.1, wires=0)", "Mine"),
        ("Doubled(0.1, wires=[0, 1])", "Doubled"),
    ],
)
def test_operations_of_plugins_and_of_the_program_are_not_left_out(operation: str, name: str) -> None:
    """Nothing is said of what they do, so that the circuit is not exact."""
    classes = (
        "from pennylane_cirq import ops as cirq_ops\nfrom pennylane.operation import Operation\n"
        "class Mine(Operation):\n    num_wires = 1\n"
        "class Doubled(qml.RX):\n    def __init__(self, angle, wires):\n"
        "        super().__init__(2 * angle, wires=wires)\n"
    )
    circuit = CIRCUIT.format(body=f"qml.RX(0.3, wires=0)\n    {operation}", arguments="")
    (made,) = read(f"{classes}{circuit}circuit()\n").circuits
    assert (made.certainty, made.reason) == ("unknown", f"`{name}` is not followed")


def test_an_operation_that_is_made_outside_of_a_circuit_changes_none() -> None:
    """What the program defines goes on a tape only where one is recorded."""
    own = "from pennylane.operation import Operation\nclass Mine(Operation):\n    num_wires = 1\nMine(0.1, wires=0)\n"
    found = read(f"{own}{CIRCUIT.format(body='qml.RX(0.3, wires=0)', arguments='')}circuit()\n")
    assert shown(found) == [("rx", [0])]


STEP = "def step(angle, shift, wires=None):\n    qml.RX(angle, wires=wires[0])\n    qml.RZ(shift, wires=wires[1])\n"


@pytest.mark.parametrize("name", ["qml.layer", "qml.templates.layer"])
def test_a_layer_is_called_again_with_the_next_of_each_list(name: str) -> None:
    """Options are the same each time."""
    circuit = CIRCUIT.format(body=f"{name}(step, 2, x, [3, 4], wires=[1, 0])", arguments="x")
    found = read(f"{STEP}{circuit}circuit([0.1, 0.2])\n")
    assert shown(found) == [("rx", [1]), ("rz", [0])] * 2
    (made,) = found.circuits
    assert [each.operation.params for each in made.circuit.data] == [[0.1], [3], [0.2], [4]]


@pytest.mark.parametrize("depth", ["3", "depth"])
def test_layers_that_do_not_fit_or_are_not_counted_are_unknown(depth: str) -> None:
    """PennyLane refuses lists of another length."""
    circuit = CIRCUIT.format(body=f"qml.layer(step, {depth}, x, x, wires=[1, 0])", arguments="x, depth")
    (made,) = read(f"import os\n{STEP}{circuit}circuit([0.1, 0.2], int(os.environ['N']))\n").circuits
    assert (made.certainty, made.reason) == ("unknown", "`pennylane.layer` is not followed")


#: What is written, and what each operation acts on, as tapes of PennyLane 0.35 and 0.45 hold it.
TEMPLATES = {
    'qml.broadcast(qml.CNOT, wires=[0, 1, 2], pattern="ring")': [[0, 1], [1, 2], [2, 0]],
    'qml.broadcast(qml.CNOT, wires=range(2), pattern="ring")': [[0, 1]],
    'qml.broadcast(qml.CRot, range(4), "double", parameters=[[1, 2, 3], [4, 5, 6]])': [[0, 1], [2, 3]],
    'qml.broadcast(qml.RX, wires=[0, 1, 2], pattern="single", parameters=unknown())': [[0], [1], [2]],
    'qml.broadcast(qml.CZ, wires=range(5), pattern="pyramid")': [[0, 1], [2, 3], [1, 2]],
    'qml.broadcast(qml.CZ, range(5), "double_odd")': [[1, 2], [3, 4]],
    'qml.broadcast(unitary=qml.CZ, pattern="all_to_all", wires=range(3))': [[0, 1], [0, 2], [1, 2]],
    "qml.broadcast(qml.CNOT, wires=range(3), pattern=[[0, 2], [1, 0]])": [[0, 2], [1, 0]],
    'qml.broadcast(turned, range(3), "chain", [[0.1, 0.2], [3, 4]], {"flag": True})': [[0], [0, 1], [1], [1, 2]],
    "qml.RandomLayers(np.random.rand(2, 3), wires=range(3), seed=1)": [[0, 1, 2]],
    "qml.templates.SimplifiedTwoDesign(unknown(), weights=unknown(), wires=range(3))": [[0, 1, 2]],
    "qml.BasisState(unknown(), wires=[0, 1])": [[0, 1]],
    "qml.QuantumPhaseEstimation(np.eye(2), target_wires=[0], estimation_wires=[1, 2])": [[0, 1, 2]],
    "qml.TrotterProduct(qml.PauliZ(0) @ qml.PauliX(1), 0.3, n=2, order=2)": [[0, 1]],
    "qml.qaoa.cost_layer(0.3, qml.Hamiltonian([1.0, 2.0], [qml.PauliZ(0), qml.PauliZ(1)]))": [[0, 1]],
    "qml.Permute([1, 0, 2], range(3))": [[0, 1, 2]],
    'qml.Snapshot("here"); qml.RX(0.1, 0)': [[], [0]],
    "qml.MultiControlledX(control_wires=[0, 1], wires=2)": [[0, 1, 2]],
    "qml.Barrier(); qml.RX(0.1, 0)": [[], [0]],
    "qml.apply(outer); qml.apply(qml.RY(0.1, 0))": [[1], [0], [0]],
}


@pytest.mark.parametrize("body", TEMPLATES)
def test_templates_are_what_a_tape_holds(body: str) -> None:
    given = (
        "outer = qml.RZ(0.3, wires=1)\ndef turned(first, second, wires, flag=False):\n"
        "    qml.RX(first, wires=wires[0])\n    if flag:\n        qml.CNOT(wires=wires)\n"
    )
    found = read(given + CIRCUIT.format(body=body.replace("; ", "\n    "), arguments="") + "circuit()\n")
    assert [wires for _, wires in shown(found)] == TEMPLATES[body]


@pytest.mark.parametrize(
    "body",
    [
        'qml.broadcast(qml.RX, wires=[0, 1, 2], pattern="single", parameters=[0.1, 0.2])',
        'qml.broadcast(qml.CZ, wires=unknown(), pattern="chain")',
        'qml.broadcast(qml.CZ, wires=[0, 1], pattern="spiral")',
        'qml.broadcast(turned, wires=[0, 1], pattern="chain", kwargs=unknown())',
        "qml.apply(unknown())",
        "qml.MultiControlledX([0, 1], 2)",
        "qml.Snapshot(measurement=qml.expval(qml.PauliZ(2)))",
    ],
)
def test_templates_that_fail_or_are_not_told_are_unknown(body: str) -> None:
    (made,) = run(body).circuits
    assert made.certainty == "unknown"


@pytest.mark.parametrize(
    ("statement", "name"),
    [
        ("ansatz(0.1)", "ansatz"),
        ("lib.blocks.ansatz(0.1)", "ansatz"),
        ("type(outer)(0.1, wires=1)", "type"),
        ("unknown().layer(0.1)", "layer"),
        ("return ansatz(0.1)", "ansatz"),
    ],
)
def test_a_function_that_is_not_found_may_add_operations(statement: str, name: str) -> None:
    """What stands alone in a circuit most often is part of it."""
    given = "from mylib import ansatz, lib\nouter = qml.RX(0.1, wires=1)\n"
    text = CIRCUIT.format(body=f"qml.Hadamard(0)\n    {statement}", arguments="")
    (made,) = read(f"{given}{text}circuit()\n").circuits
    assert (made.certainty, made.reason) == ("unknown", f"`{name}` is not found, and may add operations")


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("getattr(qml, unknown())(0.1, wires=1)", "what is called is not found, and may add operations"),
        ("outer.__class__(0.2, wires=1)", "`pennylane.Operation.__class__` is not followed"),
    ],
)
def test_an_operation_whose_class_is_not_known_is_on_the_tape(statement: str, reason: str) -> None:
    text = CIRCUIT.format(body=f"qml.Hadamard(0)\n    {statement}", arguments="")
    (made,) = read(f"outer = qml.RX(0.1, wires=1)\n{text}circuit()\n").circuits
    assert (made.certainty, made.reason) == ("unknown", reason)


@pytest.mark.parametrize("statement", ["print(dev)", "logging.info(dev)", "np.random.seed(1)", "angle = ansatz(0.1)"])
def test_what_stands_there_for_something_else_adds_none(statement: str) -> None:
    given = "import logging\nfrom mylib import ansatz\n"
    text = CIRCUIT.format(body=f"qml.Hadamard(0)\n    {statement}", arguments="")
    assert shown(read(f"{given}{text}circuit()\n")) == [("h", [0])]
