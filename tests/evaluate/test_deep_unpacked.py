"""Arguments that a star takes from a container, and functions that are called with those."""

from __future__ import annotations

from typing import Any

import pytest

from tests.evaluate.test_deep import contents, last, read

pytest.importorskip("qiskit")

HEAD = "import numpy as np\nfrom qiskit import QuantumCircuit, QuantumRegister\n"
KNOWN = {
    "a register": "q = QuantumRegister(2)\nqc = QuantumCircuit(q)\nqc.cx(*q)",
    "an array": "qc = QuantumCircuit(2)\nqc.cx(*np.array([1, 0]))",
    "keys": "qc = QuantumCircuit(3)\nqc.cx(*{2: 'a', 1: 'b'})",
    "text": "def add(*names):\n    for name in names:\n        qc.h(int(name))\nqc = QuantumCircuit(3)\nadd(*'02')",
    "handed on": "def add(*bits):\n    qc.cx(*bits)\nqc = QuantumCircuit(2)\nadd(*np.arange(2))",
    "after others": "qc = QuantumCircuit(3)\nqc.ccx(2, *QuantumRegister(2)[:0], *np.arange(2))",
}


@pytest.mark.parametrize("program", KNOWN.values(), ids=KNOWN.keys())
def test_stars_take_the_items_of_any_container(program: str) -> None:
    names: dict[str, Any] = {}
    exec(HEAD + program, names)
    built = last(read(f"{HEAD}{program}\n"))
    assert (built.certainty, contents(built.circuit)) == ("exact", contents(names["qc"]))


def test_instructions_of_old_are_taken_apart_by_stars() -> None:
    program = (
        "a = QuantumCircuit(2)\na.h(1)\na.cx(1, 0)\nqc = QuantumCircuit(2)\nfor each in a:\n    qc.append(*each)\n"
    )
    built = last(read(HEAD + program))
    assert (built.certainty, dict(built.circuit.count_ops())) == ("exact", {"h": 1, "cx": 1})


UNKNOWN = {
    "handed on": "def add(*bits):\n    qc.cx(*bits)\nqc = QuantumCircuit(2)\nadd(*given())",
    "looped over": "def add(*bits):\n    for bit in bits:\n        qc.h(bit)\nqc = QuantumCircuit(2)\nadd(0, *given())",
    "with names": "def add(**bits):\n    qc.cx(**bits)\nqc = QuantumCircuit(2)\nadd(**given())",
    "perhaps in the place of a default": "def made(width=3):\n    return QuantumCircuit(width)\nqc = made(**given())",
}


@pytest.mark.parametrize("program", UNKNOWN.values(), ids=UNKNOWN.keys())
def test_what_an_unknown_star_may_give_is_no_claim(program: str) -> None:
    assert last(read(f"{HEAD}from sdk import given\n{program}\n")).certainty != "exact"


def test_what_stands_before_an_unknown_star_is_known() -> None:
    program = "def made(width, *rest):\n    return QuantumCircuit(width)\nqc = made(2, *given())\n"
    built = last(read(f"{HEAD}from sdk import given\n{program}"))
    assert (built.certainty, built.circuit.num_qubits) == ("exact", 2)
