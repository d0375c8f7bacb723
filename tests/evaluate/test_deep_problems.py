"""Operators on graphs and their evolution, as `qiskit_addon_utils` makes them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.evaluate.test_deep import contents, last, read

pytest.importorskip("qiskit")

IMPORTS = """
from qiskit import QuantumCircuit
from qiskit.synthesis import SuzukiTrotter
from qiskit.transpiler import CouplingMap
from qiskit_addon_utils.coloring import auto_color_edges
from qiskit_addon_utils.problem_generators import PauliOrderStrategy
from qiskit_addon_utils.problem_generators import generate_time_evolution_circuit, generate_xyz_hamiltonian
line = CouplingMap.from_line(4)
"""
EVOLVED = """
from qiskit import QuantumCircuit
from qiskit.circuit.library import PauliEvolutionGate
from qiskit.quantum_info import SparsePauliOp
qc = QuantumCircuit(4)
"""
#: What a program asks for, and the terms that come of it, the first qubit last.
TERMS = {
    "place by place": (
        "generate_xyz_hamiltonian(line, coupling_constants=(1.0, 0.0, 0.5))",
        ["IXXI", "IZZI", "IIXX", "IIZZ", "XXII", "ZZII"],
    ),
    "axis by axis": (
        (
            "generate_xyz_hamiltonian(line, coupling_constants=(1.0, 0.0, 0.5), ext_magnetic_field=(0.0, 0.3, 0.0), "
            "pauli_order_strategy=PauliOrderStrategy.InteractionThenColor)"
        ),
        ["IXXI", "IIXX", "XXII", "IZZI", "IIZZ", "ZZII", "IIIY", "IIYI", "IYII", "YIII"],
    ),
    "there and back": (
        (
            "generate_xyz_hamiltonian(line, coupling_constants=(1.0, 0.0, 0.5), "
            "pauli_order_strategy=PauliOrderStrategy.InteractionThenColorZigZag)"
        ),
        ["IXXI", "IIXX", "XXII", "ZZII", "IIZZ", "IZZI"],
    ),
    "colours of its own": (
        "generate_xyz_hamiltonian(line, coupling_constants=(0, 0, 1), coloring={(2, 3): 0, (0, 1): 0, (1, 2): 1})",
        ["ZZII", "IIZZ", "IZZI"],
    ),
}


def evolved(labels: list[str], program: str) -> Any:
    """The evolution of the sum of these terms, taken apart once, which a program makes that is run."""
    names: dict[str, Any] = {"labels": labels}
    exec(f"{EVOLVED}{program}", names)
    return names["qc"]


@pytest.mark.parametrize(("call", "terms"), TERMS.values(), ids=TERMS.keys())
def test_terms_stand_in_the_order_that_is_asked_for(call: str, terms: list[str]) -> None:
    built = last(read(f"{IMPORTS}qc = generate_time_evolution_circuit({call}, time=0.5)"))
    assert (built.certainty, built.reason) == ("exact", "")
    whole = evolved(
        terms, "qc.append(PauliEvolutionGate(SparsePauliOp(labels), time=0.5), range(4))\nqc = qc.decompose()"
    )
    assert [row[:2] for row in contents(built.circuit)] == [row[:2] for row in contents(whole)]


def test_a_synthesis_repeats_the_terms() -> None:
    program = "qc = generate_time_evolution_circuit(generate_xyz_hamiltonian(line), synthesis=SuzukiTrotter(2, reps=3))"
    built = last(read(IMPORTS + program))
    assert built.certainty == "exact"
    assert built.circuit.count_ops() == {"rxx": 18, "ryy": 18, "rzz": 15}


def test_edges_that_meet_have_other_colours() -> None:
    edges = "[(0, 1), (2, 1), (1, 3), (4, 3)]"
    program = f"for edge, color in auto_color_edges({edges}).items():\n    qc.rzz(color, *edge)"
    built = last(read(f"{IMPORTS}qc = QuantumCircuit(5)\n{program}"))
    assert built.certainty == "exact"
    colors = {tuple(row[1]): built.circuit.data[at].params[0] for at, row in enumerate(contents(built.circuit))}
    assert set(colors) == {(0, 1), (2, 1), (1, 3), (4, 3)}
    assert len({colors[0, 1], colors[2, 1], colors[1, 3]}) == 3
    assert colors[4, 3] != colors[1, 3]


@pytest.mark.parametrize("coupling", ["backend.coupling_map", "CouplingMap.from_line(int(input()))"])
def test_the_evolution_of_what_is_not_known_is_not_known(coupling: str) -> None:
    built = last(read(f"{IMPORTS}qc = generate_time_evolution_circuit(generate_xyz_hamiltonian({coupling}))"))
    assert built.certainty == "unknown"


def test_two_axes_are_refused() -> None:
    program = "qc = generate_time_evolution_circuit(generate_xyz_hamiltonian(line, coupling_constants=(1, 2)))"
    built = last(read(IMPORTS + program))
    assert built.certainty == "unknown"
    assert "three numbers" in built.reason
