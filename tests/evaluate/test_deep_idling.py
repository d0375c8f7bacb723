"""Loops over numbers that take long leave time for what comes after them; those that build circuits are read whole."""

from __future__ import annotations

import pytest

from quantum_lint.evaluate.budget import DEEP
from quantum_lint.evaluate.deep import Built, Deep, circuits_of
from tests.evaluate.reading import document

pytest.importorskip("qiskit")

SHORT = DEEP._replace(idle_steps=2_000)
HEAD = "import random\nimport numpy as np\nfrom qiskit import QuantumCircuit\n"
WALK = """\
def walk(n):
    at = 0
    for _ in range(n):
        at += random.choice([-1, 1])
    return at
"""
SMALL = """\
def small(v):
    for w in range(5000):
        if v * w < 0:
            return False
    return True
"""
GATES = "from qiskit.circuit.library import XGate\ngates = [XGate() for _ in range(3000)]\nqc = QuantumCircuit(1)\n"
AFTER = "\nqc = QuantumCircuit(2)\nqc.h(0)\nqc.cx(0, 1)"


def read(text: str) -> Deep:
    """What is found where a loop that touches no circuit is soon given up."""
    return circuits_of(document(HEAD + text).sources, limits=SHORT)


def built(text: str) -> dict[str, Built]:
    """The circuits by name."""
    return {each.name: each for each in read(text).circuits if each.name}


@pytest.mark.parametrize(
    "loop",
    [
        "for i in range(20000):\n    for j in range(20000):\n        x = i * j",
        "x = [i * j for i in range(20000) for j in range(20000)]",
        "x = 0\nwhile x < 20000:\n    for j in range(20000):\n        x += 0.001 * j % 2",
        f"{WALK}for _ in range(10000):\n    x = walk(10000)",
        f"{SMALL}x = [v for v in range(10000) if small(v)]",
    ],
)
def test_what_comes_after_numbers_is_read(loop: str) -> None:
    deep = read(loop + AFTER)
    (found,) = [each for each in deep.circuits if each.name == "qc"]
    assert (found.certainty, found.circuit.size(), deep.unknown) == ("exact", 2, ())


@pytest.mark.parametrize(
    ("loop", "gates"),
    [
        ("qc = QuantumCircuit(1)\nfor i in range(3000):\n    qc.x(0)", 3000),
        ("qc = QuantumCircuit(1)\nfor i in range(60):\n    for j in range(60):\n        y = i * j\n    qc.x(0)", 60),
        ("qc = QuantumCircuit(1)\ni = 0\nwhile i < 2000:\n    qc.x(0)\n    i += 1", 2000),
        (f"{GATES}for gate in gates:\n    qc.append(gate, [0])", 3000),
    ],
)
def test_what_builds_a_circuit_is_read_to_its_end(loop: str, gates: int) -> None:
    found = built(loop)["qc"]
    assert (found.certainty, found.circuit.size()) == ("exact", gates), found.reason


@pytest.mark.parametrize(
    ("loop", "reason"),
    [
        ("n = 0\nfor i in range(9000):\n    n = n + i * i % 3\nqc = QuantumCircuit(n % 5 + 1)", "changes in a loop"),
        ("n = [i * i for i in range(9000)]\nqc = QuantumCircuit(len(n))", "`len` gives it"),
        ("qc = QuantumCircuit(1)\nfor i in range(9000):\n    y = i * i\n    if i == 8999:\n        qc.x(0)", "known"),
    ],
)
def test_nothing_is_claimed_of_what_was_not_read(loop: str, reason: str) -> None:
    found = built(loop)["qc"]
    assert found.certainty != "exact"
    assert reason in found.reason
