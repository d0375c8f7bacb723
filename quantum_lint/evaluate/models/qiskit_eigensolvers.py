"""Algorithms of Qiskit that change the circuit they were given: `SamplingVQE` measures its trial state in place."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from quantum_lint.evaluate.calls import Argument
from quantum_lint.evaluate.models.live import Live
from quantum_lint.evaluate.models.qiskit_circuits import is_qiskit, use
from quantum_lint.evaluate.values import Instance, Value

if TYPE_CHECKING:
    from quantum_lint.evaluate.machine import Machine

Arguments = tuple[Argument, ...]
Model = Callable[["Machine", Arguments, "Value | None"], "Value | None"]

_PACKAGES = ("qiskit.algorithms.", "qiskit_algorithms.")


def model_of(name: str) -> Model | None:
    """The model of a method that changes a circuit."""
    ours = name.startswith(_PACKAGES) and name.endswith(".SamplingVQE.compute_minimum_eigenvalue")
    return _measured if ours else None


def _measured(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    """Qubits of the trial state that are measured at its end no longer are, and then all are."""
    ansatz = _ansatz(receiver)
    if ansatz is not None:
        if ansatz.real.num_clbits:
            use(machine, ansatz, "remove_final_measurements", ())
        use(machine, ansatz, "measure_all", ())
    return None


def _ansatz(solver: Value | None) -> Live | None:
    """The circuit that a solver was made with, or was given since."""
    if not isinstance(solver, Instance):
        return None
    given = solver.argument("ansatz", 1)
    found = solver.contents.get("ansatz") or (given.value if given else None)
    return found if isinstance(found, Live) and is_qiskit(found) else None
