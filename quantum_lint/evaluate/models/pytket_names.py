"""What the names of pytket stand for here: classes, functions, and types of operations."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial
from typing import Any

from quantum_lint.evaluate.models import (
    pytket_circuits,
    pytket_conversion,
    pytket_gates,
    pytket_logic,
    pytket_operators,
    pytket_units,
)
from quantum_lint.evaluate.models.allowed import member_of_library
from quantum_lint.evaluate.models.named import named_parameter
from quantum_lint.evaluate.models.pytket_gates import TYPES, OpType

_BOXES = ("Unitary1qBox", "Unitary2qBox", "Unitary3qBox", "DiagonalBox", "StatePreparationBox")


def _created(op_type: OpType, params: Any = ()) -> pytket_gates.Op:
    return pytket_gates.operation(op_type, params)


def _defined(name: str, circ: pytket_circuits.Circuit, args: Any) -> Callable[..., pytket_gates.Op]:
    return Definition(name, circ.copy(), tuple(args))


class Definition:
    """A gate of the program's own, whose numbers stand for symbols."""

    def __init__(self, name: str, circuit: pytket_circuits.Circuit, symbols: tuple[Any, ...]) -> None:
        self.name = name
        self._make = partial(pytket_gates.custom, name, circuit, symbols)

    def __call__(self, params: Any) -> pytket_gates.Op:
        """The gate with these numbers."""
        return self._make(params)


#: Classes of names that stand for themselves.
_NAMES = {
    "Pauli": ("I", "X", "Y", "Z"),
    "PauliPartitionStrat": ("CommutingSets", "NonConflictingSets"),
    "GraphColourMethod": ("Lazy", "LargestFirst", "Exhaustive"),
}
_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "Circuit": pytket_circuits.Circuit,
    "Qubit": pytket_units.Qubit,
    "Bit": pytket_units.Bit,
    "QubitRegister": pytket_units.QubitRegister,
    "BitRegister": pytket_units.BitRegister,
    "Op.create": _created,
    "CircBox": pytket_gates.circuit_box,
    "QControlBox": pytket_gates.controlled,
    "PauliExpBox": pytket_gates.pauli_exponential,
    "ExpBox": pytket_gates.exponential,
    "ToffoliBox": pytket_gates.permutation,
    "CustomGateDef.define": _defined,
    **{name: pytket_gates.box(name) for name in _BOXES},
    "QubitPauliString": pytket_operators.QubitPauliString,
    "QubitPauliOperator": pytket_operators.QubitPauliOperator,
    "gen_term_sequence_circuit": pytket_operators.term_sequence_circuit,
    **pytket_logic.FUNCTIONS,
    "fresh_symbol": lambda preferred="a": named_parameter(preferred),
}

_CONVERSIONS: dict[str, Callable[..., Any]] = {
    "qiskit_to_tk": pytket_conversion.from_qiskit,
    "tk_to_qiskit": pytket_conversion.to_qiskit,
}
#: Functions that give circuits, by the class of these; of a library by its name.
_CIRCUITS: dict[str, type | str] = {
    "qiskit_to_tk": pytket_circuits.Circuit,
    "gen_term_sequence_circuit": pytket_circuits.Circuit,
    "tk_to_qiskit": "qiskit.QuantumCircuit",
}


def function_of(name: str) -> Callable[..., Any] | None:
    """The class or function that a qualified name means; extensions have names of their own."""
    top, *rest = name.split(".")
    if top != "pytket" or not rest:
        return None
    if rest[0] in ("extensions", "qiskit"):
        return _CONVERSIONS.get(rest[-1]) if "qiskit" in rest else None
    return _FUNCTIONS.get(".".join(rest[-2:])) or _FUNCTIONS.get(rest[-1])


def gives(name: str) -> type | None:
    """The class of circuits that a function gives; None for anything else."""
    kind = _CIRCUITS.get(name.rpartition(".")[2]) if name.startswith("pytket.") else None
    return member_of_library(kind) if isinstance(kind, str) else kind


def knows(name: str) -> bool:
    """Whether a qualified name is that of a class or function here, or of a method of one."""
    owner = name.rpartition(".")[0]
    return function_of(name) is not None or function_of(owner) is not None


def compiles(name: str) -> bool:
    """Whether a qualified name is that of a pass which changes the circuit that it is given."""
    parts = name.split(".")
    return parts[0] == "pytket" and parts[-1] == "apply"


@lru_cache(maxsize=1_000)
def constant_of(name: str) -> Any:
    """The type of operations, Pauli operator or strategy that a qualified name stands for; None for anything else."""
    top, *rest = name.split(".")
    if top != "pytket" or len(rest) < 2:
        return None
    if rest[-2] == "OpType" and rest[-1] in TYPES:
        return OpType(rest[-1])
    return rest[-1] if rest[-1] in _NAMES.get(rest[-2], ()) else None
