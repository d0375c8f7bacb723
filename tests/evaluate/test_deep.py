"""The same text read and run: reading builds, gate for gate, the circuit that running it builds."""

from __future__ import annotations

import re
import warnings
from pathlib import Path
from typing import Any

import pytest

from quantum_lint.evaluate.deep import Built, Deep, circuits_of
from tests.evaluate.reading import document

pytest.importorskip("qiskit")

HEAD = """
from math import pi
import numpy as np
from qiskit import ClassicalRegister, QuantumCircuit, QuantumRegister
from qiskit.circuit import Parameter, ParameterVector
from qiskit.circuit.library import MCXGate, PauliEvolutionGate, QFT, RealAmplitudes, n_local
from qiskit.quantum_info import SparsePauliOp
"""
PROGRAMS = dict(
    part.split("\n", 1)
    for part in re.split(r"^# name: ", (Path(__file__).parent / "programs.txt").read_text(), flags=re.MULTILINE)[1:]
)


def read(*cells: str) -> Deep:
    """What reading finds in a script or notebook."""
    return circuits_of(document(*cells).sources)


def last(found: Deep, name: str = "qc") -> Built:
    """The last state of a circuit that a name held."""
    return [built for built in found.circuits if built.name == name][-1]


def contents(circuit: Any) -> list[tuple[Any, ...]]:
    """The instructions with their numbers and bits; parameters by name, as each has an identity of its own."""
    place = {bit: at for bits in (circuit.qubits, circuit.clbits) for at, bit in enumerate(bits)}
    return [
        (each.name, [place[bit] for bit in each.qubits], [place[bit] for bit in each.clbits], shown(each.params))
        for each in circuit.data
    ]


def shown(params: Any) -> list[str]:
    """Numbers to nine digits, blocks by what is in them."""
    return [
        str(contents(each)) if hasattr(each, "count_ops") else (f"{each:.9g}" if isinstance(each, float) else str(each))
        for each in (list(each) if isinstance(each, range) else each for each in params)
    ]


@pytest.mark.parametrize("program", PROGRAMS.values(), ids=PROGRAMS.keys())
def test_reading_builds_what_running_builds(program: str) -> None:
    names: dict[str, Any] = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        exec(HEAD + program, names)
        built = last(read(HEAD + program))
    assert (built.certainty, built.reason) == ("exact", "")
    assert contents(built.circuit) == contents(names["qc"])
    assert (built.circuit.num_qubits, built.circuit.num_clbits) == (names["qc"].num_qubits, names["qc"].num_clbits)


OLD = {
    "cnot": ("qc.cnot(0, 1)", {"cx": 1}),
    "toffoli": ("qc.toffoli(0, 1, 2)", {"ccx": 1}),
    "iden": ("qc.iden(0)", {"id": 1}),
    "u3": ("qc.u3(1, 2, 3, 0)", {"u3": 1}),
    "u2 on several": ("qc.u2(1, 2, [0, 1])", {"u2": 2}),
    "cu1": ("qc.cu1(pi / 2, 0, 1)", {"cu1": 1}),
    "mct": ("qc.mct([0, 1], 2)", {"ccx": 1}),
    "c_if": ("qc.x(0).c_if(qc.cregs[0], 1)", {"if_else": 1}),
    "sum": ("other = QuantumCircuit(3, 3)\nother.h(0)\nqc = qc + other + other", {"h": 2}),
    "diagonal": ("qc.diagonal([1, 1, 1, -1], [0, 1])", {"diagonal": 1}),
    "bind_parameters": ("t = Parameter('t')\nqc.rx(t, 0)\nqc = qc.bind_parameters({t: 1})", {"rx": 1}),
    "save_statevector": ("qc.x(0)\nqc.save_statevector()", {"x": 1, "save_statevector": 1}),
}


@pytest.mark.parametrize(("statement", "counts"), OLD.values(), ids=OLD.keys())
def test_names_of_old_versions_are_read(statement: str, counts: dict[str, int]) -> None:
    built = last(read(HEAD + "qc = QuantumCircuit(3, 3)\n" + statement + "\n"))
    assert (built.certainty, dict(built.circuit.count_ops())) == ("exact", counts)


UNSURE = {
    "branch": ("import os\nif os.environ.get('X'):\n    qc.x(0)\n", "bounded"),
    "both branches alike": ("import os\nif os.environ.get('X'):\n    qc.x(0)\nelse:\n    qc.x(0)\n", "exact"),
    "loop": ("import os\nfor _ in range(int(os.environ['N'])):\n    qc.x(0)\n", "bounded"),
    "break": ("import os\nfor at in range(3):\n    if os.environ.get('X'):\n        break\n    qc.x(at)\n", "bounded"),
    "raise": ("import os\nif os.environ.get('X'):\n    raise ValueError\nqc.x(0)\n", "exact"),
    "unknown angle": ("import sdk\nqc.rx(sdk.angle(), 0)\n", "exact"),
    "unknown qubit": ("import sdk\nqc.x(sdk.place())\n", "unknown"),
    "unknown method": ("qc.frobnicate(1)\n", "unknown"),
    "random angle": ("qc.rx(np.random.rand(), 0)\n", "exact"),
    "random bit": ("if np.random.randint(2):\n    qc.x(0)\n", "bounded"),
    "array of a random size": ("np.identity(np.random.randint(3))\nqc.x(0)\n", "exact"),
    "array of a size that is text": ("np.zeros('a')\nnp.identity(1j)\nqc.x(0)\n", "exact"),
    "too many gates": ("qc = qc.compose(qc)\nqc.x(0)\nqc = qc.repeat(10 ** 9)\n", "unknown"),
    "too wide": ("qc = QuantumCircuit(10 ** 9)\n", "unknown"),
    "too large a power": ("qc.x(0)\nqc = qc.power(10 ** 9)\n", "unknown"),
    "too many controls": ("qc.x(0)\nqc = qc.control(50)\n", "unknown"),
    "too large a matrix": ("qc.unitary(np.eye(2 ** 30), range(30))\n", "unknown"),
    "transpiled": ("import sdk\nfrom qiskit import transpile\nqc = transpile(qc, sdk.backend())\n", "unknown"),
}


@pytest.mark.parametrize(("statements", "certainty"), UNSURE.values(), ids=UNSURE.keys())
def test_what_is_not_known_is_said(statements: str, certainty: str) -> None:
    built = last(read(HEAD + "qc = QuantumCircuit(3, 3)\n" + statements))
    assert built.certainty == certainty
    assert bool(built.reason) == (certainty != "exact")


def test_numbers_without_a_seed_are_marked() -> None:
    assert last(read(HEAD + "qc = QuantumCircuit(1)\nqc.rx(np.random.rand(), 0)\n")).random
    assert not last(read(HEAD + "qc = QuantumCircuit(1)\nqc.rx(0.5, 0)\n")).random


def test_each_cell_has_its_own_state() -> None:
    found = read(HEAD + "qc = QuantumCircuit(1)\nqc.x(0)\n", "qc.x(0)\n", "other = 1\n", "qc = [qc, {'a': qc}]\n")
    assert [(built.part, built.name, len(built.circuit.data)) for built in found.circuits if built.name] == [
        (0, "qc", 1), (1, "qc", 2), (3, "qc[0]", 2), (3, "qc", 2),
    ]  # fmt: skip
    assert found.circuits[-1].certainty == "unknown"


def test_circuits_that_are_handed_on_are_noted_as_they_are_then() -> None:
    text = HEAD + "import sdk\nqc = QuantumCircuit(2)\nqc.h(0)\njob = sdk.device().run([qc], shots=10)\nqc.x(0)\n"
    (handed,) = [each for each in read(text).handed if each.callee.endswith(".run")]
    assert dict(handed.circuits[0].circuit.count_ops()) == {"h": 1}


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ("held = qc.data\nqc.h(0)\nheld.pop()", "its instructions are changed through an older list of them"),
        ("del qc.data[int(input())]", "not all of its items are known"),
        ("qc.data.insert(int(input()), qc.data[0])", "not all of its items are known"),
    ],
)
def test_changes_of_instructions_that_are_not_followed_are_no_claim(change: str, reason: str) -> None:
    built = last(read(f"{HEAD}qc = QuantumCircuit(2)\nqc.x([0, 1])\n{change}"))
    assert (built.certainty, built.reason) == ("unknown", reason)


@pytest.mark.parametrize(
    ("call", "certainty"),
    [
        ("from lib import oracle\noracle(qc, 0)", "unknown"),
        ("import lib\nlib.oracle(qc)", "unknown"),
        ("%run ../lib.py\noracle(qc, qc.qubits)", "unknown"),
        ("from lib import *\noracle(qc)", "unknown"),
        ("from lib import grade_exercise\ngrade_exercise(qc)", "exact"),
        ("from lib import show\nshow(qc)", "exact"),
        ("from lib import oracle\nother = oracle(qc)", "exact"),
        ("from qiskit import visualization\nvisualization.timeline_drawer(qc)", "exact"),
        ("from lib import Board\nBoard().place(qc)", "exact"),
        ("def oracle(circuit):\n    pass\noracle(qc)", "exact"),
    ],
)
def test_functions_that_are_not_found_may_add_to_what_they_are_given(call: str, certainty: str) -> None:
    built = last(read(f"{HEAD}qc = QuantumCircuit(2)\nqc.x([0, 1])\n{call}"))
    assert built.certainty == certainty
    if certainty == "unknown":
        assert built.reason == "`oracle` is not found, and may change it"


def test_what_a_transpiler_makes_keeps_its_source() -> None:
    built = last(read(HEAD + "from qiskit import transpile\nqc = QuantumCircuit(2)\nqc.h(0)\nqc = transpile(qc)\n"))
    assert (built.derived, dict(built.circuit.count_ops())) == ("qiskit.transpile", {"h": 1})


def test_functions_that_nobody_calls_are_tried_for_small_sizes() -> None:
    found = read(
        HEAD
        + "def ghz(n):\n    qc = QuantumCircuit(n)\n    for at in range(1, n):\n        qc.cx(0, at)\n    return qc\n"
    )
    assert [(each.function, each.size, each.circuits[0].circuit.size()) for each in found.templates] == [
        ("ghz", 4, 3), ("ghz", 8, 7), ("ghz", 16, 15),
    ]  # fmt: skip


def test_circuits_that_no_name_holds_are_kept() -> None:
    found = read(HEAD + "def make():\n    qc = QuantumCircuit(1)\n    qc.h(0)\n    return 1\nmake()\n")
    assert [(built.name, built.scope, built.certainty) for built in found.circuits] == [("", "make", "exact")]


def test_a_state_that_was_noted_stays_as_it_was() -> None:
    """What a call could not make of a circuit stands for it, and is changed apart from it."""
    found = read(
        HEAD + "import sdk\nqc = QuantumCircuit(2)\nqc.h(0)\n",
        "other = qc.compose(sdk.circuit())\nother.x(0)\n",
        "if sdk.answer():\n    qc.y(0)\nelse:\n    qc.y(0)\n",
        "qc.z(0)\n",
    )
    states = [(built.part, len(built.circuit.data)) for built in found.circuits if built.name == "qc"]
    assert states == [(0, 1), (2, 2), (3, 3)]
