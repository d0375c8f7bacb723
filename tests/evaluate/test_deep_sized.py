"""Classes of the program that hold items: how many, and which, is read from what the classes say."""

from __future__ import annotations

from typing import Any

import pytest

from tests.evaluate.test_deep import last, read

pytest.importorskip("qiskit")

HEAD = """
from collections.abc import Mapping
from qiskit import QuantumCircuit

class Terms(Mapping):
    def __init__(self, terms):
        self._terms = terms
    def __getitem__(self, label):
        return self._terms[label]
    def __iter__(self):
        return self._terms.__iter__()
    def __len__(self):
        return len(self._terms)
    def split(self):
        for label in iter(self):
            yield label.split(), self[label]

class Rows:
    def __init__(self, rows):
        self.rows = rows
    def __iter__(self):
        return self.rows.__iter__()
    def __len__(self):
        return 2 * len(self.rows)

terms = Terms({"+_0 -_0": 1, "+_1 -_1 +_2": 2})
rows = Rows([3, 1])
"""
WIDTHS = ("len(terms)", "len(list(terms))", "len(list(terms.split()))", "sum(len(parts) for parts, _ in terms.split())",
          "sum(weight for _, weight in terms.split())", "len(rows)", "len(list(rows))", "max(list(rows))")  # fmt: skip


@pytest.mark.parametrize("width", WIDTHS)
def test_what_classes_of_the_program_hold_is_counted_as_when_it_runs(width: str) -> None:
    program = f"{HEAD}qc = QuantumCircuit({width})\n"
    names: dict[str, Any] = {}
    exec(program, names)
    found = last(read(program))
    assert (found.certainty, found.circuit.num_qubits) == ("exact", names["qc"].num_qubits)


@pytest.mark.parametrize("width", ["len(Terms(open('terms')))", "len(list(Rows(input())))", "len(Rows(open('rows')))"])
def test_what_is_not_known_is_not_counted(width: str) -> None:
    assert last(read(f"{HEAD}qc = QuantumCircuit({width})\n")).certainty == "unknown"
