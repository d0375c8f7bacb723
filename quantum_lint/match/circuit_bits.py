"""The qubits and classical bits of a circuit by number, and which of them an argument names."""

from __future__ import annotations

import ast
from typing import NamedTuple

from quantum_lint.evaluate.calls import Argument, Call
from quantum_lint.evaluate.values import Instance, Known, ListValue, Value, constant

Numbers = frozenset[int]
NONE: Numbers = frozenset()


class RegisterRow(NamedTuple):
    """Calls that make a register of so many bits as their argument `size` says; `quantum` or classical ones."""

    provider: str
    calls: tuple[str, ...]
    quantum: bool
    size: str = "size"


class Register(NamedTuple):
    """Consecutive bits of a circuit; `made` is the register object, None where they were given as a number."""

    made: Instance | None
    size: int


class Bits(NamedTuple):
    """The bits of one kind that a circuit has; `registers` is None where that is not known."""

    registers: tuple[Register, ...] | None = None

    @property
    def number(self) -> int | None:
        """How many there are, None when that is not known."""
        return None if self.registers is None else sum(register.size for register in self.registers)

    def all(self) -> Numbers | None:
        """Every bit, None when it is not known how many there are."""
        return None if self.number is None else frozenset(range(self.number))

    def extended(self, register: Register | None) -> Bits:
        """These and those of one more register; None is one of unknown size."""
        if self.registers is None or register is None:
            return Bits()
        return Bits((*self.registers, register))

    def range_of(self, made: Instance) -> range | None:
        """The numbers of the bits of a register."""
        start = 0
        for register in self.registers or ():
            if register.made is made:
                return range(start, start + register.size)
            start += register.size
        return None

    def named(self, value: Value, node: ast.AST | None) -> Numbers | None:
        """The bits that a value stands for; `node` is its expression. None when reading alone does not say."""
        number = constant(value, int)
        if number is not None:
            return self._numbered(number)
        if isinstance(value, ListValue) and value.exact:
            return self._several(value, node)
        if not isinstance(value, Instance):
            return None
        whole = self.range_of(value)
        if whole is not None:
            return frozenset(whole)
        return self._item(value, node)

    def _numbered(self, number: int) -> Numbers | None:
        if number >= 0:
            return frozenset((number,))
        return None if self.number is None else frozenset((self.number + number,))

    def _several(self, value: ListValue, node: ast.AST | None) -> Numbers | None:
        inner: list[ast.expr | None] = list(node.elts) if isinstance(node, (ast.List, ast.Tuple)) else []
        if len(inner) != len(value.items):
            inner = [None] * len(value.items)
        found = [self.named(item, each) for item, each in zip(value.items, inner, strict=True)]
        return None if None in found else NONE.union(*(numbers for numbers in found if numbers is not None))

    def _item(self, value: Instance, node: ast.AST | None) -> Numbers | None:
        """The bit that `register[2]` names."""
        within = self.range_of(value.receiver) if isinstance(value.receiver, Instance) else None
        index = node.slice.value if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant) else None
        if within is None or type(index) is not int or not 0 <= index < len(within):
            return None
        return frozenset((within[index],))


def union(bits: Bits, given: list[Argument]) -> Numbers | None:
    """The bits that several arguments name together; None as soon as one of them is not known."""
    found = [bits.named(argument.value, argument.where.node) for argument in given]
    return None if None in found else NONE.union(*(numbers for numbers in found if numbers is not None))


def declared(call: Call, rows: dict[str, RegisterRow]) -> tuple[Bits, Bits]:
    """The qubits and classical bits that the arguments of a constructor declare."""
    given = [argument for argument in call.arguments if argument.name is None]
    if any(argument.position is None for argument in given):
        return Bits(), Bits()
    sizes = [constant(argument.value, int) for argument in given]
    if all(isinstance(argument.value, Known) for argument in given):
        return _anonymous(sizes[:1]), _anonymous(sizes[1:2])
    quantum, classical = Bits(()), Bits(())
    for argument in given:
        quantum, classical = added(quantum, classical, argument.value, rows)
    return quantum, classical


def _anonymous(sizes: list[int | None]) -> Bits:
    if not sizes:
        return Bits(())
    return Bits() if sizes[0] is None else Bits((Register(None, sizes[0]),))


def added(quantum: Bits, classical: Bits, value: Value, rows: dict[str, RegisterRow]) -> tuple[Bits, Bits]:
    """The bits of a circuit that gets one more register."""
    row = rows.get(value.callee) if isinstance(value, Instance) else None
    if row is None or not isinstance(value, Instance):
        return Bits(), Bits()
    given = value.argument(row.size, 0)
    size = constant(given.value, int) if given else None
    register = None if size is None else Register(value, size)
    return (quantum.extended(register), classical) if row.quantum else (quantum, classical.extended(register))
