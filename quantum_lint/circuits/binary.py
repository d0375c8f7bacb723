"""QPY files of the tree, by their headers."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.circuits import qpy
from quantum_lint.discover import Candidate
from quantum_lint.model.circuit import Bound, Circuit, FileCircuits, Measures, Placed
from quantum_lint.model.finding import Place
from quantum_lint.model.report import Unreadable
from quantum_lint.model.span import Span

ENDINGS = (".qpy",)
#: Bytes that headers are looked for in.
_HEAD = 10_000_000
_REASON = "of a QPY file only the header is read"


def circuits_of(candidate: Candidate) -> FileCircuits:
    """The circuits that the file says it holds. Raises OSError."""
    with open(candidate.location, "rb") as stream:
        data = stream.read(_HEAD)
    try:
        found = qpy.header(data)
    except qpy.QpyError as error:
        return FileCircuits(candidate.path, unreadable=(Unreadable(candidate.path, 1, str(error)),))
    place = Place(candidate.path, Span(0, 0), 1, 1, 1, 1)
    placed = tuple(Placed(circuit, place) for circuit in _facts(found))
    rest = found.programs - len(placed)
    note = f"{rest:,} more circuits stand behind the first, whose headers cannot be found without loading it"
    return FileCircuits(candidate.path, placed, notes=(note,) if rest > 0 else ())


def _facts(found: qpy.QpyHeader) -> Iterator[Circuit]:
    for circuit in found.circuits:
        yield Circuit(
            sdk="qiskit",
            span=Span(0, 0),
            exactness="bounded",
            reason=_REASON,
            names=(Bound(circuit.name, 0),),
            measures=Measures(circuit.qubits, circuit.clbits, None, circuit.size, (), None, None, None),
        )
