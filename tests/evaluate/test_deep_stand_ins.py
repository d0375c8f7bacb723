"""Stand-ins for devices: what a program can ask them for is known from their name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from quantum_lint.circuits.stand_ins import stand_in
from quantum_lint.compiled import rules_folder
from quantum_lint.evaluate.deep import Built, circuits_of
from tests.evaluate.reading import document
from tests.evaluate.test_deep import last

pytest.importorskip("qiskit")

HEAD = """
from qiskit import QuantumCircuit
from qiskit.providers.fake_provider import GenericBackendV2
from qiskit.transpiler import CouplingMap
from qiskit_aer import AerSimulator
from qiskit_ibm_runtime import QiskitRuntimeService
from qiskit_ibm_runtime.fake_provider import FakeManilaV2, FakeNowhere, FakeSherbrooke
"""
NAMES = sorted(json.loads(Path(rules_folder(), "stand_ins.json").read_text(encoding="utf-8"))["stand_ins"])


def built(program: str) -> Built:
    """The circuit `qc` of a program."""
    return last(circuits_of(document(HEAD + program).sources, stand_ins=stand_in))


@pytest.mark.parametrize(
    ("backend", "qubits"),
    [
        ("FakeManilaV2()", 5),
        ("FakeSherbrooke()", 127),
        ("AerSimulator.from_backend(FakeManilaV2())", 5),
        ("GenericBackendV2(7)", 7),
        ("QiskitRuntimeService().backend('ibm_torino')", 133),
        ("QiskitRuntimeService(channel='local').backend(name='ibm_sherbrooke', use_fractional_gates=True)", 127),
        ("GenericBackendV2(num_qubits=3, coupling_map=CouplingMap.from_line(3))", 3),
    ],
)
def test_the_width_of_a_stand_in_is_known(backend: str, qubits: int) -> None:
    found = built(f"qc = QuantumCircuit({backend}.num_qubits)")
    assert (found.certainty, found.circuit.num_qubits) == ("exact", qubits)


@pytest.mark.parametrize(
    "backend",
    ["QiskitRuntimeService().backend('ibm_nowhere')", "QiskitRuntimeService().backend(input())",
     "QiskitRuntimeService().backend('simulator_mps')", "FakeNowhere()", "FakeManilaV2(open('x'))",
     "GenericBackendV2(n)", "GenericBackendV2(10**9)",
     "AerSimulator.from_backend(QiskitRuntimeService().least_busy())"],
)  # fmt: skip
def test_the_width_of_other_devices_is_not_known(backend: str) -> None:
    assert built(f"n = int(input())\nqc = QuantumCircuit({backend}.num_qubits)").certainty == "unknown"


def test_only_the_width_of_a_device_itself_is_known() -> None:
    device = "QiskitRuntimeService().backend('ibm_torino')"
    found = built(f"qc = QuantumCircuit(2)\nqc.append(len({device}.operation_names), [0])")
    assert found.certainty == "unknown"


def test_gates_are_on_the_edges_of_a_stand_in_in_their_order() -> None:
    program = "device = FakeManilaV2()\nqc = QuantumCircuit(5)\nfor edge in device.coupling_map.get_edges():\n"
    found = built(program + "    qc.cx(*edge)")
    assert found.certainty == "exact"
    edges = [tuple(map(found.circuit.qubits.index, each.qubits)) for each in found.circuit.data]
    assert edges == [(0, 1), (1, 0), (1, 2), (2, 1), (2, 3), (3, 2), (3, 4), (4, 3)]


def test_gates_of_a_stand_in_are_named() -> None:
    program = "qc = QuantumCircuit(2)\nif 'cx' in {0}.operation_names:\n    qc.cx(0, 1)\nelse:\n    qc.cz(0, 1)"
    assert [each.name for each in built(program.replace("{0}", "FakeManilaV2()")).circuit.data] == ["cx"]
    assert [each.name for each in built(program.replace("{0}", "FakeSherbrooke()")).circuit.data] == ["cz"]
    assert [each.name for each in built(program.replace("{0}", "GenericBackendV2(2)")).circuit.data] == ["cx"]


def test_what_a_program_sets_counts_more_than_the_name() -> None:
    found = built("device = FakeManilaV2()\ndevice.num_qubits = 2\nqc = QuantumCircuit(device.num_qubits)")
    assert (found.certainty, found.circuit.num_qubits) == ("exact", 2)


@pytest.mark.parametrize("name", NAMES)
def test_edges_join_qubits_that_are_there(name: str) -> None:
    found = stand_in(f"{name}V2")
    assert found is not None
    assert found == (f"{name}V2", *stand_in(name)[1:])  # type: ignore[index]
    assert all(0 <= qubit < found.qubits for edge in found.edges for qubit in edge)
    assert len(set(found.edges)) == len(found.edges)
    assert "measure" in found.operations
