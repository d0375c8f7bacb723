"""Programs that are no OpenQASM in the strings of Python, and files that need no reading to say that they have none."""

from __future__ import annotations

from unittest.mock import patch

import pytest

pytest.importorskip("qiskit")

from quantum_lint.circuits.openqasm.malformed import in_strings
from quantum_lint.knowledge import load
from quantum_lint.model.file import File
from quantum_lint.parse import whole
from quantum_lint.parse.python import PythonDocument, parse

WRONG = "'OPENQASM 2.0; qreg q[1'"


def document(text: str) -> PythonDocument:
    return parse(whole(File("program.py", "python", text.encode())))


@pytest.mark.parametrize(
    "program",
    [
        "from qiskit import QuantumCircuit\nQuantumCircuit.from_qasm_str({})",
        "import qiskit as q\nq.QuantumCircuit.from_qasm_str({})",
        "from qiskit.qasm2 import loads as read\nread({})",
        "from qiskit import qasm2\nread = qasm2.loads\nread({})",
        "from pytket.qasm import circuit_from_qasm_str\ncircuit_from_qasm_str({})",
        "import pennylane as qml\nqml.from_qasm({})",
        "from cirq.contrib.qasm_import import circuit_from_qasm as read\nread({})",
        "from braket.ir.openqasm import Program\nProgram(source={})",
    ],
)
def test_a_literal_that_a_reader_is_given_is_read(program: str) -> None:
    [found] = in_strings(document(program.format(WRONG)), load())
    assert (found.language, found.line) == ("OpenQASM 2", 1)


@pytest.mark.parametrize(
    "program", ["import json\njson.loads('{}')\n", "from qiskit import QuantumCircuit\nQuantumCircuit(2).h(0)\n"]
)
def test_a_program_that_names_no_reader_is_not_evaluated(program: str) -> None:
    with patch.object(PythonDocument, "evaluation", side_effect=AssertionError):
        assert list(in_strings(document(program), load())) == []
