"""What stands for a gate that is cut: operations on each of its sides, of which one after another is tried.

Sources: Mitarai and Fujii (doi.org/10.1088/1367-2630/abd7bc) for gates like CX and RZZ, the same authors
(quantum-journal.org/papers/q-2021-01-28-388, equation 19) for all others, Peng et al. (arxiv.org/abs/1904.00102,
equations 12 to 19) for wires; single operations, and their order, are those of `qiskit_addon_cutting` 0.10.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import cache, partial
from typing import Any, NamedTuple

Operations = tuple[Any, ...]
#: A weight, and what is done for it on each side.
Row = tuple[float, Operations, Operations]

#: What marks the places where a side is measured.
MEASURE = "qpd_measure"


class Basis(NamedTuple):
    """The ways to do without a gate, and the weight of each; weights may be negative."""

    maps: tuple[tuple[Operations, Operations], ...]
    weights: tuple[float, ...]

    def shares(self) -> Any:
        """How large a part of all weights each has, by its size."""
        import numpy as np

        sizes = np.abs(self.weights)
        return sizes / sum(sizes)

    def around(self, first: Callable[[Operations], Operations], second: Callable[[Operations], Operations]) -> Basis:
        """With more operations on the two sides."""
        return self._replace(maps=tuple((first(one), second(other)) for one, other in self.maps))


def basis_of(operation: Any) -> Basis:
    """What stands for an operation on two qubits.

    Raises:
        ValueError: it cannot be cut, or an angle of it is not known.
    """
    if operation.name in _FIXED:
        return _FIXED[operation.name]()
    if operation.name in _TURNED:
        return _TURNED[operation.name](_angle(operation))
    if operation.num_qubits != 2 or not hasattr(operation, "to_matrix"):
        raise ValueError(f"{operation.name} cannot be cut")
    return _by_matrix(operation)


def _gates(text: str) -> Operations:
    """Operations by their names, in order."""
    return tuple(_named()[name] for name in text.split())


@cache
def _named() -> dict[str, Any]:
    from qiskit.circuit import Instruction, Reset
    from qiskit.circuit.library import get_standard_gate_name_mapping

    return {**get_standard_gate_name_mapping(), "reset": Reset(), "m": Instruction(MEASURE, 1, 0, [])}


def _turn(axis: str, angle: float) -> Operations:
    from qiskit.circuit import library

    return (getattr(library, {"p": "PhaseGate"}.get(axis, f"R{axis.upper()}Gate"))(angle),)


def _basis(rows: Sequence[Row]) -> Basis:
    return Basis(tuple((one, other) for _, one, other in rows), tuple(weight for weight, _, _ in rows))


def _between(before: Operations, after: Operations, *, always: bool = True) -> Callable[[Operations], Operations]:
    """What puts operations around those of a side; if not `always`, then only where there are some."""
    return lambda operations: (*before, *operations, *after) if always or operations else operations


def _same(operations: Operations) -> Operations:
    return operations


def _controlled(name: str) -> Basis:
    """CX, CY, CZ and CH."""
    texts = ((0.5, "sdg", "sdg"), (0.5, "s", "s"), (0.5, "sdg m", ""), (-0.5, "sdg m", "z"),
             (0.5, "", "sdg m"), (-0.5, "z", "sdg m"))  # fmt: skip
    basis = _basis([(weight, _gates(one), _gates(other)) for weight, one, other in texts])
    quarter = math.pi / 4
    before, after = {
        "cx": (_gates("h"), _gates("h")),
        "cy": (_gates("sdg h"), _gates("h s")),
        "cz": ((), ()),
        "ch": (_turn("y", -quarter), _turn("y", quarter)),
    }[name]
    return basis.around(_same, _between(before, after, always=False))


def _echoed() -> Basis:
    """ECR: a CX with more around it."""
    return _controlled("cx").around(_between(_gates("s"), _gates("x")), _between(_gates("sx"), ()))


#: Of each axis: its Pauli gate, a quarter of a turn there and back, and how it is measured.
_AXES = {"x": ("x", "sx", "sxdg", "h m h"), "y": ("y", "", "", "sx m sxdg"), "z": ("z", "s", "sdg", "m")}


def _rotation(axis: str, angle: float) -> Basis:
    """RXX, RYY and RZZ."""
    import numpy as np

    pauli, there, back, measured = map(_gates, _AXES[axis])
    if axis == "y":
        there, back = _turn("y", math.pi / 2), _turn("y", -math.pi / 2)
    half = -angle / 2
    mixed = np.cos(half) * np.sin(half)
    return _basis([
        (np.cos(half) ** 2, (), ()), (np.sin(half) ** 2, pauli, pauli),
        (-mixed, measured, there), (mixed, measured, back), (-mixed, there, measured), (mixed, back, measured),
    ])  # fmt: skip


def _controlled_rotation(axis: str, angle: float) -> Basis:
    """CRX, CRY and CRZ."""
    angle = -angle / 2
    before, after = {"x": ("h", "h"), "y": ("h s", "sdg h"), "z": ("", "")}[axis]
    first = _between(_gates(before), _gates(after), always=False)
    return _rotation(axis, angle).around(first, _between((), _turn(axis, -angle)))


def _angle(operation: Any) -> float:
    """The angle of a gate. Raises ValueError where it is not known."""
    try:
        return float(operation.params[0])
    except TypeError as error:
        raise ValueError(f"the angle of {operation.name} is not known") from error


def _phased(phase: str, axis: str, angle: float) -> Basis:
    """A controlled rotation with the gate of a phase on its first side."""
    return _controlled_rotation(axis, angle).around(_between(_gates(phase), ()), _same)


def _controlled_phase(angle: float) -> Basis:
    return _controlled_rotation("z", angle).around(_between(_turn("p", angle / 2), ()), _same)


def _wire() -> Basis:
    """A wire: what it holds is measured on one side, and made again on the other."""
    made = {"0": "reset", "1": "reset x", "+": "reset h", "-": "reset x h", "i": "reset sxdg", "j": "reset x sxdg"}
    rows = ((0.5, "reset", "0"), (0.5, "reset", "1"), (0.5, "h m reset", "+"), (-0.5, "h m reset", "-"),
            (0.5, "sx m reset", "i"), (-0.5, "sx m reset", "j"), (0.5, "m reset", "0"),
            (-0.5, "m reset", "1"))  # fmt: skip
    return _basis([(weight, _gates(measured), _gates(made[state])) for weight, measured, state in rows])


def _by_matrix(operation: Any) -> Basis:
    """Any other gate, by what of it is not local."""
    from qiskit.circuit.library import UnitaryGate
    from qiskit.synthesis import TwoQubitWeylDecomposition

    try:
        parts = TwoQubitWeylDecomposition(operation.to_matrix())
    except Exception as error:  # Qiskit has no one exception for gates that have no matrix
        raise ValueError(f"{operation.name} has no matrix") from error
    one, other = ((UnitaryGate(before),) for before in (parts.K2r, parts.K2l))
    first, second = ((UnitaryGate(after),) for after in (parts.K1r, parts.K1l))
    return _nonlocal(_parts([parts.a, parts.b, parts.c])).around(_between(one, first), _between(other, second))


def _parts(angles: Sequence[float]) -> Any:
    """How much of II, XX, YY and ZZ is in exp(i (a XX + b YY + c ZZ))."""
    import numpy as np

    one, two, three = np.asarray(angles)
    values = np.array([-np.sum([one, two, three]), -one + two + three, -two + three + one, -three + one + two])
    vectors = np.ones([1, 1]) / 2 - np.eye(4)
    return np.transpose(vectors) @ (np.exp(1j * values) * vectors[:, 0])


def _nonlocal(parts: Any) -> Basis:
    """Of a gate that is the sum of so much of II, XX, YY and ZZ (complex, of four)."""
    import numpy as np

    squares = tuple((np.abs(part) ** 2, _gates(name), _gates(name)) for part, name in zip(parts, _PAULIS, strict=True))
    mixed = {pair: parts[pair[0]] * np.conj(parts[pair[1]]) for pair in _PAIRS}
    rows = (
        (factor * getattr(np, kind)(mixed[pair]), _side(one), _side(other)) for factor, kind, pair, one, other in _MIXED
    )
    return _basis([*squares, *rows])


def _side(name: str) -> Operations:
    """What is done on a side, by its name below."""
    return _turn("y", float(_HALVES[name]) * math.pi) if name in _HALVES else _gates(_SIDES[name])


_PAULIS = ("", "x", "y", "z")
_PAIRS = ((0, 1), (0, 2), (0, 3), (1, 2), (2, 3), (3, 1))
#: Measuring an axis (`mx`), changing two axes for each other (`xy`), with a sign (`-xy`), a turn by an eighth (`+x`),
#: and measuring with a flip after it (`fxy`).
_SIDES = {
    "mx": "h m h", "my": "sx m sxdg", "mz": "m",
    "xy": "s y", "-xy": "z s y", "yz": "sx z", "-yz": "x sx z", "zx": "h", "-zx": "y h",
    "+x": "sx", "-x": "sxdg", "+z": "s", "-z": "sdg",
    "fxy": "m x", "fyz": "h m h y", "fzx": "sx m sxdg z",
}  # fmt: skip
_HALVES = {"+y": 0.5, "-y": -0.5}
_SIGNS = ((1, "", ""), (-1, "", "-"), (-1, "-", ""), (1, "-", "-"))
_AXIS_PAIRS = ((0, 1), "x"), ((0, 2), "y"), ((0, 3), "z")
_PLANES = ((1, 2), "xy"), ((2, 3), "yz"), ((3, 1), "zx")


def _mixed_rows() -> list[tuple[float, str, tuple[int, int], str, str]]:
    """The rows of what two parts have to do with each other: factor, part of the number, the two, and the sides."""
    rows: list[tuple[float, str, tuple[int, int], str, str]] = []
    rows += [(2, "real", pair, f"m{axis}", f"m{axis}") for pair, axis in _AXIS_PAIRS]
    for pair, plane in _PLANES:
        rows += [(sign / 2, "real", pair, one + plane, other + plane) for sign, one, other in _SIGNS]
    for pair, axis in _AXIS_PAIRS:
        rows += [(-sign / 2, "real", pair, (one or "+") + axis, (other or "+") + axis) for sign, one, other in _SIGNS]
    rows += [(-2, "real", pair, f"f{plane}", f"f{plane}") for pair, plane in _PLANES]
    for pair, axis in _AXIS_PAIRS:
        rows += [(sign, "imag", pair, f"m{axis}", turn + axis) for sign, turn in ((1, "+"), (-1, "-"))]
        rows += [(sign, "imag", pair, turn + axis, f"m{axis}") for sign, turn in ((1, "+"), (-1, "-"))]
    for pair, plane in _PLANES:
        rows += [(sign, "imag", pair, turn + plane, f"f{plane}") for sign, turn in ((1, ""), (-1, "-"))]
        rows += [(sign, "imag", pair, f"f{plane}", turn + plane) for sign, turn in ((1, ""), (-1, "-"))]
    return rows


_MIXED = _mixed_rows()


def _doubled() -> Basis:
    """DCX: an iSWAP with more around it."""
    basis = _nonlocal([0.5, 0.5j, 0.5j, 0.5])
    return basis.around(_between(_gates("h sdg"), ()), _between(_gates("sdg"), _gates("h")))


#: By the names of gates: of those without an angle, and of those with one.
_FIXED: dict[str, Callable[[], Basis]] = {
    **{name: partial(_controlled, name) for name in ("cx", "cy", "cz", "ch")},
    "ecr": _echoed,
    "cs": partial(_phased, "t", "z", math.pi / 2),
    "csdg": partial(_phased, "tdg", "z", -math.pi / 2),
    "csx": partial(_phased, "t", "x", math.pi / 2),
    "csxdg": partial(_phased, "tdg", "x", -math.pi / 2),
    "swap": partial(_nonlocal, [(1 + 1j) / math.sqrt(8)] * 4),
    "iswap": partial(_nonlocal, [0.5, 0.5j, 0.5j, 0.5]),
    "dcx": _doubled,
    "move": _wire,
}
_TURNED: dict[str, Callable[[float], Basis]] = {
    **{f"r{axis * 2}": partial(_rotation, axis) for axis in _AXES},
    **{f"cr{axis}": partial(_controlled_rotation, axis) for axis in _AXES},
    "cp": _controlled_phase,
}
