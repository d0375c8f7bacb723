"""Operations as pytket has them: gates by their types with angles in half turns, and boxes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

#: Types of gates by how many qubits they act on and how many numbers they have.
_GATES = {
    (0, 1): "Phase",
    (1, 0): "Z X Y S Sdg T Tdg V Vdg SX SXdg H noop Reset Collapse",
    (1, 1): "Rx Ry Rz U1 GPI GPI2",
    (1, 2): "U2 PhasedX",
    (1, 3): "U3 TK1",
    (2, 0): "CX CY CZ CH CV CVdg CSX CSXdg CS CSdg ECR SWAP ZZMax Sycamore ISWAPMax",
    (2, 1): "CRz CRx CRy CU1 ISWAP XXPhase YYPhase ZZPhase ESWAP",
    (2, 2): "PhasedISWAP TwinPhasedX PhasedXX FSim",
    (2, 3): "AAMS TK2 CU3",
    (3, 0): "CCX CSWAP BRIDGE",
    (3, 1): "XXPhase3",
}
#: How many qubits and numbers each type has; None is as many qubits as it is put on.
SHAPES: dict[str, tuple[int | None, int]] = {
    **{name: shape for shape, names in _GATES.items() for name in names.split()},
    **dict.fromkeys(("CnX", "CnY", "CnZ"), (None, 0)),
    **dict.fromkeys(("CnRx", "CnRy", "CnRz", "PhaseGadget"), (None, 1)),
    "NPhasedX": (None, 2),
}
#: Types that are only compared with, or have methods of their own.
TYPES = frozenset((*SHAPES, "Measure", "Barrier", "Conditional", "CustomGate", "SetBits", "CopyBits", "ClExpr",
                   "ClassicalTransform", "CircBox", "QControlBox", "PauliExpBox", "Unitary1qBox", "Unitary2qBox",
                   "Unitary3qBox", "ExpBox", "DiagonalBox", "StatePreparationBox", "ToffoliBox", "PhasePolyBox",
                   "MultiplexorBox", "ConjugationBox", "TermSequenceBox"))  # fmt: skip
_PARTNERS = {name: f"{name}dg" for name in ("S", "T", "V", "SX", "CV", "CSX", "CS")}
_DAGGERS = {**_PARTNERS, **{after: before for before, after in _PARTNERS.items()}}
#: Types that one with numbers undoes.
_OTHER_TYPE = {"ZZMax": ("ZZPhase", (-0.5,)), "ISWAPMax": ("ISWAP", (-1,)), "Sycamore": ("FSim", (-0.5, -1 / 6))}
#: Types that are undone by themselves.
_OWN_INVERSE = frozenset(("X", "Y", "Z", "H", "noop", "CX", "CY", "CZ", "CH", "ECR", "SWAP", "CCX",
                          "CSWAP", "BRIDGE", "CnX", "CnY", "CnZ", "GPI"))  # fmt: skip
_UNDONE: dict[str, Callable[..., tuple[Any, ...]]] = {
    "U2": lambda first, second: (-second + 1, -first - 1),
    "U3": lambda first, second, third: (-first, -third, -second),
    "CU3": lambda first, second, third: (-first, -third, -second),
    "TK1": lambda first, second, third: (-third, -second, -first),
    "PhasedX": lambda angle, phase: (-angle, phase),
    "NPhasedX": lambda angle, phase: (-angle, phase),
    "TwinPhasedX": lambda angle, phase: (-angle, phase),
    "PhasedISWAP": lambda phase, angle: (phase, -angle),
    "PhasedXX": lambda angle, phase: (-angle, phase),
    "GPI2": lambda angle: (angle + 1,),
    "AAMS": lambda angle, first, second: (-angle, first, second),
}


@dataclass(frozen=True)
class OpType:
    """A type of operations."""

    name: str


@dataclass(frozen=True, eq=False)
class Op:
    """What a command does. `n_qubits` is None where it acts on as many as it is put on; `n_bits` are those it sets.

    A box holds what it is made of: a circuit, or an operation that is under the control of others; or a matrix, the
    numbers of a state, the letters of Pauli operators.
    """

    kind: str
    n_qubits: int | None
    params: tuple[Any, ...] = ()
    n_bits: int = 0
    inner: Any = None
    is_gate: bool = True

    @property
    def type(self) -> OpType:
        """What type it has."""
        return OpType(self.kind)

    @property
    def dagger(self) -> Op:
        """What undoes it. Raises ValueError where nothing does."""
        if not self.is_gate or self.kind in ("Measure", "Reset", "Collapse"):
            raise ValueError(f"nothing undoes {self.kind}")
        if hasattr(self.inner, "dagger"):
            return replace(self, inner=_undone(self.inner))
        if self.kind in _OTHER_TYPE:
            kind, numbers = _OTHER_TYPE[self.kind]
            return replace(self, kind=kind, params=numbers)
        if self.kind in _DAGGERS or self.kind in _OWN_INVERSE:
            return replace(self, kind=_DAGGERS.get(self.kind, self.kind))
        undone: Callable[..., tuple[Any, ...]] = _UNDONE.get(self.kind, _negated)
        return replace(self, params=undone(*self.params), inner=_conjugated(self.inner))


def _negated(*numbers: Any) -> tuple[Any, ...]:
    return tuple(-each for each in numbers)


def _conjugated(data: Any) -> Any:
    """The matrix or diagonal of what undoes that of one."""
    return data.conj().T if hasattr(data, "conj") else data


def _undone(inner: Any) -> Any:
    """What undoes the operation or circuit that a box holds."""
    undone: Any = inner.dagger
    return undone if isinstance(inner, Op) else undone()


#: A measurement of a qubit in a bit.
MEASURE = Op("Measure", 1, n_bits=1)


def operation(kind: Any, params: Any = (), n_qubits: int | None = None) -> Op:
    """The operation of a type with these numbers. Raises ValueError where it has another count of them."""
    name = kind.name if isinstance(kind, OpType) else kind
    qubits, count = SHAPES[name]
    numbers = tuple(params) if isinstance(params, (list, tuple)) else (params,)
    if len(numbers) != count:
        raise ValueError(f"{name} takes {count} numbers")
    return Op(name, qubits if qubits is not None else n_qubits, numbers)


def box(kind: str) -> Callable[..., Op]:
    """The class of boxes by a matrix, or the numbers of a diagonal or state."""

    def make(matrix: Any, *more: Any, **options: Any) -> Op:
        if hasattr(matrix, "parameters"):
            raise TypeError("nobody knows how many qubits it acts on")
        return Op(kind, max(len(matrix) - 1, 1).bit_length(), inner=matrix)

    return make


def exponential(matrix: Any, time: Any) -> Op:
    """The exponential of a matrix on two qubits."""
    return Op("ExpBox", 2, (time,), inner=matrix)


def pauli_exponential(paulis: Any, time: Any, cx_config_type: Any = None) -> Op:
    """The exponential of a product of Pauli operators; `time` in half turns."""
    return Op("PauliExpBox", len(paulis), (time,), inner="".join(paulis))


def circuit_box(circuit: Any) -> Op:
    """A circuit as one operation."""
    return Op("CircBox", circuit.n_qubits, n_bits=circuit.n_bits, inner=circuit.copy())


def controlled(op: Op, n_controls: int = 1, control_state: Any = None) -> Op:
    """An operation under control."""
    if op.n_qubits is None:
        raise ValueError(f"nobody knows how many qubits {op.kind} acts on")
    return Op("QControlBox", op.n_qubits + n_controls, inner=op)


def permutation(permutation: Any, *more: Any, **options: Any) -> Op:
    """A permutation of basis states, which are lists of bits."""
    states = permutation if isinstance(permutation, dict) else dict(permutation)
    return Op("ToffoliBox", len(next(iter(states))))


def custom(name: str, circuit: Any, symbols: Any, params: Any) -> Op:
    """A gate of the program's own with numbers for its symbols."""
    inner = circuit.copy()
    inner.symbol_substitution(dict(zip(symbols, params, strict=True)))
    return Op("CustomGate", circuit.n_qubits, tuple(params), inner=inner)
