"""Circuits that other circuits are made into: transpiling that changes nothing, and slices of circuits."""

from __future__ import annotations

from typing import Any

import pytest

from quantum_lint.evaluate.deep import Deep
from quantum_lint.evaluate.models import transpiling
from quantum_lint.evaluate.models.sameness import same_graph
from tests.evaluate.test_deep import contents, last, read

pytest.importorskip("qiskit")

BELL = """
from qiskit import QuantumCircuit, transpile
from qiskit.transpiler import generate_preset_pass_manager
bell = QuantumCircuit(2, 2)
bell.h(0)
bell.cx(0, 1)
bell.measure([0, 1], [0, 1])
"""
LEFT_ALONE = {
    "basis": "qc = transpile(bell, basis_gates=['h', 'cx'], optimization_level=1)",
    "usual level": "qc = transpile(bell, basis_gates=['h', 'cx'])",
    "manager": "qc = generate_preset_pass_manager(1, basis_gates=['h', 'cx']).run(bell)",
    "list": "other, qc = transpile([bell.copy(), bell], basis_gates=['h', 'cx'], optimization_level=0)",
    "any gates": "qc = transpile(bell)",
    "any gates for a manager": "qc = generate_preset_pass_manager(3).run(bell)",
    "no gates in particular": "qc = transpile(bell, basis_gates=None, backend=None)",
    "seed": "qc = transpile(bell, basis_gates=['h', 'cx'], seed_transpiler=7)",
}
CHANGED = {
    "other basis": "qc = transpile(bell, basis_gates=['u', 'cx'])",
    "cancelled for any gates": "bell.h(1)\nbell.h(1)\nqc = transpile(bell, optimization_level=1)",
    "unknown backend": "qc = transpile(bell, open('backend'))",
    "cancelled": "bell.h(1)\nbell.h(1)\nqc = transpile(bell, basis_gates=['h', 'cx'], optimization_level=1)",
    "coupling map": "qc = transpile(bell, basis_gates=['h', 'cx'], coupling_map=[[0, 1]])",
    "unknown level": "qc = transpile(bell, basis_gates=['h', 'cx'], optimization_level=int(input()))",
    "unknown gates": "qc = transpile(bell, basis_gates=list(input()))",
    "stage of its own": """
from qiskit.transpiler import PassManager
from qiskit.transpiler.passes import RemoveFinalMeasurements
manager = generate_preset_pass_manager(1, basis_gates=['h', 'cx'])
manager.optimization = PassManager(RemoveFinalMeasurements())
qc = manager.run(bell)
""",
    "positions": "qc = transpile(bell, None, ['h', 'cx'])",
}


def run(program: str) -> Any:
    """The circuit `qc` of a program that is run."""
    names: dict[str, Any] = {}
    exec(program, names)
    return names["qc"]


@pytest.mark.parametrize("program", LEFT_ALONE.values(), ids=LEFT_ALONE.keys())
def test_what_a_transpiler_leaves_alone_is_what_running_gives(program: str) -> None:
    built = last(read(BELL + program))
    assert (built.certainty, built.reason) == ("exact", "")
    assert contents(built.circuit) == contents(run(BELL + program))
    assert built.derived


@pytest.mark.parametrize("program", CHANGED.values(), ids=CHANGED.keys())
def test_nothing_is_claimed_of_what_a_transpiler_may_change(program: str) -> None:
    built = last(read(BELL + program))
    assert built.certainty == "unknown"
    assert "makes" in built.reason


@pytest.mark.parametrize(
    ("backend", "certainty"),
    [
        ("AerSimulator()", "exact"),
        ("AerSimulator(seed_simulator=3)", "exact"),
        ("AerSimulator(noise_model=model)", "unknown"),
        ("AerSimulator(method='extended_stabilizer')", "unknown"),
        ("AerSimulator.from_backend(device)", "unknown"),
        ("Aer.get_backend('aer_simulator')", "exact"),
        ("Aer.get_backend(name)", "unknown"),
        ("FakeManilaV2()", "unknown"),
    ],
)
def test_ideal_simulators_take_circuits_as_they_are(backend: str, certainty: str) -> None:
    imports = "from qiskit_aer import Aer, AerSimulator\nfrom qiskit_ibm_runtime.fake_provider import FakeManilaV2\n"
    built = last(read(f"{imports}{BELL}qc = transpile(bell, {backend})"))
    assert built.certainty == certainty


def test_gates_that_a_simulator_lacks_are_not_left_alone() -> None:
    program = "from qiskit_aer import AerSimulator\nbell.iswap(0, 1)\nqc = transpile(bell, AerSimulator())"
    assert last(read(BELL + program)).certainty == "unknown"


def test_gates_of_the_program_are_not_taken_apart_to_see_that_a_simulator_lacks_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[tuple[str, ...]] = []
    monkeypatch.setattr(transpiling, "_manager", lambda *given: asked.append(given[0]))
    assert last(read(BELL + "inner = QuantumCircuit(9)\ninner.mcx(list(range(8)), 8)\nqc = QuantumCircuit(9)\n"
                     "qc.append(inner.to_gate(), range(9))\nqc = transpile(qc, basis_gates=['mcx', 'cx'])"
                     )).certainty == "unknown"  # fmt: skip
    assert asked == []
    read(BELL + "bell.delay(100, 0)\nqc = transpile(bell, basis_gates=['h', 'cx'])")
    assert asked == [("h", "cx")]


@pytest.mark.parametrize(("imported", "certainty"), [("from qiskit import execute", "unknown"), ("", "exact")])
def test_old_simulators_lack_gates_that_new_ones_have(imported: str, certainty: str) -> None:
    program = "from qiskit_aer import AerSimulator\nbell.cry(0.3, 0, 1)\nqc = transpile(bell, AerSimulator())"
    assert last(read(f"{imported}\n{BELL}{program}")).certainty == certainty


SLICED = """
from qiskit import QuantumCircuit
from qiskit_addon_utils.slicing import *
from qiskit_addon_utils.slicing import combine_slices, slice_by_barriers, slice_by_coloring, slice_by_depth
from qiskit_addon_utils.slicing import slice_by_gate_types
whole = QuantumCircuit(3)
whole.h([0, 2])
whole.cx(0, 1)
whole.barrier()
whole.cx(1, 2)
whole.x(0)
"""


def gates(found: Deep, name: str) -> list[list[tuple[str, list[int]]]]:
    """The gates of each slice that a list holds."""
    slices = [built for built in found.circuits if built.name.startswith(f"{name}[")]
    assert all(built.certainty == "exact" for built in slices)
    return [[(row[0], row[1]) for row in contents(built.circuit)] for built in slices]


def test_slices_between_barriers() -> None:
    found = read(SLICED + "parts = slice_by_barriers(whole)")
    assert gates(found, "parts") == [[("h", [0]), ("h", [2]), ("cx", [0, 1])], [("cx", [1, 2]), ("x", [0])]]


def test_slices_of_two_layers() -> None:
    found = read(SLICED.replace("whole.barrier()\n", "") + "parts = slice_by_depth(whole, max_slice_depth=2)")
    assert [sorted(each) for each in gates(found, "parts")] == [
        [("cx", [0, 1]), ("h", [0]), ("h", [2])],
        [("cx", [1, 2]), ("x", [0])],
    ]


def test_slices_of_one_kind_of_gate() -> None:
    found = read(SLICED.replace("whole.barrier()\n", "") + "parts = slice_by_gate_types(whole)")
    kinds = [{name for name, _ in each} for each in gates(found, "parts")]
    assert sorted(map(sorted, kinds)) == [["cx"], ["cx"], ["h"], ["x"]]


def test_slices_of_one_colour() -> None:
    colours = "{(0, 1): 0, (2, 1): 1}"
    found = read(SLICED.replace("whole.barrier()\n", "") + f"parts = slice_by_coloring(whole, {colours})")
    two = [each for each in gates(found, "parts") if each[0][0] == "cx"]
    assert two == [[("cx", [0, 1])], [("cx", [1, 2])]]
    lacking = read(SLICED + "parts = slice_by_coloring(whole, {(0, 1): 0})")
    assert not [built for built in lacking.circuits if built.name.startswith("parts[")]


def test_slices_are_put_together_again() -> None:
    built = last(read(SLICED + "qc = combine_slices(slice_by_barriers(whole), include_barriers=True)"))
    assert (built.certainty, built.derived) == ("exact", "")
    plain, program = SLICED.partition("from qiskit_addon_utils")[0], SLICED.partition("whole = ")[2]
    assert same_graph(built.circuit, run(f"{plain}qc = {program.replace('whole', 'qc')}"))


def test_large_circuits_are_not_sliced() -> None:
    found = read(SLICED + "for _ in range(2000): whole.x(0)\nparts = slice_by_depth(whole, 1)")
    assert not [built for built in found.circuits if built.name.startswith("parts[0]") and built.certainty == "exact"]


def test_expressions_that_grow_do_not_hold_up_the_reading() -> None:
    grown = """
from qiskit import QuantumCircuit
from qiskit.circuit import Parameter
import random
angle, other = Parameter("a"), Parameter("b")
for _ in range(12):
    angle = angle * other - 0.1 * angle
weight = random.random()
for _ in range(200):
    weight = weight * (1 - weight)
qc = QuantumCircuit(1)
qc.rx(angle, 0)
qc.ry(weight, 0)
"""
    built = last(read(grown))
    assert built.certainty == "bounded"
    assert [each.name for each in built.circuit.data] == ["rx", "ry"]
    assert {"a", "b"} < {each.name for each in built.circuit.parameters}
    assert built.random


CUT = """
from qiskit import QuantumCircuit
from qiskit_addon_cutting import partition_problem
from qiskit_addon_cutting.instructions import Move
whole = QuantumCircuit(4)
whole.h(range(4))
whole.cx(0, 2)
whole.barrier()
whole.cx(1, 2)
whole.append(Move(), [3, 0])
"""


def test_a_circuit_is_cut_by_labels() -> None:
    found = read(CUT + "problem = partition_problem(whole, 'ABAB')\nparts = problem.subcircuits\nqc = parts['A']")
    first, second = last(found, "parts['A']"), last(found, "parts['B']")
    assert [built.certainty for built in (first, second)] == ["exact", "exact"]
    assert [row[:2] for row in contents(first.circuit)] == [
        ("h", [0]), ("h", [1]), ("cx", [0, 1]), ("barrier", [0, 1]), ("qpd_1q", [1]), ("qpd_1q", [0])]  # fmt: skip
    assert [row[:2] for row in contents(second.circuit)] == [
        ("h", [0]), ("h", [1]), ("barrier", [0, 1]), ("qpd_1q", [0]), ("qpd_1q", [1])]  # fmt: skip
    assert first.circuit.depth() == 2


@pytest.mark.parametrize("labels", ["'AAB'", "[None, 1, 1, 1]", "list(input())"])
def test_labels_that_do_not_fit_cut_nothing(labels: str) -> None:
    found = read(CUT + f"parts = partition_problem(whole, {labels}).subcircuits")
    assert not [built for built in found.circuits if built.name.startswith("parts[") and built.certainty == "exact"]


FAMILY = """
from qiskit.circuit.library import EvolvedOperatorAnsatz
from qiskit.quantum_info import SparsePauliOp
qc = EvolvedOperatorAnsatz()
"""


def test_a_family_that_is_told_nothing_ends_no_reading() -> None:
    found = read(FAMILY + "from qiskit import QuantumCircuit\nother = QuantumCircuit(1)\nother.h(0)")
    assert last(found).certainty == "unknown"
    assert last(found, "other").certainty == "exact"


def test_a_family_is_what_it_is_told_later() -> None:
    program = FAMILY + "qc.operators = [SparsePauliOp('XZ'), SparsePauliOp('ZX')]\nqc = qc.decompose()"
    built = last(read(program))
    assert built.certainty == "exact"
    assert [each.name for each in built.circuit.data] == ["PauliEvolution", "PauliEvolution"]
