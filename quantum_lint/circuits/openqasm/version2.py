"""OpenQASM 2 by Qiskit's own parser, with the gates of Qiskit's old header."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from quantum_lint.circuits.openqasm.errors import OpenQasmError

if TYPE_CHECKING:
    from qiskit import QuantumCircuit

#: How the parser says where: the column counts from 0.
_PLACE = re.compile(r"<input>:(\d+),(\d+): (.*)", re.DOTALL)
#: What the parser says of a file that is not at hand, which is no fault of the text.
_NOT_AT_HAND = "in the include search path"
_DEFINITION = re.compile(r"\b(?:gate|opaque)\s+(\w+)")


def load(text: str) -> QuantumCircuit:
    """The circuit of a program. Raises OpenQasmError. No other file is read: only Qiskit's own header is included."""
    from qiskit import qasm2

    try:
        return qasm2.loads(text, include_path=(), custom_instructions=_instructions(text))
    except qasm2.QASM2ParseError as error:
        raise _error(error) from error
    except (RecursionError, MemoryError, OverflowError) as error:
        raise OpenQasmError(f"the parser gives up: {type(error).__name__}") from error


def _instructions(text: str) -> list[Any]:
    """The gates that old versions knew without a definition, but those that the program defines itself."""
    from qiskit import qasm2

    own = set(_DEFINITION.findall(text))
    return [each for each in qasm2.LEGACY_CUSTOM_INSTRUCTIONS if not each.builtin or each.name not in own]


def _error(error: Exception) -> OpenQasmError:
    message = getattr(error, "message", str(error))
    if message[:1] == message[-1:] and message[:1] in ("'", '"'):
        message = message[1:-1]
    found = _PLACE.search(message)
    if found is None:
        return OpenQasmError(message)
    malformed = _NOT_AT_HAND not in found[3]
    return OpenQasmError(found[3], int(found[1]), int(found[2]) + 1, malformed=malformed)
