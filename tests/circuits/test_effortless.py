"""What costs nothing: programs without circuits are not read, nothing is measured or looked through twice."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import numpy as np
from qiskit import QuantumCircuit
from qiskit.circuit import Parameter

from quantum_lint.circuits import python
from quantum_lint.circuits.examine import Task, examine
from quantum_lint.circuits.measure import measures
from quantum_lint.discover import Candidate
from quantum_lint.evaluate.models import making, sizes, unsettled
from quantum_lint.evaluate.models.conversion import Reader
from quantum_lint.model.circuit import FileCircuits
from tests.circuits.reading import circuits


def of_notebook(folder: Path, prose: str, code: str) -> FileCircuits:
    """The circuits of a notebook with two cells."""
    cells = [
        {"cell_type": "markdown", "metadata": {}, "source": prose},
        {"cell_type": "code", "metadata": {}, "source": code, "outputs": [], "execution_count": None},
    ]
    path = folder / "lesson.ipynb"
    path.write_text(json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}))
    return examine(Candidate(str(path), path.name), Task(str(folder), 1_000_000), {})


def test_a_program_is_not_evaluated_for_the_words_of_its_prose(tmp_path: Path) -> None:
    endless = "while True:\n    pass\n"
    with patch.object(python, "reading", side_effect=AssertionError("evaluated")):
        assert of_notebook(tmp_path, "Then install qiskit.", endless) == FileCircuits("lesson.ipynb")


def test_a_program_that_names_an_sdk_is_evaluated(tmp_path: Path) -> None:
    code = "from qiskit import QuantumCircuit\nqc = QuantumCircuit(2)\nqc.h(0)"
    (placed,) = of_notebook(tmp_path, "", code).circuits
    assert placed.circuit.name == "qc"


def test_a_circuit_is_measured_once_for_all_calls_that_get_it() -> None:
    asked: list[QuantumCircuit] = []

    def counting(circuit: QuantumCircuit) -> object:
        asked.append(circuit)
        return measures(circuit)

    program = "from qiskit import QuantumCircuit\nqc = QuantumCircuit(1)\nqc.h(0)\n" + "send(qc)\n" * 5
    with patch.object(python, "measures", counting):
        (circuit,) = circuits(program)
    assert len(circuit.uses) == 5
    assert len(asked) == len({id(each) for each in asked}) == 1


def long_expression() -> object:
    """One with many steps."""
    found = Parameter("?unknown0") + 1
    for _ in range(sizes.STEPS + 1):
        found = found * 2
    return found


def test_what_is_picked_out_of_an_array_is_not_combined_with_it() -> None:
    held = np.array([long_expression()], dtype=object)
    for name in ("item", "store"):
        sizes.check(name, [held, held], {})


def test_an_array_is_looked_through_only_where_its_randomness_counts() -> None:
    held = np.array([Parameter(f"?{unsettled.RANDOM}0")], dtype=object)

    def looked(real: object) -> Iterator[object]:
        raise AssertionError("looked through")

    with patch.object(making, "is_random", looked):
        prepared = making.Prepared(Reader(unsettled.Unsettled()), [held], {})
    assert prepared.quality.random
