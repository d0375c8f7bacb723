"""What two circuits have in common that transpile to the same: their contents, whatever they are called."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from qiskit import QuantumCircuit
    from qiskit.circuit import CircuitInstruction, Operation

#: Attributes of an operation that say nothing of what it does, or that its definition says again.
_NOT_TOLD = frozenset({"_definition", "_label", "_name", "_duration", "_unit"})
_PLAIN = (str, int, float, complex, bool, type(None))
#: Operations inside of each other.
_DEEPEST = 20


class _UntoldError(Exception):
    """Something is in the circuit that has no text which is the same in every run."""


def identity(circuit: QuantumCircuit) -> str | None:
    """A digest of the operations and what they are done to; None where one of them holds what nothing can tell.

    The names of circuits and of gates made of circuits count up in every process, so that they are left out.
    """
    digest = sha256()
    try:
        for each in _contents(circuit, 0):
            digest.update(repr(each).encode())
    except _UntoldError:
        return None
    return digest.hexdigest()


def _contents(circuit: QuantumCircuit, depth: int) -> Iterable[object]:
    if depth > _DEEPEST or circuit.num_vars:
        raise _UntoldError
    places = {bit: number for bits in (circuit.qubits, circuit.clbits) for number, bit in enumerate(bits)}
    yield circuit.num_qubits, circuit.num_clbits
    for instruction in circuit.data:
        qubits = tuple(places[each] for each in instruction.qubits)
        clbits = tuple(places[each] for each in instruction.clbits)
        yield _told(instruction, depth), qubits, clbits


def _told(instruction: CircuitInstruction, depth: int) -> object:
    if instruction.is_standard_gate():
        return instruction.name, _values(instruction.params, depth)
    if instruction.is_control_flow():
        raise _UntoldError
    return _operation(instruction.operation, depth)


def _operation(operation: Operation, depth: int) -> object:
    """The kind of the operation and all that it was made with, or what it is made of where it has no kind."""
    from qiskit.circuit import Gate, Instruction

    if type(operation) in (Gate, Instruction):
        if operation.definition is None:
            raise _UntoldError
        return tuple(_contents(operation.definition, depth + 1))
    state = {name: held for name, held in vars(operation).items() if name not in _NOT_TOLD}
    kind = f"{type(operation).__module__}.{type(operation).__qualname__}"
    return kind, operation.num_qubits, tuple((name, _value(state[name], depth)) for name in sorted(state))


def _values(values: Iterable[Any], depth: int) -> tuple[object, ...]:
    return tuple(_value(each, depth) for each in values)


def _value(value: Any, depth: int) -> object:
    for kinds, told in _kinds():
        if isinstance(value, kinds):
            return told(value, depth)
    raise _UntoldError


@cache
def _kinds() -> tuple[tuple[Any, Callable[[Any, int], object]], ...]:
    """How to tell a value of some type."""
    import numpy as np
    from qiskit.circuit import Operation, ParameterExpression
    from qiskit.quantum_info import SparsePauliOp
    from qiskit.synthesis import ProductFormula

    return (
        (_PLAIN, lambda value, _: value),
        (np.generic, lambda value, _: value.item()),
        (np.ndarray, lambda value, _: (value.shape, str(value.dtype), sha256(value.tobytes()).hexdigest())),
        ((list, tuple), lambda value, depth: _values(value, depth + 1)),
        (ParameterExpression, lambda value, _: str(value)),
        (SparsePauliOp, lambda value, depth: (value.paulis.to_labels(), _value(value.coeffs, depth))),
        (ProductFormula, _formula),
        (Operation, lambda value, depth: _operation(value, depth + 1)),
    )


def _formula(value: Any, depth: int) -> object:
    """How an evolution is taken apart; a formula that was given a function of its own does not say."""
    try:
        settings = value.settings
    except NotImplementedError as error:
        raise _UntoldError from error
    return type(value).__qualname__, tuple((name, _value(settings[name], depth)) for name in sorted(settings))
