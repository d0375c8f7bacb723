"""Operators and instructions as Amazon Braket has them: gates, noise, measurements, and marks for its compiler."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

_DEEPEST = 20
#: The largest number of a qubit; devices number theirs with gaps.
_LARGEST = 1_000_000


class Row(NamedTuple):
    """A method that adds an operator: its class there, and the names of its arguments for qubits and for numbers."""

    operator: str
    qubits: tuple[str, ...]
    numbers: tuple[str, ...] = ()


def _rows(text: str) -> dict[str, Row]:
    """Rows of `method: Class(qubits; numbers)`."""
    found = {}
    for line in text.split("\n"):
        method, _, rest = line.strip().partition(": ")
        operator, _, arguments = rest.rstrip(")").partition("(")
        qubits, _, numbers = arguments.partition(";")
        if method:
            found[method] = Row(operator, tuple(qubits.split()), tuple(numbers.split()))
    return found


GATES = _rows("""
    h: H(target)
    i: I(target)
    x: X(target)
    y: Y(target)
    z: Z(target)
    s: S(target)
    si: Si(target)
    t: T(target)
    ti: Ti(target)
    v: V(target)
    vi: Vi(target)
    rx: Rx(target; angle)
    ry: Ry(target; angle)
    rz: Rz(target; angle)
    phaseshift: PhaseShift(target; angle)
    gpi: GPi(target; angle)
    gpi2: GPi2(target; angle)
    prx: PRx(target; angle_1 angle_2)
    u: U(target; angle_1 angle_2 angle_3)
    cnot: CNot(control target)
    cy: CY(control target)
    cz: CZ(control target)
    cv: CV(control target)
    cphaseshift: CPhaseShift(control target; angle)
    cphaseshift00: CPhaseShift00(control target; angle)
    cphaseshift01: CPhaseShift01(control target; angle)
    cphaseshift10: CPhaseShift10(control target; angle)
    swap: Swap(target1 target2)
    iswap: ISwap(target1 target2)
    ecr: ECR(target1 target2)
    pswap: PSwap(target1 target2; angle)
    xy: XY(target1 target2; angle)
    xx: XX(target1 target2; angle)
    yy: YY(target1 target2; angle)
    zz: ZZ(target1 target2; angle)
    ms: MS(target1 target2; angle_1 angle_2 angle_3)
    ccnot: CCNot(control1 control2 target)
    cswap: CSwap(control target1 target2)
    cc_prx: CCPRx(target; angle_1 angle_2 feedback_key)
    measure_ff: MeasureFF(target; feedback_key)
""")
NOISES = _rows("""
    bit_flip: BitFlip(target; probability)
    phase_flip: PhaseFlip(target; probability)
    depolarizing: Depolarizing(target; probability)
    pauli_channel: PauliChannel(target; probX probY probZ)
    amplitude_damping: AmplitudeDamping(target; gamma)
    phase_damping: PhaseDamping(target; gamma)
    generalized_amplitude_damping: GeneralizedAmplitudeDamping(target; gamma probability)
    two_qubit_depolarizing: TwoQubitDepolarizing(target1 target2; probability)
    two_qubit_dephasing: TwoQubitDephasing(target1 target2; probability)
    two_qubit_pauli_channel: TwoQubitPauliChannel(target1 target2; probabilities)
""")
#: By class: how many qubits an operator acts on, and the names of its numbers.
WIDTHS = {row.operator: len(row.qubits) for row in (*GATES.values(), *NOISES.values())}
NUMBERS = {row.operator: row.numbers for row in (*GATES.values(), *NOISES.values())}
NOISE_CLASSES = frozenset(row.operator for row in NOISES.values()) | {"Kraus"}
#: Numbers that need not be given.
DEFAULTS: Mapping[str, Any] = {"MS": math.pi / 2}


@dataclass(frozen=True, eq=False)
class Operator:
    """What an instruction does. `kind` is `gate`, `noise`, `measure` or `mark` (for the compiler)."""

    name: str
    qubit_count: int
    parameters: tuple[Any, ...] = ()
    kind: str = "gate"
    matrix: Any = None

    @property
    def angle(self) -> Any:
        """Its first number."""
        return self.parameters[0]

    @property
    def angle_1(self) -> Any:
        """Its first number."""
        return self.parameters[0]

    @property
    def angle_2(self) -> Any:
        """Its second number."""
        return self.parameters[1]

    @property
    def angle_3(self) -> Any:
        """Its third number."""
        return self.parameters[2]

    def adjoint(self) -> list[Operator]:
        """What undoes it, operator by operator."""
        if self.kind == "mark":
            return [replace(self, name=_COUNTERPARTS[self.name])]
        if self.kind != "gate":
            raise ValueError(f"nothing undoes {self.name}")
        if self.matrix is not None:
            return [replace(self, matrix=self.matrix.conj().T if hasattr(self.matrix, "conj") else self.matrix)]
        if self.name in _THRICE:
            return [self] * 3
        undo = _UNDONE.get(self.name, _negated)
        return [replace(self, name=_PARTNERS.get(self.name, self.name), parameters=undo(self.parameters))]

    def to_matrix(self) -> Any:
        """Its matrix, the first qubit the most significant."""
        from qiskit.quantum_info import Operator as Matrix

        from quantum_lint.evaluate.models.braket_translation import gate_of

        return Matrix(gate_of(self)).reverse_qargs().data


_COUNTERPARTS = {"StartVerbatimBox": "EndVerbatimBox", "EndVerbatimBox": "StartVerbatimBox", "Barrier": "Barrier"}
_PARTNERS = {"S": "Si", "Si": "S", "T": "Ti", "Ti": "T", "V": "Vi", "Vi": "V"}
_THRICE = frozenset(("CV", "ISwap"))
Numbers = tuple[Any, ...]


def _negated(numbers: Numbers) -> Numbers:
    return tuple(-each for each in numbers)


_UNDONE: dict[str, Callable[[Numbers], Numbers]] = {
    "GPi": lambda numbers: numbers,
    "GPi2": lambda numbers: (numbers[0] + math.pi,),
    "PRx": lambda numbers: (-numbers[0], numbers[1]),
    "U": lambda numbers: (-numbers[0], -numbers[2], -numbers[1]),
    "MS": lambda numbers: (numbers[0] + math.pi, *numbers[1:]),
}


class OperatorType:
    """A class of operators, which makes them and by which they are told apart."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(self, angle: Any = None, angle_2: Any = None, angle_3: Any = None, **numbers: Any) -> Operator:
        """The operator with these numbers."""
        given = [each for each in (angle, angle_2, angle_3, *numbers.values()) if each is not None]
        if len(given) < len(NUMBERS[self.name]) and self.name in DEFAULTS:
            given.append(DEFAULTS[self.name])
        return operator(self.name, tuple(given))


def operator(name: str, numbers: tuple[Any, ...]) -> Operator:
    """An operator of a class. Raises ValueError where it has another count of numbers."""
    if len(numbers) != len(NUMBERS[name]):
        raise ValueError(f"{name} takes {len(NUMBERS[name])} numbers")
    return Operator(name, WIDTHS[name], numbers, "noise" if name in NOISE_CLASSES else "gate")


def unitary(matrix: Any, display_name: str = "U") -> Operator:
    """A gate by its matrix."""
    return Operator("Unitary", max(len(matrix) - 1, 1).bit_length(), matrix=_array(matrix))


def _array(matrix: Any) -> Any:
    import numpy as np

    return np.asarray(matrix)


def kraus(matrices: Any, display_name: str = "KR") -> Operator:
    """Noise by its matrices."""
    return Operator("Kraus", max(len(matrices[0]) - 1, 1).bit_length(), kind="noise")


@dataclass(frozen=True, eq=False)
class Instruction:
    """An operator on qubits, under the control of others."""

    operator: Operator
    target: tuple[int, ...] = ()
    control: tuple[int, ...] = ()
    control_state: tuple[int, ...] = ()
    power: Any = 1

    @property
    def qubits(self) -> tuple[int, ...]:
        """All that it acts on."""
        return (*self.target, *(each for each in self.control if each not in self.target))

    def adjoint(self) -> list[Instruction]:
        """What undoes it."""
        return [replace(self, operator=each) for each in self.operator.adjoint()]

    def copy(self, target_mapping: Any = None, target: Any = None, power: Any = None) -> Instruction:
        """The same on other qubits."""
        mapping = target_mapping or {}
        moved = qubits(target) if target is not None else tuple(mapping.get(each, each) for each in self.target)
        return replace(self, target=moved, power=self.power if power is None else power)


def instruction(
    operator: Operator, target: Any = None, control: Any = None, control_state: Any = None, power: Any = 1
) -> Instruction:
    """An operator on qubits. Raises ValueError where these are not as many as it takes."""
    targets, controls = qubits(target), qubits(control)
    if operator.kind != "mark" and len(targets) != operator.qubit_count:
        raise ValueError(f"{operator.name} acts on {operator.qubit_count} qubits, not on {len(targets)}")
    if operator.kind == "gate" and set(targets) & set(controls):
        raise ValueError("a qubit controls itself")
    return Instruction(operator, targets, controls, basis_state(control_state, len(controls)), power)


def basis_state(state: Any, count: int) -> tuple[int, ...]:
    """The values of qubits that stand in a text, a list or a number; all ones where none are given."""
    if state is None:
        return (1,) * count
    given = [int(each) for each in (f"{state:0{count}b}" if isinstance(state, int) else state)]
    return (0,) * (count - len(given)) + tuple(given)


def qubits(target: Any) -> tuple[int, ...]:
    """The numbers of qubits in lists of lists, each once."""
    return tuple(dict.fromkeys(_numbers(target, _DEEPEST)))


def _numbers(target: Any, depth: int) -> Iterator[int]:
    if target is None:
        return
    if isinstance(target, (str, bytes)) or not depth:
        raise TypeError("a qubit is a number")
    if isinstance(target, Iterable):
        for each in target:
            yield from _numbers(each, depth - 1)
    else:
        number = target.__index__()
        if not 0 <= number <= _LARGEST:
            raise ValueError(f"no qubit has the number {number}")
        yield number
