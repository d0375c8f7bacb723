"""OpenQASM 3 by the reference parser and Qiskit's importer, which are not given what the importer refuses.

Calibrations, pragmas and files of others say how gates are played, not which: they are left out, and it is said so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from quantum_lint.circuits.limits import LONGEST_VERSION_3
from quantum_lint.circuits.openqasm.errors import OpenQasmError
from quantum_lint.circuits.openqasm.guards import check

if TYPE_CHECKING:
    from openqasm3 import ast
    from qiskit import QuantumCircuit

#: Gives the text of a file that a program includes; None where there is none.
Read = Callable[[str], "str | None"]

_HEADER = "stdgates.inc"
_MOST_INCLUDED = 20
#: How the importer says where: the column counts from 0.
_PLACE = re.compile(r"(\d+),(\d+): (.*)", re.DOTALL)
_LEXER_PLACE = re.compile(r"L(\d+):C(\d+): (.*)", re.DOTALL)
_HEADER_GATES = frozenset(
    (
        "p", "x", "y", "z", "h", "s", "sdg", "t", "tdg", "sx", "rx", "ry", "rz", "cx", "cy", "cz", "cp", "crx", "cry",
        "crz", "ch", "swap", "ccx", "cswap", "cu", "CX", "phase", "cphase", "id", "u1", "u2", "u3",
    )
)  # fmt: skip
#: Kinds of statements that do not change which gates are applied, and what they are called.
_PASSED_OVER = {
    "CalibrationDefinition": "defcal",
    "CalibrationStatement": "cal",
    "CalibrationGrammarDeclaration": "defcalgrammar",
    "Pragma": "pragma",
}


class Loaded(NamedTuple):
    """The circuit, in what it differs from the text, and names of gates of which only the name is known."""

    circuit: QuantumCircuit
    changes: tuple[str, ...]
    opaque: tuple[str, ...]


def load(text: str, read: Read) -> Loaded:
    """The circuit of a program; `read` gives files of the tree that it includes. Raises OpenQasmError."""
    from qiskit_qasm3_import import ConversionError, convert

    program = _parsed(text)
    changes: dict[str, None] = {}
    program.statements = list(_kept(program.statements, read, changes, [_HEADER]))
    opaque = _define_missing(program, changes)
    check(program)
    try:
        return Loaded(convert(program), tuple(changes), opaque)
    except ConversionError as error:
        raise _error(_PLACE, error.message) from error
    except (ArithmeticError, LookupError, TypeError, ValueError, RecursionError, MemoryError) as error:
        raise OpenQasmError(f"the importer gives up: {type(error).__name__}") from error
    except Exception as error:
        from qiskit.exceptions import QiskitError

        if isinstance(error, QiskitError):
            raise OpenQasmError(error.message) from error
        raise


def _parsed(text: str) -> ast.Program:
    from openqasm3 import parse
    from openqasm3.parser import QASM3ParsingError

    if len(text) > LONGEST_VERSION_3:
        raise OpenQasmError(f"it is longer than {LONGEST_VERSION_3:,} characters")
    try:
        return parse(text)
    except QASM3ParsingError as error:
        raise _syntax_error(error) from error
    except (RecursionError, MemoryError, ValueError, AttributeError, TypeError) as error:
        raise OpenQasmError(f"the parser gives up: {type(error).__name__}") from error


def _syntax_error(error: Exception) -> OpenQasmError:
    """The place is in the message, or in the exception that ANTLR raised first."""
    if str(error):
        return _error(_LEXER_PLACE, str(error), malformed=True)
    reason = error.__cause__.args[0] if error.__cause__ and error.__cause__.args else error.__cause__
    token = getattr(reason, "offendingToken", None)
    if token is None:
        return OpenQasmError("it is no OpenQASM 3", malformed=True)
    shown = "the end of the text" if token.type == -1 else repr(token.text[:40])
    return OpenQasmError(f"{shown} is not expected here", token.line, token.column + 1, malformed=True)


def _error(pattern: re.Pattern[str], message: str, *, malformed: bool = False) -> OpenQasmError:
    found = pattern.search(message)
    place = (int(found[1]), int(found[2]) + 1) if found else ()
    return OpenQasmError(found[3] if found else message, *place, malformed=malformed)


def _kept(statements: Iterable[Any], read: Read, changes: dict[str, None], included: list[str]) -> Iterator[Any]:
    """The statements that the importer can cope with, those of included files in their place."""
    for statement in statements:
        kind = type(statement).__name__
        if kind in _PASSED_OVER:
            changes[f"without its {_PASSED_OVER[kind]}"] = None
        elif kind == "Include" and statement.filename != _HEADER:
            yield from _included(statement, read, changes, included)
        elif kind == "IODeclaration" and statement.io_identifier.name == "output":
            yield _declared(statement)
        else:
            yield statement


def _included(statement: Any, read: Read, changes: dict[str, None], included: list[str]) -> Iterator[Any]:
    name = statement.filename
    text = None if name in included or len(included) > _MOST_INCLUDED else read(name)
    if text is None:
        if name not in included:
            changes[f'without "{name}"'] = None
        return
    included.append(name)
    try:
        inner = _parsed(text)
    except OpenQasmError as error:
        raise OpenQasmError(f"{name}, {error}", statement.span.start_line, statement.span.start_column + 1) from error
    yield from _kept(inner.statements, read, changes, included)


def _declared(statement: Any) -> Any:
    """What an `output` declares, as any other variable."""
    from openqasm3 import ast

    found = ast.ClassicalDeclaration(statement.type, statement.identifier)
    found.span = statement.span
    return found


def _define_missing(program: ast.Program, changes: dict[str, None]) -> tuple[str, ...]:
    """Declare the gates that nothing in the program defines; the names of those of which nothing else is known."""
    from openqasm3 import ast

    gates = list(_gates(program))
    defined = {each.name.name for each in program.statements if isinstance(each, ast.QuantumGateDefinition)} | {"U"}
    used = {gate.name.name: gate for gate in gates if gate.name.name not in defined}
    included = any(isinstance(each, ast.Include) for each in program.statements)
    if not included and used.keys() & _HEADER_GATES and not defined & _HEADER_GATES:
        program.statements.insert(0, ast.Include(_HEADER))
        changes[f'read as if it included "{_HEADER}"'] = None
        included = True
    missing = {name: gate for name, gate in used.items() if not (included and name in _HEADER_GATES)}
    program.statements[:0] = [_opaque(name, gate) for name, gate in missing.items()]
    return tuple(sorted(missing))


def _gates(node: Any) -> Iterator[Any]:
    """Every application of a gate below the node."""
    from openqasm3 import ast

    waiting = [node]
    while waiting:
        each = waiting.pop()
        if isinstance(each, list):
            waiting.extend(reversed(each))
        elif isinstance(each, ast.QASMNode):
            if isinstance(each, ast.QuantumGate):
                yield each
            waiting.extend(reversed(list(vars(each).values())))


def _opaque(name: str, gate: Any) -> Any:
    """The definition of a gate that does nothing, with as many parameters and qubits as the gate is given."""
    from openqasm3 import ast

    controls = sum(
        getattr(modifier.argument, "value", 1)
        for modifier in gate.modifiers
        if modifier.modifier in (ast.GateModifierName.ctrl, ast.GateModifierName.negctrl)
    )
    parameters = [ast.Identifier(f"parameter{number}") for number in range(len(gate.arguments))]
    qubits = [ast.Identifier(f"qubit{number}") for number in range(len(gate.qubits) - controls)]
    return ast.QuantumGateDefinition(ast.Identifier(name), parameters, qubits, [])
