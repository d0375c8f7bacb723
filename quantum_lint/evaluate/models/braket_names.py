"""What the names of the Amazon Braket SDK stand for here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from quantum_lint.evaluate.models.braket_circuits import Circuit, Gate, Instruction

#: Classes of gates with the method that adds one, and how many qubits it takes.
_GATES = {
    "H": ("h", 1), "X": ("x", 1), "Y": ("y", 1), "Z": ("z", 1), "S": ("s", 1), "Si": ("si", 1), "T": ("t", 1),
    "Ti": ("ti", 1), "V": ("v", 1), "Vi": ("vi", 1), "I": ("i", 1), "Rx": ("rx", 1), "Ry": ("ry", 1), "Rz": ("rz", 1),
    "PhaseShift": ("phaseshift", 1), "CNot": ("cnot", 2), "CZ": ("cz", 2), "CY": ("cy", 2), "Swap": ("swap", 2),
    "ISwap": ("iswap", 2), "XX": ("xx", 2), "YY": ("yy", 2), "ZZ": ("zz", 2), "XY": ("xy", 2),
    "CPhaseShift": ("cphaseshift", 2), "CCNot": ("ccnot", 3), "CSwap": ("cswap", 3), "GPi": ("gpi", 1),
    "GPi2": ("gpi2", 1),
}  # fmt: skip


def _gate(name: str, width: int) -> Callable[..., Gate]:
    def gate(*angles: Any, angle: Any = None) -> Gate:
        return Gate(name, width, angles if angle is None else (angle,))

    return gate


def _parameter(name: str) -> Any:
    """A number that is given later."""
    from qiskit.circuit import Parameter

    return Parameter(name)


_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "Circuit": Circuit,
    "Instruction": Instruction.make,
    "FreeParameter": _parameter,
    **{f"Gate.{name}": _gate(*row) for name, row in _GATES.items()},
    **{f"gates.{name}": _gate(*row) for name, row in _GATES.items()},
}
_INNER = frozenset(("circuits", "parametric", "circuit", "instruction", "gate", "free_parameter"))


def function_of(name: str) -> Callable[..., Any] | None:
    """The class or function that a qualified name means."""
    top, *rest = name.split(".")
    while rest and rest[0] in _INNER:
        rest.pop(0)
    return _FUNCTIONS.get(".".join(rest)) if top == "braket" else None


def constant_of(name: str) -> Any:
    """No name of it stands for an object that is there from the start."""
    return None
