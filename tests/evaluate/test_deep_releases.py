"""What a program builds depends on the release of Qiskit that it is for: what it imports and its tree declare."""

from __future__ import annotations

from typing import Any

import pytest

from quantum_lint.circuits.examine import examine_file
from quantum_lint.discover import file_of
from quantum_lint.evaluate.models.qiskit_releases import before
from quantum_lint.evaluate.releases import ANY, Releases
from quantum_lint.model.circuit import Circuit
from quantum_lint.model.file import File

pytest.importorskip("qiskit")

from quantum_lint.evaluate.models.qiskit_random import random_circuit

DRAWN = "from qiskit.circuit.random import random_circuit\nqc = random_circuit(3, 2, seed=5)\n"
OLD = "from qiskit import execute\n"
#: As Qiskit 1.0.2 draws them.
EXPECTED = (
    ["cz20", "u21", "tdg1", "y0", "ry2"],
    ["h2", "h1", "rzz03", "p2", "u30", "cs13", "measure0", "measure1", "measure2", "measure3"],
    ["rzz10", "rzz10", "u1", "z0"],
)
PRIMITIVES = "from qiskit.primitives import Estimator\n"


def circuit(program: str, **files: str) -> tuple[Circuit, dict[str, None]]:
    """The circuit of a program among files of these names (`_` for the dot), and what else it depends on."""
    tree = {name.replace("_", "."): text.encode() for name, text in files.items()}
    file = file_of("example.py", program.encode())
    assert isinstance(file, File)
    asked: dict[str, None] = {}

    def beside(path: str) -> bytes | None:
        asked[path] = None
        return tree.get(path)

    return examine_file(file, beside).circuits[0].circuit, asked


def test_seeds_give_the_gates_that_qiskit_1_0_drew() -> None:
    def drawn(*sizes: Any, **settings: Any) -> list[str]:
        made = random_circuit(*sizes, **settings)
        return [each.name + "".join(str(made.find_bit(bit).index) for bit in each.qubits) for each in made.data]

    assert drawn(3, 2, seed=5) == EXPECTED[0]
    assert drawn(4, 2, max_operands=2, measure=True, seed=11) == EXPECTED[1]
    assert drawn(2, 3, reset=True, seed=3) == EXPECTED[2]
    assert drawn(0, 3, seed=3) == []


@pytest.mark.parametrize(
    ("declared", "gates"),
    [
        ("qiskit==0.46.0", "old"),
        ("qiskit-terra>=0.23,<0.25", "old"),
        ("qiskit>=0.40,<0.44.1", "old"),
        ("qiskit~=1.0.0", "old"),
        ("qiskit>=1.2", "new"),
        ("qiskit>=0.40", "new"),
        ("", "new"),
        ("qiskit<1", None),
        ("qiskit==0.38", None),
        ("qiskit-terra==0.22.4", None),
    ],
)
def test_random_circuits_are_those_of_the_declared_release(declared: str, gates: str | None) -> None:
    found, asked = circuit(DRAWN, requirements_txt=declared)
    assert "requirements.txt" in asked
    assert found.exactness == ("exact" if gates else "unknown")
    old = ["cz", "ry", "tdg", "u2", "y"]
    if gates:
        assert found.measures is not None
        assert (sorted(name for name, count in found.measures.gates for _ in range(count)) == old) is (gates == "old")


@pytest.mark.parametrize(
    ("imports", "declared", "exactness"),
    [
        (OLD, "qiskit>=0.45.1", "exact"),
        (OLD, "qiskit", "unknown"),
        (OLD, "qiskit>=0.30", "unknown"),
        (PRIMITIVES, "qiskit>=0.45", "unknown"),
        (PRIMITIVES, "qiskit>=1.2", "exact"),
        (PRIMITIVES, "qiskit>=0.45,<1.2", "exact"),
    ],
)
def test_what_is_imported_ends_the_releases(imports: str, declared: str, exactness: str) -> None:
    assert circuit(imports + DRAWN, requirements_txt=declared)[0].exactness == exactness


def test_conditions_are_drawn_otherwise_from_release_to_release() -> None:
    program = DRAWN.replace("seed=5", "seed=5, conditional=True")
    assert circuit(program, requirements_txt="qiskit==1.0.2")[0].exactness == "unknown"


def test_nothing_is_asked_of_the_tree_where_nothing_depends_on_it() -> None:
    assert "requirements.txt" not in circuit("from qiskit import QuantumCircuit\nqc = QuantumCircuit(1)\nqc.h(0)")[1]


@pytest.mark.parametrize(
    ("name", "releases"),
    [
        ("qiskit.execute", Releases(end=(1, 0))),
        ("qiskit.opflow.X", Releases(end=(1, 0))),
        ("qiskit.providers.fake_provider.FakeNairobi", Releases(end=(1, 0))),
        ("qiskit.providers.fake_provider.Fake5QV1", Releases(end=(2, 0))),
        ("qiskit.primitives.Sampler", Releases(end=(2, 0))),
        ("qiskit.__qiskit_version__", Releases(end=(1, 0))),
        ("qiskit.QuantumCircuit", ANY),
    ],
)
def test_releases_end_with_what_they_removed(name: str, releases: Releases) -> None:
    assert before(["qiskit.transpile", name]) == releases


@pytest.mark.parametrize(
    ("imports", "gate", "exactness"),
    [
        (OLD, "qc.unitary(np.eye(4)[[0, 2, 1, 3]], [0, 1])", "unknown"),
        (OLD, "qc.unitary(np.array([[0, 1], [1, 0]]), [0])", "exact"),
        (OLD, "qc.swap(0, 1)", "exact"),
        ("", "qc.unitary(np.eye(4)[[0, 2, 1, 3]], [0, 1])", "exact"),
    ],
)
def test_releases_take_matrices_apart_in_their_own_ways(imports: str, gate: str, exactness: str) -> None:
    program = f"{imports}import numpy as np\nfrom qiskit import QuantumCircuit\nqc = QuantumCircuit(2)\n{gate}\n"
    file = file_of("example.py", f"{program}apart = qc.decompose()\n".encode())
    assert isinstance(file, File)
    found = examine_file(file, lambda _: None).circuits
    assert [each.circuit.exactness for each in found if each.circuit.name == "apart"] == [exactness]
