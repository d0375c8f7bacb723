"""Functions that nobody calls: what they build when their sizes are small numbers that we make up."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from quantum_lint.evaluate.deep import Template
from quantum_lint.evaluate.functions import Function
from quantum_lint.evaluate.models.allowed import member_of_library
from quantum_lint.evaluate.models.gathering import built, within
from quantum_lint.evaluate.models.live import Live
from quantum_lint.evaluate.values import Known, ListValue, Value

if TYPE_CHECKING:
    from quantum_lint.evaluate.machine import Machine

#: The sizes, how many functions of a file are tried, and the steps for each try.
SIZES = (4, 8, 16)
_FUNCTIONS = 40
_STEPS = 60_000
#: Parameters that say how often something is repeated, whatever the size.
_REPEATED = frozenset(
    ("reps", "depth", "layers", "num_layers", "n_layers", "p", "steps", "iterations", "trotter_steps")
)
_REPETITIONS = 2
_CIRCUITS = frozenset(("qc", "circuit", "circ", "quantum_circuit"))
_NESTED = 3
#: Names that programs give to the number of qubits.
_SIZE = re.compile(
    r"n|N|nq|size|width|(n|N|num|number|no)(_of)?_?(qubits?|bits?|q|qbits?|sites|spins|wires)|qubits|num"
)


def templates(machine: Machine) -> Iterator[Template]:
    """What each function that nobody calls builds, for each of the sizes."""
    waiting = [function for function in machine.waiting.values() if _builds(function)]
    for function in waiting[:_FUNCTIONS]:
        for size in SIZES:
            machine.library.size = size  # type: ignore[attr-defined]
            given: list[Live] = []
            machine.library.given = given  # type: ignore[attr-defined]
            start = machine.library.gathering.number  # type: ignore[attr-defined]
            result = machine.probe(function, _STEPS)
            made = machine.library.gathering.made_in(function.name, start)  # type: ignore[attr-defined]
            returned = list(within(result, _NESTED)) or made
            found = {id(live): live for live in (*returned, *given) if live.real.data}
            machine.library.size = None  # type: ignore[attr-defined]
            if found:
                circuits = tuple(built(live, "", function.positions.part) for live in found.values())
                yield Template(function.name, function.where(), size, circuits)


def _builds(function: Function) -> bool:
    """Whether a function names something that makes circuits, or is given one."""
    if isinstance(function.node, ast.Lambda):
        return False
    names = (getattr(node, "id", getattr(node, "attr", None)) for node in ast.walk(function.node))
    return any(map(_makes, {name for name in names if isinstance(name, str)})) or any(
        each in _CIRCUITS for each in function.parameters()
    )


def _makes(name: str) -> bool:
    return name[:1].isupper() and hasattr(member_of_library(f"qiskit.{name}"), "count_ops")


def made_up(machine: Machine, function: Function, name: str, size: int) -> Value | None:
    """A value for a parameter that has no default, from its name, its annotation and what the function does with it."""
    arguments = function.node.args
    every = (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)
    annotation = next((ast.unparse(each.annotation) for each in every if each.arg == name and each.annotation), "")
    if name in _CIRCUITS or annotation.endswith("QuantumCircuit"):
        return _circuit(machine, size)
    if annotation == "str":
        return Known("10" * (size // 2))
    if annotation in ("float", "complex", "bool"):
        return None
    if name in _REPEATED:
        return Known(_REPETITIONS)
    if _is_list(function.node, name, annotation):
        return ListValue([Known(at) for at in range(size)])
    named = _SIZE.fullmatch(name) is not None
    return Known(size) if annotation == "int" or named or _is_number(function.node, name) else None


def _circuit(machine: Machine, size: int) -> Live:
    from qiskit.circuit import QuantumCircuit

    made = Live.of(machine, QuantumCircuit(size, size))
    machine.library.given.append(made)  # type: ignore[attr-defined]
    return made


def _is_number(node: ast.AST, name: str) -> bool:
    """Whether a parameter is the end of a range or the size of a register, itself or in a sum."""
    return any(
        isinstance(each, ast.Call)
        and _last_name(each.func)
        in ("range", "QuantumCircuit", "QuantumRegister", "ClassicalRegister", "ParameterVector")
        and any(name in _names(argument) for argument in each.args)
        for each in ast.walk(node)
    )


def _names(node: ast.expr) -> set[str]:
    """The names in a sum or product; what is inside other calls says nothing of the kind."""
    if isinstance(node, ast.BinOp):
        return _names(node.left) | _names(node.right)
    return {node.id} if isinstance(node, ast.Name) else set()


def _is_list(node: ast.AST, name: str, annotation: str) -> bool:
    if annotation.lower().startswith(("list[int", "sequence[int", "iterable[int", "tuple[int")):
        return True
    return any(isinstance(each, ast.For) and _last_name(each.iter) == name for each in ast.walk(node))


def _last_name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
