"""Qubits, bits and their registers as pytket names them, in the order in which it sorts them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import total_ordering
from typing import Any

#: More of them are never made at once.
MOST = 100_000


@total_ordering
class Unit:
    """A qubit or bit by the name of its register and its place there; equal ones are the same."""

    __slots__ = ("index", "reg_name")
    register = ""

    def __init__(self, name: Any = None, index: Any = None, *more: int) -> None:
        if not isinstance(name, str):
            name, index = self.register, name
        self.reg_name = name or self.register
        given = () if index is None else tuple(index) if isinstance(index, (list, tuple)) else (index, *more)
        self.index = [each.__index__() for each in given]

    @property
    def key(self) -> tuple[object, ...]:
        """What tells it from others, and sorts it."""
        return self.register, self.reg_name, tuple(self.index)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Unit) and self.key == other.key

    def __lt__(self, other: Unit) -> bool:
        return self.key < other.key

    def __hash__(self) -> int:
        return hash(self.key)

    def __str__(self) -> str:
        return f"{self.reg_name}{self.index or ''}"


class Qubit(Unit):
    """A qubit."""

    __slots__ = ()
    register = "q"


class Combined:
    """What may be made of by `&`, `|` and `^`."""

    __slots__ = ()

    def __and__(self, other: Any) -> Logic:
        return Logic(self, other)

    __or__ = __xor__ = __and__

    def __rand__(self, other: Any) -> Logic:
        return Logic(other, self)

    __ror__ = __rxor__ = __rand__


class Bit(Unit, Combined):
    """A bit."""

    __slots__ = ()
    register = "c"


class Logic(Combined):
    """What is made of bits; `inputs` are these in the order in which they come first."""

    def __init__(self, *parts: Any) -> None:
        self.inputs: tuple[Unit, ...] = tuple(dict.fromkeys(bit for part in parts for bit in _inputs(part)))


def _inputs(part: Any) -> tuple[Unit, ...]:
    if isinstance(part, Logic):
        return part.inputs
    if isinstance(part, Bit):
        return (part,)
    if part in (0, 1):
        return ()
    raise TypeError("this is no bit")


class Register:
    """The units of a name, from 0."""

    unit: type[Unit] = Unit

    def __init__(self, name: str, size: int) -> None:
        if not 0 <= size <= MOST:
            raise ValueError(f"a register of {size:,}")
        self.name = name
        self.size = size

    def __getitem__(self, key: int) -> Unit:
        if not 0 <= key.__index__() < self.size:
            raise IndexError(f"{self.name} has no {key}")
        return self.unit(self.name, key)

    def __iter__(self) -> Iterator[Unit]:
        return (self.unit(self.name, number) for number in range(self.size))

    def __len__(self) -> int:
        return self.size

    def to_list(self) -> list[Unit]:
        """All of them."""
        return list(self)


class QubitRegister(Register):
    """Qubits of a name."""

    unit = Qubit


class BitRegister(Register):
    """Bits of a name."""

    unit = Bit


REGISTERS: dict[type[Unit], type[Register]] = {Qubit: QubitRegister, Bit: BitRegister}
