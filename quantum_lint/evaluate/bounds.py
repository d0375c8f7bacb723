"""The larger or smaller of numbers of which reading does not tell all."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Sequence
from typing import Any

from quantum_lint.evaluate.values import Known, Union, Unknown, Value, constant, constants, join, options

_MORE = Unknown("it may be more: one of the numbers is not known")
_LESS = Unknown("it may be less: one of the numbers is not known")
#: Operands with several possible numbers are combined up to so many times.
_MOST_COMBINED = 64


def bounded(choose: Callable[..., Any], operands: Sequence[Value]) -> Value | None:
    """What `max` or `min` of these gives, of which some are numbers; None where none is, or one is no number.

    Without one of the numbers the larger is at least what the others give, and may be more; of the smaller nothing is
    known, since that they give at most is no number that a program ever sees.
    """
    columns = [_numbers(operand) for operand in operands]
    known = [column for column in columns if column]
    if not known or choose not in (max, min):
        return None
    if len(known) == len(columns) and _combinations(columns) <= _MOST_COMBINED:
        return join(*(choose(row, key=_value) for row in itertools.product(*columns)))
    if choose is min:
        return _LESS
    return Union((max((min(column, key=_value) for column in known), key=_value), _MORE))


def _combinations(columns: Sequence[Sequence[Known]]) -> int:
    return math.prod(map(len, columns))


def _value(number: Known) -> float:
    return float(number.value)


def _numbers(operand: Value) -> tuple[Known, ...]:
    """The numbers that it may be; none where it may be another one, too."""
    several = [tuple(constants(option)) for option in options(operand)]
    found = tuple(number for each in several for number in each)
    complete = all(several) and all(constant(number, (int, float)) is not None for number in found)
    return found if complete else ()
