"""Functions that nobody calls: what they build when their sizes are small numbers that we make up."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from quantum_lint.evaluate.deep import Template
from quantum_lint.evaluate.functions import Function
from quantum_lint.evaluate.models.allowed import member_of_library
from quantum_lint.evaluate.models.cirq_qubits import LineQubit
from quantum_lint.evaluate.models.gathering import built, within
from quantum_lint.evaluate.models.live import Live, length
from quantum_lint.evaluate.models.pennylane_models import probed
from quantum_lint.evaluate.values import Known, ListValue, Reference, Value

if TYPE_CHECKING:
    from quantum_lint.evaluate.machine import Machine
    from quantum_lint.evaluate.models.deep_library import DeepLibrary

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
#: Answers about functions that are kept: each of them is asked for all sizes, one after the other.
_ASKED = 256
#: SDKs whose functions and classes put gates somewhere, by package.
_OTHER_SDKS = frozenset(("cirq", "braket", "pennylane", "pytket"))
#: Names of parameters that are taken apart where they hold qubits.
_UNITS = frozenset(("qubits", "wires", "qubit_list", "qubit_indices", "targets", "q", "qs"))
_LIST = re.compile(r"(typing\.)?(list|sequence|iterable|tuple)\[.*(int|qid|qubit)", re.IGNORECASE)
#: What counts qubits, bits or parameters, and what counts to their end.
_COUNTED = frozenset(("range", "QuantumCircuit", "QuantumRegister", "ClassicalRegister", "ParameterVector", "Circuit",
                      "device", "add_q_register", "add_c_register", "QubitRegister", "square"))  # fmt: skip
#: Names that programs give to the number of qubits.
_SIZE = re.compile(
    r"n|N|nq|size|width|(n|N|num|number|no)(_of)?_?(qubits?|bits?|q|qbits?|sites|spins|wires)|qubits|num"
)


class Trial:
    """A call of such a function: the `size` that is tried, the circuits that it was `given` for its parameters.

    `sized` tells whether anything that it was given depends on the size.
    """

    def __init__(self, size: int | None = None) -> None:
        self.size = size
        self.given: list[Live] = []
        self.sized = False

    def missing(self, machine: Machine, function: Function, name: str) -> Value | None:
        """A value for a parameter of the function that is tried; those that it calls are called as they are."""
        if self.size is None or (machine.calling and machine.calling[-1] is not function):
            return None
        found = made_up(machine, function, name, self.size)
        self.sized = self.sized or found is not None
        return found


def templates(machine: Machine) -> Iterator[Template]:
    """What each function that nobody calls builds, for each of the sizes."""
    waiting = [function for function in machine.waiting.values() if _builds(machine, function)]
    for function in waiting[:_FUNCTIONS]:
        for size in SIZES:
            trial = Trial(size)
            found = _tried(machine, function, trial)
            if found:
                circuits = tuple(built(live, "", function.positions.part) for live in found)
                yield Template(function.name, function.where(), size, circuits)
            if not trial.sized:
                break


def _tried(machine: Machine, function: Function, trial: Trial) -> list[Live]:
    """The circuits that a function gives, or makes, or is given and fills, when its sizes are those of the trial."""
    library: DeepLibrary = machine.library  # type: ignore[assignment]
    library.trial = trial
    start = library.gathering.number
    result, tape = probed(machine, function, _STEPS)
    returned = list(within(result, _NESTED)) or library.gathering.made_in(function.name, start)
    found = {id(live): live for live in (*returned, *trial.given, tape) if length(live.real)}
    library.trial = Trial()
    return list(found.values())


def _builds(machine: Machine, function: Function) -> bool:
    """Whether a function names something that makes circuits, or is given one."""
    if isinstance(function.node, ast.Lambda):
        return False
    names = _all_names(function.node)
    return (
        any(map(_makes, names))
        or any(each in _CIRCUITS for each in function.parameters())
        or _other_sdk(machine, names) is not None
    )


@lru_cache(maxsize=_ASKED)
def _all_names(node: ast.AST) -> set[str]:
    names = (getattr(each, "id", getattr(each, "attr", None)) for each in ast.walk(node))
    return {name for name in names if isinstance(name, str)}


def _makes(name: str) -> bool:
    return name[:1].isupper() and hasattr(member_of_library(f"qiskit.{name}"), "count_ops")


def _other_sdk(machine: Machine, names: Iterable[str]) -> str | None:
    """The SDK other than Qiskit that one of the names comes from."""
    values = (machine.module.contents.get(name) for name in names)
    packages = (value.name.partition(".")[0] for value in values if isinstance(value, Reference))
    return next((each for each in packages if each in _OTHER_SDKS), None)


def made_up(machine: Machine, function: Function, name: str, size: int) -> Value | None:
    """A value for a parameter that has no default, from its name, its annotation and what the function does with it."""
    arguments = function.node.args
    every = (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)
    annotation = next((ast.unparse(each.annotation) for each in every if each.arg == name and each.annotation), "")
    other = _other_sdk(machine, _all_names(function.node))
    if (name in _CIRCUITS or annotation.endswith("QuantumCircuit")) and other is None:
        return _circuit(machine, size)
    if annotation == "str":
        return Known("10" * (size // 2))
    if annotation in ("float", "complex", "bool"):
        return None
    if name in _REPEATED:
        return Known(_REPETITIONS)
    if _is_list(function.node, name, annotation):
        return ListValue([_unit(machine, other, at) for at in range(size)])
    named = _SIZE.fullmatch(name) is not None
    return Known(size) if annotation == "int" or named or _is_number(function.node, name) else None


def _unit(machine: Machine, sdk: str | None, number: int) -> Value:
    """A qubit as an SDK has them in lists, which is a number for most."""
    return Live.of(machine, LineQubit(number)) if sdk == "cirq" else Known(number)


def _circuit(machine: Machine, size: int) -> Live:
    from qiskit.circuit import QuantumCircuit

    made = Live.of(machine, QuantumCircuit(size, size))
    machine.library.trial.given.append(made)  # type: ignore[attr-defined]
    return made


@lru_cache(maxsize=_ASKED)
def _is_number(node: ast.AST, name: str) -> bool:
    """Whether a parameter is the end of a range or the size of a register, itself or in a sum."""
    return any(
        isinstance(each, ast.Call)
        and _last_name(each.func) in _COUNTED
        and any(name in _names(argument) for argument in (*each.args, *(given.value for given in each.keywords)))
        for each in ast.walk(node)
    )


def _names(node: ast.expr) -> set[str]:
    """The names in a sum or product; what is inside other calls says nothing of the kind."""
    if isinstance(node, ast.BinOp):
        return _names(node.left) | _names(node.right)
    return {node.id} if isinstance(node, ast.Name) else set()


@lru_cache(maxsize=_ASKED)
def _is_list(node: ast.AST, name: str, annotation: str) -> bool:
    if _LIST.match(annotation):
        return True
    return any(
        (isinstance(each, (ast.For, ast.comprehension)) and _is_name(each.iter, name))
        or (name in _UNITS and isinstance(each, ast.Subscript) and _is_name(each.value, name))
        for each in ast.walk(node)
    )


def _is_name(node: ast.expr, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


def _last_name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
