"""What the names of PennyLane stand for here: operations with their numbers, templates, and measurements."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from typing import Any

from quantum_lint.evaluate.models.pennylane_circuits import Measured, Operation, combined, wires_of

#: By the names of their numbers, operations that take these, then wires.
_OPERATIONS = {
    "": """Hadamard PauliX PauliY PauliZ X Y Z H S T SX Identity I CNOT CX CY CZ CH SWAP ISWAP SISWAP ECR Toffoli CCZ
        CSWAP MultiControlledX Barrier WireCut QFT GroverOperator Permute Snapshot""",
    "phi": """RX RY RZ PhaseShift U1 CRX CRY CRZ ControlledPhaseShift CPhase IsingXX IsingYY IsingZZ IsingXY
        PSWAP CPhaseShift00 CPhaseShift01 CPhaseShift10 SingleExcitation SingleExcitationPlus SingleExcitationMinus
        DoubleExcitation OrbitalRotation FermionicSWAP Rotation CrossKerr""",
    "theta": "MultiRZ",
    "phi delta": "U2",
    "phi theta omega": "Rot CRot",
    "theta phi delta": "U3",
    "theta pauli_word": "PauliRot",
    "U": "QubitUnitary DiagonalQubitUnitary",
    "state": "BasisState StatePrep QubitStateVector BasisStatePreparation MottonenStatePreparation",
    "features": "AmplitudeEmbedding AngleEmbedding BasisEmbedding DisplacementEmbedding SqueezingEmbedding",
    "weights": "StronglyEntanglingLayers BasicEntanglerLayers ParticleConservingU1 ParticleConservingU2",
    "p": "BitFlip PhaseFlip DepolarizingChannel",
    "gamma": "AmplitudeDamping PhaseDamping",
    "r phi": "Displacement Squeezing TwoModeSqueezing ControlledAddition",
    "theta phi": "Beamsplitter",
    "a phi": "CoherentState",
    "n": "FockState ThermalState",
}
#: Numbers that need not be given, of operations that take these.
_DEFAULTS: dict[str, dict[str, Any]] = {"r phi": {"phi": 0.0}}
#: Where the name of a module of PennyLane comes before that of what is in it.
_MODULES = frozenset(("ops", "templates", "measurements", "measure", "layers", "embeddings", "subroutines", "qchem",
                      "operation", "hamiltonian", "state_preparations", "pauli"))  # fmt: skip


def _operation(name: str, numbers: str) -> Callable[..., Operation]:
    names = (*numbers.split(), "wires")

    def make(*args: Any, **named: Any) -> Operation:
        given = {**_DEFAULTS.get(numbers, {}), **dict(zip(names, args, strict=False)), **named}
        held = tuple(given[each] for each in names[:-1])
        return Operation(name, wires_of(given["wires"]), held)

    make.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [inspect.Parameter(each, inspect.Parameter.POSITIONAL_OR_KEYWORD) for each in names]
    )
    return make


def evolution(hamiltonian: Any, time: Any, n: Any, wires: Any = None) -> Operation:
    """An approximate evolution under a sum of operators."""
    return Operation("ApproxTimeEvolution", hamiltonian.wires, (time,), parts=(hamiltonian,))


def hamiltonian(coeffs: Any, observables: Any, **options: Any) -> Operation:
    """A sum of operators."""
    return combined(observables)


def of_observable(op: Any = None, wires: Any = None) -> Measured:
    """The mean, the variance or samples of an observable, or probabilities."""
    parts = (op,) if isinstance(op, Operation) else ()
    return Measured(wires_of([wires, *(each.wires for each in parts)]), parts)


_FUNCTIONS: dict[str, Callable[..., Any]] = {
    **{name: _operation(name, numbers) for numbers, names in _OPERATIONS.items() for name in names.split()},
    **dict.fromkeys(("expval", "var", "sample", "probs", "counts"), of_observable),
    "state": Measured,
    "density_matrix": lambda wires: Measured(wires_of(wires)),
    "ApproxTimeEvolution": evolution,
    "Hamiltonian": hamiltonian,
    "dot": hamiltonian,
    "Hermitian": _operation("Hermitian", "A"),
    **{name: _operation(name, "") for name in ("NumberOperator", "QuadX", "QuadP")},
    "Projector": _operation("Projector", "state"),
    "prod": lambda *operands: combined(operands),
    "GlobalPhase": lambda phi, wires=None: Operation("GlobalPhase", wires_of(wires), (phi,)),
    "sum": lambda *operands: combined(operands),
}
#: What stands in PennyLane itself or in one of its modules, and not in its numbers or on its objects.
IN_A_MODULE = re.compile(r"pennylane(\.(?!(numpy|math|init|device)\b)[a-z_]\w*)*\.\w+")


def function_of(name: str) -> Callable[..., Any] | None:
    """The class or function that a qualified name means."""
    top, *rest = name.split(".")
    while len(rest) > 1 and rest[0] in _MODULES:
        rest.pop(0)
    return _FUNCTIONS.get(rest[0]) if top == "pennylane" and len(rest) == 1 else None


def constant_of(name: str) -> Any:
    """No name of it stands for an object that is there from the start."""
    return None
