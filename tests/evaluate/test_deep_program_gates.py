"""Gates that a program defines by classes of its own are taken apart into what the program says."""

from __future__ import annotations

from typing import Any

import pytest

from tests.evaluate.test_deep import contents, last, read

pytest.importorskip("qiskit")

HEAD = """
import copy
from qiskit import QuantumCircuit
from qiskit.circuit import Gate

class Own(Gate):
    def __init__(self, angle):
        super().__init__("own", 2, [angle])

    def _define(self):
        inside = QuantumCircuit(2)
        inside.h(0)
        inside.rzz(self.params[0], 0, 1)
        self.definition = inside

qc = QuantumCircuit(2)
qc.append(Own(0.5), [1, 0])
qc.cz(0, 1)
"""
OTHERS = """
class Set(Gate):
    def __init__(self, width):
        super().__init__("set", width, [])
        inside = QuantumCircuit(width)
        inside.x(range(width))
        self.definition = inside

class Plain(Gate):
    def _define(self):
        inside = QuantumCircuit(1)
        inside.sx(0)
        self.definition = inside

class Nested(Own):
    def _define(self):
        inside = QuantumCircuit(2)
        for angle in self.params * 2:
            inside.append(Own(angle), [0, 1])
        self.definition = inside

class Bare(Gate):
    def __init__(self):
        super().__init__("bare", 1, [])
"""
PROGRAMS = {
    "left whole": "",
    "taken apart": "qc = qc.decompose()",
    "a copy": "qc = copy.deepcopy(qc).copy().decompose()",
    "backwards": "qc = qc.inverse().decompose()",
    "chosen by name": "qc = qc.decompose('own')",
    "chosen by class": "qc = qc.decompose(Own)",
    "chosen by classes": "qc = qc.decompose([Own, CZGate])".replace(
        "qc =", "from qiskit.circuit.library import CZGate\nqc ="
    ),
    "asked for": "qc = Own(0.25).definition",
    "set when it is made": OTHERS + "qc.append(Set(2), [0, 1])\nqc = qc.decompose()",
    "without a constructor": OTHERS + "qc.append(Plain('plain', 1, []), [0])\nqc = qc.decompose()",
    "gates in gates": OTHERS + "qc.append(Nested(0.1), [0, 1])\nqc = qc.decompose(reps=2)",
    "chosen by the class of its base": OTHERS + "qc.append(Nested(0.1), [0, 1])\nqc = qc.decompose(Own)",
    "of nothing": OTHERS + "qc.append(Bare(), [0])\nqc = qc.decompose()",
}
ANSWERS = """
class Other(Gate):
    def __init__(self):
        super().__init__("other", 1, [])

    def _define(self):
        inside = QuantumCircuit(1)
        for _ in range(int(input())):
            inside.h(0)
        self.definition = inside

    def inverse(self, annotated=False):
        return Other()

qc.append(Other(), [0])
"""


@pytest.mark.parametrize("program", PROGRAMS.values(), ids=PROGRAMS.keys())
def test_gates_are_made_of_what_running_them_gives(program: str) -> None:
    names: dict[str, Any] = {}
    exec(HEAD + program, names)
    built = last(read(HEAD + program))
    assert (built.certainty, built.reason) == ("exact", "")
    assert contents(built.circuit) == contents(names["qc"])


def test_a_gate_counts_although_what_it_is_made_of_is_not_known() -> None:
    built = last(read(HEAD + ANSWERS))
    assert (built.certainty, built.circuit.count_ops()["other"]) == ("exact", 1)


@pytest.mark.parametrize(
    ("program", "reason"), [("qc = qc.decompose()", "any number of times"), ("qc = qc.inverse()", "Other.inverse")]
)
def test_what_a_gate_is_made_of_may_be_unknown(program: str, reason: str) -> None:
    built = last(read(HEAD + ANSWERS + program))
    assert built.certainty == "unknown"
    assert reason in built.reason
