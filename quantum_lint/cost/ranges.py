"""Arithmetic on ranges of what is not negative."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_CEILING, Decimal

from quantum_lint.model.estimate import Range


def exactly(number: Decimal | int) -> Range:
    """A range of one number."""
    return Range(Decimal(number), Decimal(number))


def total(ranges: Iterable[Range]) -> Range:
    """Their sum."""
    several = tuple(ranges)
    return Range(sum((each.low for each in several), Decimal()), sum((each.high for each in several), Decimal()))


def times(first: Range, second: Range | Decimal | int) -> Range:
    """Their product."""
    other = second if isinstance(second, Range) else exactly(second)
    return Range(first.low * other.low, first.high * other.high)


def steps(whole: Range, step: Decimal) -> Range:
    """How many steps reach as far, the last one whole."""
    return Range(*((each / step).to_integral_value(ROUND_CEILING) for each in whole))


def hull(*ranges: Range) -> Range:
    """From the lowest to the highest of all."""
    return Range(min(each.low for each in ranges), max(each.high for each in ranges))
