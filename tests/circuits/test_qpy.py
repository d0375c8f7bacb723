"""Headers of QPY files, against files that Qiskit writes."""

from __future__ import annotations

import io

import pytest
from qiskit import QuantumCircuit
from qiskit import qpy as official

from quantum_lint.circuits import qpy


def written(version: int, *circuits: QuantumCircuit) -> bytes:
    stream = io.BytesIO()
    official.dump(list(circuits), stream, version=version)
    return stream.getvalue()


def circuits() -> tuple[QuantumCircuit, QuantumCircuit]:
    first, second = QuantumCircuit(3, 2, name="first"), QuantumCircuit(5, name="zweiter Öl")
    first.h(0)
    first.cx(0, 1)
    second.x(range(5))
    return first, second


@pytest.mark.parametrize("version", [13, 14, 15])
def test_old_files_tell_of_their_first_circuit(version: int) -> None:
    found = qpy.header(written(version, *circuits()))
    assert (found.version, found.programs) == (version, 2)
    assert found.circuits == (qpy.QpyCircuit("first", 3, 2, 2),)


@pytest.mark.parametrize("version", [16, 17])
def test_new_files_tell_of_all(version: int) -> None:
    found = qpy.header(written(version, *circuits()))
    assert found.circuits == (qpy.QpyCircuit("first", 3, 2, 2), qpy.QpyCircuit("zweiter Öl", 5, 0, 5))


def test_the_version_of_qiskit_is_told() -> None:
    import qiskit

    assert qpy.header(written(13, *circuits())).qiskit == ".".join(qiskit.__version__.split(".")[:3])


@pytest.mark.parametrize("data", [b"", b"QISKIT", b"PK\3\4" + bytes(100)])
def test_other_files_are_refused(data: bytes) -> None:
    with pytest.raises(qpy.QpyError):
        qpy.header(data)


def test_every_cut_and_change_of_a_file_is_survived() -> None:
    data = written(16, *circuits())
    for end in range(len(data)):
        try:
            qpy.header(data[:end])
        except qpy.QpyError:
            continue
    for at in range(60):
        try:
            qpy.header(data[:at] + b"\xff" + data[at + 1 :])
        except qpy.QpyError:
            continue
