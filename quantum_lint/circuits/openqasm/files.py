"""OpenQASM files: from bytes to a fact."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from quantum_lint.circuits.extras import Extras, with_extras
from quantum_lint.circuits.limits import LONGEST_VERSION_2, LONGEST_VERSION_3, MOST_GATES, MOST_QUBITS
from quantum_lint.circuits.measure import measures
from quantum_lint.circuits.openqasm import stream, version2, version3
from quantum_lint.circuits.openqasm.errors import OpenQasmError
from quantum_lint.model.circuit import Bound, Circuit, Measures
from quantum_lint.model.span import Span

if TYPE_CHECKING:
    from qiskit import QuantumCircuit

_COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/", re.DOTALL)
_VERSION = re.compile(r"\s*OPENQASM\s+(\d+)")
#: Characters in which a file says its version, if it does.
_HEAD = 20_000
_CHUNK = 1 << 20
_SDK = "openqasm"
_NONE = Extras()
_LARGE = "it is counted and not built: {}"


class Reading(NamedTuple):
    """What a file gave: a circuit, and what is wrong with the text."""

    circuit: Circuit
    error: OpenQasmError | None = None


def version_of(head: str) -> int:
    """The version that a program says it is written in; 2 where it says nothing, as Qiskit takes it."""
    return stated_version(head) or 2


def stated_version(head: str) -> int | None:
    """The version that a program says it is written in."""
    found = _VERSION.match(_COMMENT.sub("", head[:_HEAD]))
    return int(found[1][:9]) if found else None


def read(data: bytes, name: str, include: version3.Read, extras: Extras = _NONE) -> Reading:
    """The circuit in a file, called `name`; `include` gives the text of files that it includes."""
    text = data.decode("utf-8", "replace")
    span = Span(0, len(data))
    longest = LONGEST_VERSION_3 if version_of(text) == 3 else LONGEST_VERSION_2
    if len(text) > longest:
        return counted((text,), name, span, f"it is longer than {longest:,} characters")
    try:
        return Reading(_READERS.get(version_of(text), _other)(text, name, span, include, extras))
    except OpenQasmError as error:
        return Reading(_unknown(name, span, str(error)), error)


def counted(chunks: Iterable[str], name: str, span: Span, why: str) -> Reading:
    """The circuit of a program that is too large to be built, counted statement by statement."""
    try:
        measured = stream.count(chunks)
    except stream.StreamError as error:
        return Reading(_unknown(name, span, f"{why}, and cannot be counted: {error}"))
    return Reading(_circuit(name, span, measured, reason=_LARGE.format(why)))


def chunks_of(path: str) -> Iterator[str]:
    """The text of a file on disk, piece by piece."""
    with open(path, encoding="utf-8", errors="replace") as file:
        while chunk := file.read(_CHUNK):
            yield chunk


def _version_2(text: str, name: str, span: Span, include: version3.Read, extras: Extras) -> Circuit:
    large = _too_large(text)
    if large is not None:
        return large_circuit(name, span, large)
    return _built(name, span, version2.load(text), extras)


def large_circuit(name: str, span: Span, measured: Measures) -> Circuit:
    """A circuit that is known by its counts alone."""
    why = f"it has {measured.qubits:,} qubits and {measured.size:,} instructions"
    return _circuit(name, span, measured, reason=_LARGE.format(why))


def _too_large(text: str) -> Measures | None:
    """What the program comes to, if that is more than a parser should build. Raises OpenQasmError."""
    try:
        measured = stream.count((text,))
    except stream.TooLargeError as error:
        raise OpenQasmError(str(error)) from error
    except stream.StreamError:
        return None  # the parser tells where it is wrong
    return measured if measured.size > MOST_GATES or measured.qubits > MOST_QUBITS else None


def _version_3(text: str, name: str, span: Span, include: version3.Read, extras: Extras) -> Circuit:
    loaded = version3.load(text, include)
    reasons = list(loaded.changes)
    if loaded.opaque:
        reasons.append(f"nothing says what {', '.join(loaded.opaque)} does")
    found = _built(name, span, loaded.circuit, extras)
    return found._replace(exactness="bounded" if loaded.opaque else "exact", reason="; ".join(reasons))


def _other(text: str, name: str, span: Span, include: version3.Read, extras: Extras) -> Circuit:
    raise OpenQasmError(f"there is no OpenQASM {version_of(text)}")


_READERS = {2: _version_2, 3: _version_3}


def _built(name: str, span: Span, circuit: QuantumCircuit, extras: Extras) -> Circuit:
    return with_extras(_circuit(name, span, measures(circuit)), circuit, extras)


def _circuit(name: str, span: Span, measured: Measures, reason: str = "") -> Circuit:
    return Circuit(_SDK, span, "exact", reason, (Bound(name, 0),), measured)


def _unknown(name: str, span: Span, reason: str) -> Circuit:
    return Circuit(_SDK, span, "unknown", reason, (Bound(name, 0),))
