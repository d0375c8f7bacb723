"""Refuses an OpenQASM 3 program that would take the importer too long, before it is asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from quantum_lint.circuits.limits import MOST_GATES, MOST_QUBITS
from quantum_lint.circuits.openqasm.errors import OpenQasmError

if TYPE_CHECKING:
    from openqasm3 import ast

#: Controls and repetitions that a modifier may add to a gate; each control doubles what is computed.
_MOST_CONTROLS = 8
_MOST_POWER = 1_000
_WIDEST_POWER = 6


def check(program: ast.Program) -> None:
    """Raises OpenQasmError if the program declares or applies too much."""
    from openqasm3 import ast

    bits, widest, applied = 0, 1, 0
    for node in _nodes(program):
        if isinstance(node, (ast.QubitDeclaration, ast.ClassicalDeclaration)):
            size = _size(node)
            bits, widest = bits + size, max(widest, size)
            if bits > 2 * MOST_QUBITS:
                raise _too_much(f"it declares more than {2 * MOST_QUBITS:,} bits", node)
        elif isinstance(node, ast.QuantumGate):
            applied += 1
            _check_modifiers(node)
        if applied * widest > MOST_GATES:
            raise _too_much(f"it may have more than {MOST_GATES:,} gates", node)


def _nodes(program: ast.Program) -> Iterator[Any]:
    from openqasm3 import ast

    waiting: list[Any] = [program]
    while waiting:
        node = waiting.pop()
        if isinstance(node, list):
            waiting.extend(reversed(node))
        elif isinstance(node, ast.QASMNode):
            yield node
            waiting.extend(reversed(list(vars(node).values())))


def _size(node: Any) -> int:
    """How many bits a declaration asks for, as far as a literal tells."""
    size = node.size if hasattr(node, "size") else getattr(node.type, "size", None)
    value = getattr(size, "value", 1)
    return value if isinstance(value, int) else 1


def _check_modifiers(gate: Any) -> None:
    from openqasm3 import ast

    controls = 0
    for modifier in gate.modifiers:
        given = getattr(modifier.argument, "value", None if modifier.argument is not None else 1)
        if modifier.modifier is ast.GateModifierName.pow:
            if not isinstance(given, (int, float)) or abs(given) > _MOST_POWER or len(gate.qubits) > _WIDEST_POWER:
                raise _too_much("the power of this gate takes too long", gate)
        elif modifier.modifier is not ast.GateModifierName.inv:
            controls += given if isinstance(given, int) else _MOST_CONTROLS + 1
            if controls > _MOST_CONTROLS:
                raise _too_much(f"this gate has more than {_MOST_CONTROLS} controls", gate)


def _too_much(reason: str, node: Any) -> OpenQasmError:
    span = node.span
    return OpenQasmError(reason, span.start_line, span.start_column + 1) if span else OpenQasmError(reason)
