"""Methods that Qiskit had, and those that meant something else in other releases."""

from __future__ import annotations

import pytest

from quantum_lint.circuits.examine import examine_file
from quantum_lint.discover import file_of
from quantum_lint.model.circuit import Circuit
from quantum_lint.model.file import File
from tests.evaluate.test_deep import contents, last, read

pytest.importorskip("qiskit")

HEAD = "from qiskit import QuantumCircuit, QuantumRegister\nqc = QuantumCircuit(4)\nqc.x(0)\n"
OLD = "from qiskit import execute\n"
HALF = "[[1, 0], [0, 1], [0, 0], [0, 0]]"


@pytest.mark.parametrize(
    ("arguments", "today"),
    [
        ("[0, 1, 0, 0], q_input=[], q_ancillas_for_output=[2, 0]", "Isometry([0, 1, 0, 0], 0, 0), [2, 0]"),
        (f"{HALF}, [1], [3]", f"Isometry({HALF}, 0, 0), [1, 3]"),
        (f"{HALF}, [1], qc.qubits[3:], None, [0]", f"Isometry({HALF}, 0, 1), [1, 3, 0]"),
        (f"isometry={HALF}, q_input=[0], q_ancillas_for_output=[1], q_ancillas_zero=[2, 3]",
         f"Isometry({HALF}, 2, 0), [0, 1, 2, 3]"),
        (f"{HALF}, q[:1], q[1:]", f"Isometry({HALF}, 0, 0), [0, 1]"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["iso", "isometry"])
def test_isometries_span_all_groups_of_their_qubits(name: str, arguments: str, today: str) -> None:
    head = HEAD.replace("QuantumCircuit(4)", "QuantumCircuit(q, QuantumRegister(2))").replace(
        "\nqc", "\nq = QuantumRegister(2)\nqc", 1
    )
    built = last(read(f"{head}qc.{name}({arguments})\nqc.y(1)\n"))
    names: dict[str, object] = {}
    exec(f"from qiskit.circuit.library import Isometry\n{head}qc.append({today})\nqc.y(1)\n", names)
    assert built.certainty == "exact"
    assert contents(built.circuit) == contents(names["qc"])


@pytest.mark.parametrize("arguments", [f"{HALF}, places(), [3]", "matrix(), [0], [1]", f"{HALF}, [0], [9]"])
def test_isometries_that_are_not_known_are_no_claim(arguments: str) -> None:
    assert last(read(f"from sdk import matrix, places\n{HEAD}qc.isometry({arguments})\n")).certainty == "unknown"


def circuit(program: str, declared: str) -> Circuit:
    """The circuit of a program whose tree declares this."""
    file = file_of("example.py", program.encode())
    assert isinstance(file, File)
    tree = {"requirements.txt": declared.encode()}
    return examine_file(file, tree.get).circuits[0].circuit


@pytest.mark.parametrize(
    ("declared", "statement", "gates"),
    [
        ("qiskit>=1.2", "qc.t(0).inverse()", ["tdg", "x"]),
        ("qiskit==0.46.0", "qc.t(0).inverse()", ["t", "x"]),
        ("qiskit-terra>=0.20,<0.25", "qc.t(0).inverse()", ["t", "x"]),
        ("qiskit>=0.46", "qc.t(0).inverse()", None),
        ("", "qc.t(0).inverse()", None),
        ("", "qc.s([0, 1]).inverse()", None),
        ("", "qc.h([0, 1]).inverse()", ["h", "h", "x"]),
        ("", "qc.rz(0.5, [0, 1]).inverse()", ["rz", "rz", "x"]),
        ("", "qc.initialize([0, 1], 0).inverse()", ["initialize", "x"]),
        ("", "qc.h(0).inverse(how())", None),
    ],
)
def test_releases_invert_what_was_just_added_or_a_copy(declared: str, statement: str, gates: list[str] | None) -> None:
    old = OLD if "<" in declared or "==0" in declared else ""
    found = circuit(f"{old}{HEAD}{statement}\n", declared)
    assert (found.exactness == "exact") is (gates is not None)
    if gates is not None:
        assert found.measures is not None
        assert sorted(name for name, count in found.measures.gates for _ in range(count)) == gates


def test_angles_of_what_may_be_inverted_are_not_known() -> None:
    assert last(read(f"{HEAD}qc.rx(0.5, 0).inverse()\n")).circuit.parameters
    assert not last(read(f"{HEAD}qc.rx(0.5, 0)\n")).circuit.parameters


MISSING = "qc.cch(0, 1, 2)"


@pytest.mark.parametrize("name", ["cch", "frobnicate", "hadamard"])
def test_a_method_that_no_release_had_ends_the_part_and_changes_nothing(name: str) -> None:
    built = last(read(f"{OLD}{HEAD}", f"qc.y(1)\nqc.{name}(0, 1, 2)\nqc.z(2)\n", "qc.h(3)\n"))
    assert (built.certainty, dict(built.circuit.count_ops())) == ("exact", {"x": 1, "y": 1, "h": 1})


@pytest.mark.parametrize(
    "program",
    [
        f"{HEAD}{MISSING}\n",
        f"{OLD}from gates import cch\n{HEAD}{MISSING}\n",
        f"{OLD}import qiskit_gates\n{HEAD}{MISSING}\n",
        f"{OLD}from .gates import cch\n{HEAD}{MISSING}\n",
        f"{OLD}from qiskit.aqua import algorithms\n{HEAD}{MISSING}\n",
        f"{OLD}{HEAD}QuantumCircuit.cch = lambda *bits: None\n{MISSING}\n",
        f"{OLD}{HEAD}setattr(QuantumCircuit, 'cch', print)\n{MISSING}\n",
        f"{OLD}{HEAD}made = {MISSING}\n",
        f"{OLD}{HEAD}def add():\n    {MISSING}\nadd()\n",
        f"{OLD}{HEAD}for _ in range(2):\n    {MISSING}\n",
        f"{OLD}{HEAD}try:\n    {MISSING}\nexcept AttributeError:\n    pass\n",
        f"{OLD}{HEAD}qc.substitute_vars(0)\n",
        f"{OLD}{HEAD}qc.use_var(0)\n",
        f"{OLD}from qiskit.circuit.library import QFT\nqc = QFT(2)\nqc.frobnicate()\n",
    ],
)
def test_a_method_that_something_may_have_given_to_circuits_may_change_them(program: str) -> None:
    assert last(read(program)).certainty == "unknown"


@pytest.mark.parametrize("change", ["qc += other", "qc.extend(other)", "grow(qc)"])
def test_a_circuit_that_another_is_added_to_stays_the_same_circuit(change: str) -> None:
    program = (
        "from qiskit import QuantumCircuit\nqc = QuantumCircuit(2)\nqc.h(0)\nsame = qc\n"
        "other = QuantumCircuit(2)\nother.cx(0, 1)\ndef grow(circuit):\n    circuit += other\n"
    )
    found = [(each.name, each.certainty, dict(each.circuit.count_ops())) for each in read(program + change).circuits]
    assert found == [
        ("qc", "exact", {"h": 1, "cx": 1}),
        ("same", "exact", {"h": 1, "cx": 1}),
        ("other", "exact", {"cx": 1}),
    ]


@pytest.mark.parametrize("change", ["qc += made(3)", "qc.extend(made(3))"])
def test_a_circuit_that_something_unknown_is_added_to_is_unknown(change: str) -> None:
    program = "from qiskit import QuantumCircuit\nfrom elsewhere import made\nqc = QuantumCircuit(2)\nqc.h(0)\n"
    assert {each.certainty for each in read(program + change).circuits} == {"unknown"}
