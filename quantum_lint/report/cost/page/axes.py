"""Axes of a drawing: where a value stands, and which values are marked."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

#: Values to mark within a power of ten.
_STEPS = (1, 2, 5)
#: What is left free at the ends of an axis of powers, as a share of its length, and at least: from 1 to 5 it is 0.7,
#: so that two of the marks are always in view and tell the scale.
_MARGIN, _LEAST_MARGIN = 0.06, 0.36
#: Chances below this are told apart by their powers of ten.
_LEAST_CHANCE = -2
_MOST_MARKS = 8


class Axis(NamedTuple):
    """From the value `low` at the coordinate `start` to `high` at `end`, both as they are after `scale`."""

    low: float
    high: float
    start: float
    end: float
    scale: Callable[[float], float]
    ticks: tuple[tuple[float, str], ...]

    def __call__(self, value: float) -> float:
        """The coordinate of a value."""
        share = (self.scale(value) - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)


def money(values: Sequence[float], start: float, end: float) -> Axis:
    """Amounts above 0, by their powers of ten."""
    low, high = math.log10(min(values)), math.log10(max(values))
    margin = max((high - low) * _MARGIN, _LEAST_MARGIN)
    low, high = low - margin, high + margin
    marks = [value for value in _round(low, high) if low <= math.log10(value) <= high]
    thin = math.ceil(len(marks) / _MOST_MARKS)
    return Axis(low, high, start, end, math.log10, tuple((value, f"{value:,.10g}") for value in marks[::thin]))


def chances(logarithms: Sequence[float], start: float, end: float) -> Axis:
    """Probabilities, given by their decimal logarithms: in per cent, or in powers of ten where they are small."""
    least = min(logarithms)
    if least > _LEAST_CHANCE:
        marks = tuple((math.log10(value / 100) if value else -math.inf, f"{value} %") for value in range(0, 101, 20))
        return Axis(0, 1, start, end, lambda each: 10**each, marks)
    low = math.floor(least) - 0.3
    step = math.ceil(-low / _MOST_MARKS)
    powers = range(0, math.floor(least) - 1, -step)
    return Axis(low, 0, start, end, float, tuple((power, f"10^{power}" if power else "1") for power in powers))


def _round(low: float, high: float) -> Iterator[float]:
    for power in range(math.floor(low), math.ceil(high) + 1):
        yield from (step * 10.0**power for step in _STEPS)
