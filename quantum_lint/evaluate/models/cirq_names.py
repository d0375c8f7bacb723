"""What the names of Cirq stand for here: classes, functions, and gates that are there from the start."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from quantum_lint.evaluate.models import (
    cirq_circuits,
    cirq_combined,
    cirq_conditions,
    cirq_gates,
    cirq_qubits,
    cirq_random,
)
from quantum_lint.evaluate.models.cirq_gates import Gate, Operation, flattened
from quantum_lint.evaluate.models.ignored import Ignored

_GATES: dict[str, Gate] = {
    **{name: Gate(name.lower()) for name in ("X", "Y", "Z", "H", "S", "T")},
    **{name: Gate(name.lower(), 2) for name in ("CZ", "CX", "SWAP", "ISWAP", "XX", "YY", "ZZ")},
    **{name: Gate(name.lower(), 3) for name in ("CCX", "CCZ", "CSWAP")},
    "I": Gate("id"),
    "CNOT": Gate("cx", 2),
    "TOFFOLI": Gate("ccx", 3),
    "CCNOT": Gate("ccx", 3),
    "FREDKIN": Gate("cswap", 3),
    "SQRT_ISWAP": Gate("iswap", 2, 0.5),
    "SQRT_ISWAP_INV": Gate("iswap", 2, -0.5),
}
#: Gates of other modules of it.
_OTHER_GATES = {"cirq_google.SYC": Gate("syc", 2), "cirq.google.SYC": Gate("syc", 2)}
#: Classes of gates: what it is and on how many qubits.
_POWERS = {"XPowGate": ("x", 1), "YPowGate": ("y", 1), "ZPowGate": ("z", 1), "HPowGate": ("h", 1),
           "CZPowGate": ("cz", 2), "CXPowGate": ("cx", 2), "CNotPowGate": ("cx", 2), "SwapPowGate": ("swap", 2),
           "ISwapPowGate": ("iswap", 2), "CCXPowGate": ("ccx", 3), "CCZPowGate": ("ccz", 3), "XXPowGate": ("xx", 2),
           "YYPowGate": ("yy", 2), "ZZPowGate": ("zz", 2)}  # fmt: skip
_ROTATIONS = {"rx": "rx", "ry": "ry", "rz": "rz", "Rx": "rx", "Ry": "ry", "Rz": "rz"}
#: Functions and classes of noise and other gates on one qubit, of whose numbers nothing here depends.
_PLAIN = {"depolarize": "depolarize", "bit_flip": "bit_flip", "phase_flip": "phase_flip",
          "amplitude_damp": "amplitude_damp", "phase_damp": "phase_damp", "PhasedXPowGate": "phased_x",
          "PhasedXZGate": "phased_xz", "generalized_amplitude_damp": "generalized_amplitude_damp",
          "asymmetric_depolarize": "asymmetric_depolarize", "BitFlipChannel": "bit_flip",
          "AmplitudeDampingChannel": "amplitude_damp", "PhaseDampingChannel": "phase_damp", "GPIGate": "gpi",
          "GPI2Gate": "gpi2"}  # fmt: skip
#: Gates on as many qubits as they are given.
_WIDE = {"KrausChannel": "kraus", "MixedUnitaryChannel": "mixed_unitary", "QuantumFourierTransformGate": "qft",
         "PhaseGradientGate": "phase_gradient", "QubitPermutationGate": "permutation", "WaitGate": "wait",
         "DiagonalGate": "diagonal", "TwoQubitDiagonalGate": "diagonal", "ThreeQubitDiagonalGate": "diagonal",
         "BooleanHamiltonianGate": "boolean_hamiltonian", "RandomGateChannel": "random_gate",
         "StatePreparationChannel": "state_preparation", "ParallelGate": "parallel"}  # fmt: skip
#: Classes that gates of a program are derived from.
BASES = frozenset(("Gate", "SingleQubitGate", "TwoQubitGate", "ThreeQubitGate", "EigenGate", "ArithmeticGate"))
_TWO = {"FSimGate": "fsim", "PhasedFSimGate": "phased_fsim", "PhasedISwapPowGate": "phased_iswap", "givens": "givens",
        "MSGate": "ms", "ZZGate": "zz"}  # fmt: skip


def _power(name: str, width: int) -> Callable[..., Gate]:
    def gate(*, exponent: Any = 1, global_shift: Any = 0) -> Gate:
        return Gate(name, width, exponent)

    return gate


def _rotation(name: str) -> Callable[..., Gate]:
    def gate(rads: Any) -> Gate:
        return Gate(name, 1, rads)

    return gate


def _plain(name: str, width: int) -> Callable[..., Gate]:
    def gate(theta: Ignored = 0, phi: Ignored = 0, gamma: Ignored = 0, **angles: Ignored) -> Gate:
        return Gate(name, width)

    return gate


def _wide(name: str) -> Callable[..., Gate]:
    def gate(first: Ignored = None, second: Ignored = None, third: Ignored = None, **more: Ignored) -> Gate:
        return Gate(name, None)

    return gate


def measure(*target: Any, key: str | None = None, invert_mask: Any = (), confusion_map: Any = None) -> Operation:
    """One measurement of all the qubits."""
    return cirq_gates.measurement(target, key)


def measure_each(*qubits: Any, key_func: Any = None) -> list[Operation]:
    """A measurement of each of the qubits."""
    return [cirq_gates.measurement((qubit,), None) for qubit in flattened(qubits)]


def reset(qubit: Any) -> Operation:
    """A reset of a qubit."""
    return Gate("reset").on(qubit)


def reset_each(*qubits: Any) -> list[Operation]:
    """A reset of each of the qubits."""
    return [reset(qubit) for qubit in flattened(qubits)]


def qft(*qubits: Any, without_reverse: bool = False, inverse: bool = False) -> Operation:
    """A Fourier transform of the qubits, as one operation."""
    made = Gate("qft", len(qubits), -1 if inverse else 1)
    return made.on(*qubits)


def inverted(val: Any) -> Any:
    """What undoes operations, the last first."""
    if isinstance(val, (Gate, Operation, cirq_circuits.Circuit)):
        return val**-1
    return [each**-1 for each in reversed(list(flattened(val)))]


def identity(num_qubits: int = 1) -> Gate:
    """A gate that does nothing."""
    return Gate("id", num_qubits)


def matrix(matrix: Any, *, name: Ignored = None, **more: Ignored) -> Gate:
    """A gate by its matrix; of one that is not known the gate has as many qubits as it is put on."""
    return Gate("unitary", max(len(matrix) - 1, 1).bit_length() if hasattr(matrix, "__len__") else None)


def parallel(gate: Gate, *targets: Any) -> Operation:
    """A gate on each of the qubits, as one operation."""
    return Gate("parallel", None).on(*flattened(targets))


def flat(val: cirq_circuits.Circuit) -> tuple[cirq_circuits.Circuit, object]:
    """The same with a symbol of its own for each expression, and which these are, which is not followed."""
    return val.copy(), object()


def controlled(sub_gate: Gate, num_controls: int = 1, control_values: Any = None) -> Gate:
    """A gate with controls."""
    return sub_gate.controlled(num_controls)


def circuit_operation(
    circuit: cirq_circuits.Circuit,
    repetitions: int = 1,
    qubit_map: Any = None,
    measurement_key_map: Any = None,
    param_resolver: Ignored = None,
    use_repetition_ids: Ignored = None,
) -> Operation:
    """A circuit as one operation."""
    qubits = circuit.all_qubits()
    made = Gate("circuit", len(qubits), repetitions, inner=circuit).on(*qubits)
    return made.with_qubit_mapping(qubit_map or {})


def resolved(val: Any, param_resolver: Ignored, recursive: Ignored = True) -> Any:
    """The same with numbers for its symbols, which change nothing that is counted."""
    return val.copy() if isinstance(val, cirq_circuits.Circuit) else val


#: Methods of circuits that programs call on their class, too.
_METHODS = ("zip", "concat_ragged", "tetris_concat")
_FUNCTIONS: dict[str, Callable[..., Any]] = {
    **{name: _power(*row) for name, row in _POWERS.items()},
    **{name: _rotation(row) for name, row in _ROTATIONS.items()},
    **{name: _plain(row, 1) for name, row in _PLAIN.items()},
    **{name: _plain(row, 2) for name, row in _TWO.items()},
    **{name: _wide(row) for name, row in _WIDE.items()},
    **cirq_conditions.FUNCTIONS,
    "Circuit": cirq_circuits.Circuit,
    "FrozenCircuit": cirq_circuits.Circuit,
    "Circuit.from_moments": cirq_circuits.Circuit.from_moments,
    **{f"Circuit.{name}": getattr(cirq_circuits.Circuit, name) for name in _METHODS},
    "ConstantQubitNoiseModel": cirq_combined.NoiseModel,
    "NoiseModel.from_noise_model_like": cirq_combined.model_of_noise,
    "VirtualTag": lambda: cirq_gates.VIRTUAL,
    "random_circuit": cirq_random.random_circuit,
    "generate_library_of_2q_circuits": cirq_random.library,
    "random_rotations_between_two_qubit_circuit": cirq_random.two_qubit_rotations,
    "parameterize_circuit": cirq_random.parameterized,
    "parallel_gate_op": parallel,
    "flatten": flat,
    "Moment": cirq_circuits.Moment,
    "LineQubit": cirq_qubits.LineQubit,
    "LineQubit.range": cirq_qubits.LineQubit.range,
    "GridQubit": cirq_qubits.GridQubit,
    "GridQubit.rect": cirq_qubits.GridQubit.rect,
    "GridQubit.square": cirq_qubits.GridQubit.square,
    "NamedQubit": cirq_qubits.NamedQubit,
    "NamedQubit.range": cirq_qubits.NamedQubit.range,
    "LineQid": cirq_qubits.LineQid,
    "LineQid.range": cirq_qubits.LineQid.range,
    "NamedQid": cirq_qubits.NamedQid,
    "ThreeDQubit": cirq_qubits.ThreeDQubit,
    "TwoDQubit": cirq_qubits.TwoDQubit,
    "TwoDQubit.rect": cirq_qubits.TwoDQubit.rect,
    "TwoDQubit.square": cirq_qubits.TwoDQubit.square,
    "q": cirq_qubits.q,
    "measure": measure,
    "M": measure,
    "measure_each": measure_each,
    "reset": reset,
    "reset_each": reset_each,
    "qft": qft,
    "inverse": inverted,
    "CircuitOperation": circuit_operation,
    "resolve_parameters": resolved,
    "ControlledOperation": lambda controls, sub_operation: sub_operation.controlled_by(*controls),
    "IdentityGate": identity,
    "MatrixGate": matrix,
    "ControlledGate": controlled,
    "ResetChannel": lambda: Gate("reset"),
}
#: Modules of Cirq that programs import the same names from.
_INNER = frozenset(("ops", "circuits", "devices", "common_gates", "circuit", "line_qubit", "grid_qubit", "contrib",
                    "testing", "experiments", "random_quantum_circuit_generation", "xeb_fitting", "noise_model",
                    "pasqal_qubits"))  # fmt: skip
#: Packages of Cirq, whose names are all different.
_PACKAGES = frozenset(("cirq", "cirq_ionq", "cirq_pasqal"))


def base_of(name: str, own: str) -> Gate | None:
    """What objects of a program's class `own` are if it is derived from a class of gates with this qualified name."""
    return Gate(own, None) if _short(name) in BASES else None


def is_method(name: str) -> bool:
    """Whether a function is a method, which gets the object that it is called on."""
    return name.removeprefix("cirq.Circuit.") in _METHODS


def function_of(name: str) -> Callable[..., Any] | None:
    """The class or function that a qualified name means."""
    return _FUNCTIONS.get(_short(name))


@lru_cache(maxsize=1_000)
def constant_of(name: str) -> Any:
    """The gate or other object that a qualified name stands for; None for anything else."""
    if name in _OTHER_GATES:
        return _OTHER_GATES[name]
    short = _short(name)
    if short.startswith("InsertStrategy."):
        return getattr(cirq_circuits.InsertStrategy, short.partition(".")[2], None)
    return _GATES.get(short)


def _short(name: str) -> str:
    """The name without its package; empty if it is not of Cirq."""
    top, *rest = name.split(".")
    while rest and rest[0] in _INNER:
        rest.pop(0)
    return ".".join(rest) if top in _PACKAGES else ""
