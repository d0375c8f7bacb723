"""Conditions of pytket on several bits: what is worked out first in a bit of its own, and what that bit must be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from quantum_lint.evaluate.models.pytket_units import Bit, BitRegister, Logic, Unit

#: The register of bits that hold what conditions came to.
SCRATCH = "tk_SCRATCH_BIT"


@dataclass(frozen=True)
class Condition:
    """That bits have a value, as a number of which the first bit is the least."""

    bits: tuple[Unit, ...]
    value: int


@dataclass(frozen=True)
class Computed:
    """That what an operation of a `kind` makes of bits, in a bit of its own, is `value`."""

    kind: str
    bits: tuple[Unit, ...]
    value: int = 1


def is_value(value: int) -> Any:
    """The function that gives a condition that a bit, or what is made of several, has a value."""

    def condition(bit: Any) -> Condition | Computed:
        if isinstance(bit, Logic):
            return Computed("ClExpr", bit.inputs, value)
        if not isinstance(bit, Bit):
            raise TypeError("this is no bit")
        return Condition((bit,), value)

    return condition


def compares(value: int = 1) -> Any:
    """The function that gives a condition on the number that a register holds."""

    def condition(register: Any, number: Any) -> Computed:
        if not isinstance(register, BitRegister) or not isinstance(number, int):
            raise TypeError("what is made of several registers is not followed")
        return Computed("RangePredicate", tuple(register), value)

    return condition


FUNCTIONS: dict[str, Any] = {
    "if_bit": is_value(1),
    "if_not_bit": is_value(0),
    **{f"reg_{name}": compares() for name in ("eq", "lt", "gt", "leq", "geq")},
    "reg_neq": compares(0),
}
