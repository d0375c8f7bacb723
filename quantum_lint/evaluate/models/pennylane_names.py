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
        CSWAP WireCut QFT GroverOperator BasisRotation QubitCarry QubitSum""",
    "phi": """RX RY RZ PhaseShift U1 CRX CRY CRZ ControlledPhaseShift CPhase IsingXX IsingYY IsingZZ IsingXY
        PSWAP CPhaseShift00 CPhaseShift01 CPhaseShift10 SingleExcitation SingleExcitationPlus SingleExcitationMinus
        DoubleExcitation DoubleExcitationPlus DoubleExcitationMinus OrbitalRotation FermionicSWAP Rotation""",
    "kappa": "Kerr CrossKerr",
    "theta": "MultiRZ SpecialUnitary",
    "phi dim": "PCPhase",
    "permutation": "Permute",
    "phi delta": "U2",
    "phi theta omega": "Rot CRot",
    "theta phi delta": "U3",
    "theta pauli_word": "PauliRot",
    "U": "QubitUnitary",
    "D": "DiagonalQubitUnitary",
    "A": "BlockEncode",
    "K_list": "QubitChannel",
    "state": "BasisState StatePrep QubitStateVector QubitDensityMatrix",
    "basis_state": "BasisStatePreparation",
    "state_vector": "MottonenStatePreparation",
    "features": """AmplitudeEmbedding AngleEmbedding BasisEmbedding DisplacementEmbedding SqueezingEmbedding
        IQPEmbedding""",
    "features weights": "QAOAEmbedding",
    "weights": """StronglyEntanglingLayers BasicEntanglerLayers RandomLayers ParticleConservingU1 ParticleConservingU2
        ArbitraryStatePreparation ArbitraryUnitary AllSinglesDoubles UCCSD kUpCCGSD GateFabric""",
    "initial_layer_weights weights": "SimplifiedTwoDesign",
    "theta phi varphi": "Interferometer",
    "theta_1 phi_1 varphi_1 r phi_r theta_2 phi_2 varphi_2 a phi_a k": "CVNeuralNetLayers",
    "p": "BitFlip PhaseFlip DepolarizingChannel",
    "p0 p1": "ResetError",
    "gamma p": "GeneralizedAmplitudeDamping",
    "gamma": "AmplitudeDamping PhaseDamping CubicPhase",
    "r phi": "Displacement Squeezing TwoModeSqueezing ControlledAddition",
    "theta phi": "Beamsplitter",
    "a phi": "CoherentState",
    "n": "FockState ThermalState FlipSign",
    "order": "AQFT",
}
#: Numbers that need not be given, of operations that take these.
_DEFAULTS: dict[str, dict[str, Any]] = {"r phi": {"phi": 0.0}}
#: Where the name of a module of PennyLane comes before that of what is in it.
_MODULES = frozenset(("ops", "templates", "measurements", "measure", "layers", "embeddings", "subroutines", "qchem",
                      "operation", "hamiltonian", "state_preparations", "pauli", "qaoa"))  # fmt: skip


def _operation(name: str, numbers: str) -> Callable[..., Operation]:
    names = (*numbers.split(), "wires")

    def make(*args: Any, **named: Any) -> Operation:
        given = {**_DEFAULTS.get(numbers, {}), **dict(zip(names, args, strict=False)), **named}
        held = tuple(given[each] for each in names[:-1])
        return Operation(name, wires_of(given["wires"]), held)

    make.numbers = frozenset(names[:-1])  # type: ignore[attr-defined]
    make.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [inspect.Parameter(each, inspect.Parameter.POSITIONAL_OR_KEYWORD) for each in names]
    )
    return make


def evolution(hamiltonian: Any, time: Any, n: Any, wires: Any = None) -> Operation:
    """An approximate evolution under a sum of operators."""
    return Operation("ApproxTimeEvolution", hamiltonian.wires, (time,), parts=(hamiltonian,))


def trotterized(hamiltonian: Any, time: Any, n: Any = 1, order: Any = 1) -> Operation:
    """The same, as one operation of another name."""
    return Operation("TrotterProduct", hamiltonian.wires, (time,), parts=(hamiltonian,))


def estimation(unitary: Any, target_wires: Any = None, estimation_wires: Any = None) -> Operation:
    """The phase of a unitary, of which the wires are those that it acts on unless others are given."""
    target = target_wires if target_wires is not None else unitary.wires
    parts = (unitary,) if isinstance(unitary, Operation) else ()
    return Operation("QuantumPhaseEstimation", wires_of([target, estimation_wires]), parts=parts)


def multi_controlled(wires: Any, *, control_wires: Any = None, **options: Any) -> Operation:
    """A NOT under the control of all wires but the last, or of those that old releases were given by name."""
    return Operation("MultiControlledX", wires_of([control_wires, wires]))


def barrier(wires: Any = None, **options: Any) -> Operation:
    """A barrier; between all wires where none are given."""
    return Operation("Barrier", wires_of(wires))


def snapshot(tag: Any = None, measurement: Any = None, shots: Any = None) -> Operation:
    """A look at the state, which acts on no wire."""
    if measurement is not None:
        raise ValueError("its wires differ from release to release")
    return Operation("Snapshot", ())


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
    "TrotterProduct": trotterized,
    "QuantumPhaseEstimation": estimation,
    "MultiControlledX": multi_controlled,
    "Barrier": barrier,
    "Snapshot": snapshot,
    "cost_layer": lambda gamma, hamiltonian: evolution(hamiltonian, gamma, 1),
    "mixer_layer": lambda alpha, hamiltonian: evolution(hamiltonian, alpha, 1),
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
