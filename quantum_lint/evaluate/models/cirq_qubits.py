"""Qubits as Cirq names them: on a line, on a grid, or by a name of their own. They are ordered as Cirq orders them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import total_ordering

_DIGITS = re.compile(r"(\d+)")
#: More qubits than this are never made at once.
MOST = 5_000


class TooManyError(ValueError):
    """More qubits than a circuit may have."""


@total_ordering
class Qid:
    """A qubit; equal ones are the same qubit."""

    __slots__ = ("key",)

    def __init__(self, key: tuple[object, ...]) -> None:
        self.key = key

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Qid) and self.key == other.key

    def __lt__(self, other: Qid) -> bool:
        return self.key < other.key

    def __hash__(self) -> int:
        return hash(self.key)

    def __str__(self) -> str:
        return f"q({', '.join(map(str, self.key[1:]))})"


class LineQubit(Qid):
    """A qubit with a number."""

    __slots__ = ()

    def __init__(self, x: int) -> None:
        super().__init__(("line", x))

    @property
    def x(self) -> int:
        """Its number."""
        return self.key[1]  # type: ignore[return-value]

    def __add__(self, other: int) -> LineQubit:
        return LineQubit(self.x + other)

    def __sub__(self, other: int) -> LineQubit:
        return LineQubit(self.x - other)

    @classmethod
    def range(cls, *range_args: int) -> list[LineQubit]:
        """Qubits with the numbers of a range."""
        return [cls(number) for number in _fitting(range(*range_args))]


class GridQubit(Qid):
    """A qubit with a row and a column."""

    __slots__ = ()

    def __init__(self, row: int, col: int) -> None:
        super().__init__(("grid", row, col))

    @property
    def row(self) -> int:
        """Its row."""
        return self.key[1]  # type: ignore[return-value]

    @property
    def col(self) -> int:
        """Its column."""
        return self.key[2]  # type: ignore[return-value]

    def __add__(self, other: tuple[int, int] | GridQubit) -> GridQubit:
        row, col = (other.row, other.col) if isinstance(other, GridQubit) else other
        return GridQubit(self.row + row, self.col + col)

    def __sub__(self, other: tuple[int, int] | GridQubit) -> GridQubit:
        row, col = (other.row, other.col) if isinstance(other, GridQubit) else other
        return GridQubit(self.row - row, self.col - col)

    def is_adjacent(self, other: GridQubit) -> bool:
        """Whether the other one is beside, above or below it."""
        return abs(self.row - other.row) + abs(self.col - other.col) == 1

    @classmethod
    def rect(cls, rows: int, cols: int, top: int = 0, left: int = 0) -> list[GridQubit]:
        """The qubits of a rectangle, row by row."""
        _fitting(range(max(rows, 0) * max(cols, 0)))
        return [cls(top + row, left + col) for row in range(rows) for col in range(cols)]

    @classmethod
    def square(cls, diameter: int, top: int = 0, left: int = 0) -> list[GridQubit]:
        """The qubits of a square, row by row."""
        return cls.rect(diameter, diameter, top, left)


class NamedQubit(Qid):
    """A qubit with a name; numbers in names are ordered as numbers."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        pieces = tuple((int(each[:9]), len(each)) if each.isdigit() else each for each in _DIGITS.split(name))
        super().__init__(("named", *pieces))
        self.name = name

    def __str__(self) -> str:
        return self.name

    @classmethod
    def range(cls, *args: int, prefix: str) -> list[NamedQubit]:
        """Qubits with the prefix and the numbers of a range for names."""
        return [cls(f"{prefix}{number}") for number in _fitting(range(*args))]


class ThreeDQubit(Qid):
    """A neutral atom of Pasqal in space."""

    __slots__ = ()

    def __init__(self, x: float, y: float, z: float) -> None:
        super().__init__(("atom", round(z, 15), round(y, 15), round(x, 15)))

    def __str__(self) -> str:
        return f"({self.key[3]}, {self.key[2]}, {self.key[1]})"


class TwoDQubit(ThreeDQubit):
    """A neutral atom of Pasqal in a plane."""

    __slots__ = ()

    def __init__(self, x: float, y: float) -> None:
        super().__init__(x, y, 0)

    def __str__(self) -> str:
        return f"({self.key[3]}, {self.key[2]})"

    @classmethod
    def rect(cls, rows: int, cols: int, x0: float = 0, y0: float = 0) -> list[TwoDQubit]:
        """The atoms of a rectangle, column by column."""
        _fitting(range(max(rows, 0) * max(cols, 0)))
        return [cls(x0 + row, y0 + column) for column in range(cols) for row in range(rows)]

    @classmethod
    def square(cls, diameter: int, x0: float = 0, y0: float = 0) -> list[TwoDQubit]:
        """The atoms of a square, column by column."""
        return cls.rect(diameter, diameter, x0, y0)


class LineQid(Qid):
    """A line of things with more levels than a qubit has; only how many there are matters here."""

    __slots__ = ()

    def __init__(self, x: int, dimension: int) -> None:
        super().__init__(("line", x))

    @classmethod
    def range(cls, *range_args: int, dimension: int) -> list[LineQid]:
        """Those with the numbers of a range."""
        return [cls(number, dimension) for number in _fitting(range(*range_args))]


class NamedQid(NamedQubit):
    """One with a name."""

    __slots__ = ()

    def __init__(self, name: str, dimension: int) -> None:
        super().__init__(name)


def q(*args: object) -> Qid:
    """A qubit by a number, a row and a column, or a name."""
    first = args[0]
    if len(args) == 2:
        return GridQubit(*args)  # type: ignore[arg-type]
    return NamedQubit(first) if isinstance(first, str) else LineQubit(first)  # type: ignore[arg-type]


def _fitting(numbers: range) -> Iterable[int]:
    if len(numbers) > MOST:
        raise TooManyError(f"{len(numbers):,} qubits are too many")
    return numbers
