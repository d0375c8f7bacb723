"""OpenQASM texts: circuits, or where they are wrong."""

from __future__ import annotations

import pytest

from quantum_lint.circuits.openqasm import files, version2, version3
from quantum_lint.circuits.openqasm.errors import OpenQasmError
from quantum_lint.model.circuit import Circuit
from tests.circuits.programs import HEAD

HEAD_3 = 'OPENQASM 3.0;\ninclude "stdgates.inc";\n'


def nothing(name: str) -> None:
    return None


def read(text: str) -> Circuit:
    return files.read(text.encode(), "program", nothing).circuit


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (HEAD + "qreg q[2];\nh q[0;\n", (4, 6)),
        (HEAD + "qreg q[2];\n  nothing q[0];\n", (4, 3)),
        (HEAD + "qreg q[2];\ncx q[0],q[0];\n", (4, 1)),
        ("OPENQASM 2.6;\n", (1, 10)),
    ],
)
def test_wrong_version_2_has_line_and_column(text: str, place: tuple[int, int]) -> None:
    with pytest.raises(OpenQasmError) as caught:
        version2.load(text)
    assert (caught.value.line, caught.value.column) == place


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (HEAD_3 + "qubit[2] q;\nh q[0;\n", (4, 6)),
        (HEAD_3 + "qubit[2] q;\n  def twice(int a) -> int { return 2 * a; }\n", (4, 3)),
        (HEAD_3 + "qubit[2] q;\nctrl(20) @ x q[0], q[1];\n", (4, 1)),
        (HEAD_3 + "qubit[2] q;\npow(100000000) @ x q[0];\n", (4, 1)),
        (HEAD_3 + "qubit[100000000] q;\n", (3, 1)),
        ("OPENQASM 3;\nh~;\n", (2, 2)),
    ],
)
def test_wrong_version_3_has_line_and_column(text: str, place: tuple[int, int]) -> None:
    with pytest.raises(OpenQasmError) as caught:
        version3.load(text, nothing)
    assert (caught.value.line, caught.value.column) == place


def test_version_3_is_the_circuit_of_qiskit() -> None:
    from qiskit import QuantumCircuit, qasm3

    circuit = QuantumCircuit(3, 3)
    circuit.h(0)
    circuit.cx(0, 1)
    circuit.rz(0.25, 2)
    circuit.measure([0, 1], [0, 1])
    with circuit.if_test((0, True)):
        circuit.x(2)
    loaded = version3.load(qasm3.dumps(circuit), nothing)
    assert (loaded.changes, loaded.opaque) == ((), ())
    assert loaded.circuit.count_ops() == circuit.count_ops()
    assert loaded.circuit.depth() == circuit.depth()


def test_calibrations_and_files_of_others_are_left_out_and_named() -> None:
    text = (
        'OPENQASM 3.0;\ndefcalgrammar "openpulse";\ninclude "stdgates.inc";\ninclude "lab.inc";\n#pragma lab fast\n'
        "cal { x = 1; }\ndefcal rz(angle[20] a) $0 { play(a); }\nqubit[2] q;\noutput bit b;\n"
        "h q[0];\nlab(0.5) q[0], q[1];\n"
    )
    found = read(text)
    assert found.exactness == "bounded"
    assert found.reason == (
        'without its defcalgrammar; without "lab.inc"; without its pragma; without its cal; without its defcal; '
        "nothing says what lab does"
    )
    assert found.measures is not None
    assert dict(found.measures.gates) == {"h": 1, "lab": 1}
    assert (found.measures.qubits, found.measures.clbits, found.measures.depth) == (2, 1, 2)


def test_a_program_that_leaves_out_the_header_is_read_with_it() -> None:
    found = read("OPENQASM 3.0;\nqubit[2] q;\nh q[0];\ncx q[0], q[1];\n")
    assert (found.exactness, found.reason) == ("exact", 'read as if it included "stdgates.inc"')


def test_a_file_of_the_tree_is_included_once() -> None:
    asked = []

    def include(name: str) -> str | None:
        asked.append(name)
        return 'include "gates.inc";\ngate flip a { x a; }\n' if name == "gates.inc" else None

    text = HEAD_3 + 'include "gates.inc";\ninclude "gates.inc";\nqubit q;\nflip q;\n'
    found = files.read(text.encode(), "program", include).circuit
    assert (found.exactness, found.reason, asked) == ("exact", "", ["gates.inc"])
    assert found.measures is not None
    assert found.measures.gates == (("flip", 1),)


def test_an_included_file_that_is_wrong_is_named() -> None:
    with pytest.raises(OpenQasmError, match=r"line 3, column 1: gates.inc, line 1, column 6"):
        version3.load(HEAD_3 + 'include "gates.inc";\n', {"gates.inc": "gate 5;"}.get)


def test_there_are_two_versions() -> None:
    reading = files.read(b"// OPENQASM 2.0\n/* OPENQASM 3 */ OPENQASM 4.1;", "program", nothing)
    assert reading.circuit.exactness == "unknown"
    assert str(reading.error) == "line 1, column 1: there is no OpenQASM 4"


def test_a_program_that_asks_for_too_much_is_counted() -> None:
    found = read(HEAD + "qreg q[6000];\nh q;\n")
    assert (found.exactness, found.reason) == (
        "exact",
        "it is counted and not built: it has 6,000 qubits and 6,000 instructions",
    )
    assert found.measures is not None
    assert found.measures.gates == (("h", 6_000),)


def test_a_program_that_cannot_even_be_counted_is_unknown() -> None:
    found = read(HEAD + "qreg q[100000000];\nh q;\n")
    assert (found.exactness, found.measures) == ("unknown", None)
    assert "it declares more than 1,000,000 bits" in found.reason


def test_a_long_text_is_counted() -> None:
    text = HEAD + "qreg q[2];\n" + "h q[0];\ncx q[0],q[1];\n" * 150_000
    found = read(text)
    assert "longer than 3,000,000 characters" in found.reason
    assert found.measures is not None
    assert (found.measures.gates, found.measures.depth) == ((("cx", 150_000), ("h", 150_000)), 300_000)


@pytest.mark.parametrize(
    "text", ["", "\0", "OPENQASM 2.0; qreg q[", "OPENQASM 3; " + "(" * 2_000, "}{", "OPENQASM 3;;;"]
)
def test_no_text_breaks_the_reader(text: str) -> None:
    assert read(text).exactness in ("exact", "unknown")
