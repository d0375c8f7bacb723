"""What the names of Amazon Braket stand for here: classes, functions, and operators by their classes."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from quantum_lint.evaluate.models import braket_circuits, braket_gates, braket_results
from quantum_lint.evaluate.models.braket_gates import WIDTHS, OperatorType
from quantum_lint.evaluate.models.named import named_parameter

_OBSERVABLES: dict[str, Callable[..., Any]] = {
    **dict.fromkeys(("X", "Y", "Z", "I", "H"), braket_results.observable),
    "Hermitian": braket_results.hermitian,
    "TensorProduct": braket_results.product,
    "Sum": braket_results.product,
}
_RESULTS: dict[str, Callable[..., Any]] = {
    **dict.fromkeys(("StateVector", "DensityMatrix", "Probability", "Amplitude"), braket_results.plain),
    **dict.fromkeys(("Expectation", "Variance", "Sample", "AdjointGradient"), braket_results.observed),
}
_OPERATORS: dict[str, Callable[..., Any]] = {"Unitary": braket_gates.unitary, "Kraus": braket_gates.kraus}
#: By the name of the class or module that holds them.
_GROUPS: dict[str, dict[str, Callable[..., Any]]] = {
    **dict.fromkeys(("Observable", "observables"), _OBSERVABLES),
    **dict.fromkeys(("ResultType", "result_types"), _RESULTS),
    **dict.fromkeys(("Gate", "gates", "Noise", "noises"), _OPERATORS),
}
_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "Circuit": braket_circuits.Circuit,
    "Instruction": braket_gates.instruction,
    "FreeParameter": named_parameter,
    "QubitSet": lambda qubits=None: list(braket_gates.qubits(qubits)),
    "Qubit": lambda index: braket_gates.qubits(index)[0],
    "Qubit.new": lambda qubit: braket_gates.qubits(qubit)[0],
}
_HOLDERS = frozenset(("Gate", "gates", "Noise", "noises", "classical_control"))


def function_of(name: str) -> Callable[..., Any] | None:
    """The class or function that a qualified name means."""
    top, *rest = name.split(".")
    if top != "braket" or not rest:
        return None
    group = _GROUPS.get(rest[-2], {}) if len(rest) > 1 else {}
    return group.get(rest[-1]) or _FUNCTIONS.get(".".join(rest[-2:])) or _FUNCTIONS.get(rest[-1])


@lru_cache(maxsize=1_000)
def constant_of(name: str) -> Any:
    """The class of operators that a qualified name stands for; None for anything else."""
    top, *rest = name.split(".")
    known = top == "braket" and len(rest) > 1 and rest[-2] in _HOLDERS and rest[-1] in WIDTHS
    return OperatorType(rest[-1]) if known else None
