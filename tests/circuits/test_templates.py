"""Functions that nobody calls, of SDKs other than Qiskit: what they build for sizes that are made up."""

from __future__ import annotations

import pytest

from quantum_lint.evaluate.functions import Function
from quantum_lint.evaluate.machine import Machine
from quantum_lint.evaluate.models import pennylane_models, templates
from quantum_lint.model.circuit import Circuit
from tests.circuits import reading


def grown(program: str) -> list[tuple[int, int, int | None, int | None]]:
    """Size, qubits, gates on two and depth for each size of the one template."""
    (found,) = [each for each in reading.circuits(program) if each.exactness == "template"]
    return [(each.value, each.measures.qubits, each.measures.two_qubit, each.measures.depth) for each in found.growth]


def only(program: str) -> Circuit:
    (found,) = reading.circuits(program)
    return found


CHAIN = [(4, 4, 3, 4), (8, 8, 7, 8), (16, 16, 15, 16)]


@pytest.mark.parametrize(
    "program",
    [
        """
import cirq
def chain(n):
    qubits = cirq.LineQubit.range(n)
    circuit = cirq.Circuit(cirq.H(qubits[0]))
    for at in range(n - 1):
        circuit.append(cirq.CNOT(qubits[at], qubits[at + 1]))
    return circuit
""",
        """
import cirq
def chain(qubits):
    made = cirq.Circuit([cirq.H(qubits[0])])
    made.append(cirq.CNOT(one, other) for one, other in zip(qubits, qubits[1:]))
    return made
""",
        """
from braket.circuits import Circuit
def chain(count):
    circuit = Circuit().h(0)
    for at in range(count - 1):
        circuit.cnot(at, at + 1)
    return circuit
""",
        """
from pytket import Circuit as TketCircuit
def chain(size):
    circuit = TketCircuit(size).H(0)
    for at in range(size - 1):
        circuit.CX(at, at + 1)
    return circuit
""",
        """
import pennylane as qml
def chain(n_wires):
    device = qml.device("default.qubit", wires=n_wires)
    @qml.qnode(device)
    def circuit():
        qml.Hadamard(0)
        for at in range(n_wires - 1):
            qml.CNOT([at, at + 1])
        return qml.probs()
    return circuit
""",
        """
import pennylane as qml
def chain(wires):
    qml.Hadamard(wires[0])
    for one, other in zip(wires, wires[1:]):
        qml.CNOT(wires=[one, other])
""",
    ],
    ids=["cirq", "cirq qubits", "braket", "pytket", "pennylane", "pennylane wires"],
)
def test_a_function_that_nobody_calls_is_tried_with_sizes(program: str) -> None:
    assert grown(program) == CHAIN


def test_a_circuit_that_depends_on_no_size_is_told_once() -> None:
    found = only("""
import pennylane as qml
device = qml.device("default.qubit", wires=2)
@qml.qnode(device)
def circuit(angles):
    qml.RX(angles[0], wires=0)
    qml.CNOT(wires=[0, 1])
    return qml.expval(qml.PauliZ(0))
""")
    assert (found.name, found.exactness, found.growth) == ("circuit()", "template", ())
    assert found.reason == "nothing here calls `circuit`"
    assert found.measures is not None
    assert dict(found.measures.gates) == {"rx": 1, "cx": 1}


def test_a_circuit_that_is_called_is_no_template() -> None:
    found = only("""
import pennylane as qml
@qml.qnode(qml.device("default.qubit", wires=1))
def circuit(angle):
    qml.RX(angle, wires=0)
    return qml.expval(qml.PauliZ(0))
circuit(0.3)
""")
    assert (found.exactness, found.growth) == ("exact", ())


def test_a_function_that_only_names_an_sdk_builds_nothing() -> None:
    assert reading.circuits("import cirq\ndef draw(n):\n    print(cirq.__version__, n)\n") == []


@pytest.mark.parametrize(
    ("parameters", "times"), [("", 1), ("width=3", 1), ("angle: float", 1), ("n", 3), ("angle: float, n=2", 1)]
)
def test_a_function_is_tried_again_where_the_size_makes_a_difference(
    parameters: str, times: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[str] = []
    probed = pennylane_models.probed

    def noting(machine: Machine, function: Function, steps: int) -> object:
        tried.append(function.name)
        return probed(machine, function, steps)

    monkeypatch.setattr(templates, "probed", noting)
    found = only(f"""
from qiskit import QuantumCircuit
def pair({parameters}):
    circuit = QuantumCircuit(2)
    circuit.cx(0, 1)
    return circuit
""")
    assert (found.exactness, found.growth) == ("template", ())
    assert tried == ["pair"] * times
