"""QPY files: what their headers say. They are never loaded: loading one may run code of who wrote it.

The layout is that of https://quantum.cloud.ibm.com/docs/api/qiskit/qpy, big-endian throughout.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

_MAGIC = b"QISKIT"
_FILE = struct.Struct("!6sBBBBQ")
#: Versions from which the file's header has a byte for the encoding of symbols, a kind, and a table of offsets.
_WITH_ENCODING, _WITH_KIND, _WITH_TABLE = 10, 5, 16
_OFFSET = struct.Struct("!Q")
#: First version -> the header of a circuit: size of its name, ..., qubits, clbits, size of its metadata, registers,
#: instructions.
_CIRCUIT = (
    (12, struct.Struct("!H1cHIIQIQI"), 3),
    (2, struct.Struct("!H1cHIIQIQ"), 3),
    (1, struct.Struct("!HdIIQIQ"), 2),
)
_LONGEST_NAME = 200
#: Circuits of one file that are told apart.
_MOST = 1_000


class QpyError(Exception):
    """The file is no QPY, or its header is cut off."""


class QpyCircuit(NamedTuple):
    """What the header of a circuit says; `size` counts its instructions."""

    name: str
    qubits: int
    clbits: int
    size: int


class QpyHeader(NamedTuple):
    """What the file says of itself. Before version 16 only the first of its `programs` can be found unread."""

    version: int
    qiskit: str
    programs: int
    circuits: tuple[QpyCircuit, ...]


def header(data: bytes) -> QpyHeader:
    """The header of a file. Raises QpyError."""
    try:
        magic, version, major, minor, patch, programs = _FILE.unpack_from(data)
        if magic != _MAGIC:
            raise QpyError("it does not start like a QPY file")
        circuits = tuple(_circuits(data, version, programs))
    except (struct.error, OverflowError) as error:
        raise QpyError("it ends within its header") from error
    return QpyHeader(version, f"{major}.{minor}.{patch}", programs, circuits)


def _circuits(data: bytes, version: int, programs: int) -> Iterator[QpyCircuit]:
    at = _FILE.size + (version >= _WITH_ENCODING)
    if version >= _WITH_KIND:
        if data[at : at + 1] != b"q":  # a schedule of pulses is no circuit
            return
        at += 1
    if version >= _WITH_TABLE:
        for number in range(min(programs, _MOST)):
            yield _circuit(data, version, *_OFFSET.unpack_from(data, at + number * _OFFSET.size))
    elif programs:
        yield _circuit(data, version, at)


def _circuit(data: bytes, version: int, at: int) -> QpyCircuit:
    layout, first = next(((layout, first) for least, layout, first in _CIRCUIT if version >= least), (None, 0))
    if layout is None:
        raise QpyError(f"there is no QPY version {version}")
    fields = layout.unpack_from(data, at)
    name = data[at + layout.size : at + layout.size + min(fields[0], _LONGEST_NAME)].decode("utf-8", "replace")
    return QpyCircuit(name, fields[first], fields[first + 1], fields[first + 4])
