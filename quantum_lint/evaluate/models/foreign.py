"""SDKs that are not asked themselves: small classes of our own stand for theirs, and their circuits become Qiskit's."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from quantum_lint.evaluate.calls import Argument
from quantum_lint.evaluate.models import (
    braket_models,
    braket_names,
    cirq_conditions,
    cirq_names,
    cirq_qubits,
    making,
    networkx_graphs,
    networkx_random,
    pennylane_models,
    pytket_names,
    qiskit_passes,
    qiskit_problems,
)
from quantum_lint.evaluate.models.live import VERSION, Live, Version
from quantum_lint.evaluate.models.named import named_parameter
from quantum_lint.evaluate.values import Known, Unknown, Value

if TYPE_CHECKING:
    from quantum_lint.evaluate.functions import UserClass
    from quantum_lint.evaluate.machine import Machine

Model = Callable[["Machine", tuple[Argument, ...], "Value | None"], "Value | None"]
_SDKS = (cirq_names, braket_names, pytket_names, networkx_graphs, networkx_random)
#: Models of calls that need to know more than the objects they are given.
_OWN_MODELS = (braket_models.model_of, pennylane_models.model_of, qiskit_passes.model_of)


def constant(name: str) -> Value | None:
    """What a qualified name of an SDK stands for, where that is an object that is there from the start."""
    for sdk in (*_SDKS, qiskit_passes, qiskit_problems):
        found = sdk.constant_of(name)
        if isinstance(found, str):
            return Known(found)
        if found is not None:
            return Live({VERSION: Version(found)})
    return None


def part_of(machine: Machine, kind: UserClass) -> Live | None:
    """What objects of a class of the program are to an SDK, for a base of which it does not matter how it is set up."""
    base = cirq_names.base_of(kind.outside() or "", kind.name.lower())
    return Live.of(machine, base) if base is not None else None


def model_of(name: str) -> Model | None:
    """The model of a class or function of an SDK."""
    own = next(filter(None, (find(name) for find in _OWN_MODELS)), None)
    if own is not None:
        return own
    function = _SYMBOLS.get(name) or next(filter(None, (sdk.function_of(name) for sdk in _SDKS)), None)
    if function is None:
        return None

    takes_object = cirq_names.is_method(name)

    def model(machine: Machine, arguments: tuple[Argument, ...], receiver: Value | None) -> Value | None:
        if takes_object and isinstance(receiver, Live):
            moved = (each if each.position is None else each._replace(position=each.position + 1) for each in arguments)
            arguments = (Argument(None, 0, receiver, machine.crossing), *moved)
        made = making.make(machine, name, function, arguments)
        if isinstance(made, Unknown) and (circuits := pytket_names.gives(name)) is not None:
            return making.unmade(machine, name, circuits, made.reason)
        return made

    return model


def text(value: Live) -> Value | None:
    """What an object of an SDK is in a string, where it is a qubit."""
    return Known(str(value.real)) if isinstance(value.real, cirq_qubits.Qid) and not value.quality.level else None


def _symbol(name: str, **assumptions: Any) -> Any:
    """A symbol of SymPy, which stands for a number that is given later."""
    return named_parameter(name)


def _symbols(names: Any, **assumptions: Any) -> Any:
    """Several symbols in one text, with commas or spaces between; one alone is no list."""
    given = names.replace(",", " ").split() if isinstance(names, str) else list(names)
    made = tuple(map(_symbol, given))
    return made[0] if len(made) == 1 and isinstance(names, str) and "," not in names else made


_SYMBOLS: dict[str, Callable[..., Any]] = {
    "sympy.Symbol": _symbol,
    "sympy.symbols": _symbols,
    **cirq_conditions.SYMPY,
}
