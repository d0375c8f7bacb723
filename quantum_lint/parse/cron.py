"""Cron expressions: how often a month a clock fires.

A month is the average one of a calendar in which every fourth year has a 29 February and each date falls on every
weekday equally often: 30.4375 days.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache

from quantum_lint.model import lazy

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
#: Days of each month; the last one of February comes every fourth year.
_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_LEAP = (2, 29)
#: Parts of a day that whole numbers count: sevenths of a week in quarters of a leap cycle.
_PARTS = 7 * 4
#: Lowest and highest value of each of the five fields, and the names of its values from the lowest on.
_FIELDS = (
    (0, 59, ()),
    (0, 23, ()),
    (1, 31, ()),
    (1, 12, _MONTHS),
    (0, 7, _DAYS),
)
_PART = lazy.pattern(r"(?:(?P<every>\*)|(?P<first>\w+)(?:-(?P<last>\w+))?)(?:/(?P<step>\d+))?")


@lru_cache(maxsize=256)
def fires(expression: str, *, either: bool = True) -> Fraction | None:
    """How often a month it fires on average; None for what is no expression of five fields.

    A date and a weekday that are both restricted mean `either` of them to most clocks, and both at once to some.
    """
    fields = expression.split()
    if len(fields) != len(_FIELDS):
        return None
    values = [_values(field, *limits) for field, limits in zip(fields, _FIELDS, strict=True)]
    if not all(values):
        return None
    minutes, hours, dates, months, weekdays = (value or frozenset() for value in values)
    weekdays = frozenset(day % 7 for day in weekdays)
    either = either and not (fields[2].startswith("*") or fields[4].startswith("*"))
    days = sum(_days(month, dates, len(weekdays), either=either) for month in months)
    return Fraction(days * len(minutes) * len(hours), 12 * _PARTS)


def _days(month: int, dates: frozenset[int], weekdays: int, *, either: bool) -> int:
    """The days of a month that fit, in parts of a day: the date and the weekday, or either where both are restricted.

    A date falls on each weekday in a seventh of all years, and a 29 February comes in a quarter of them.
    """
    total = 0
    for date in range(1, _LENGTHS[month - 1] + 1):
        fitting = 7 if either else weekdays
        missing = weekdays if either else 0
        total += (fitting if date in dates else missing) * (1 if (month, date) == _LEAP else _PARTS // 7)
    return total


def _values(field: str, low: int, high: int, names: tuple[str, ...]) -> frozenset[int] | None:
    """What a field allows; None for what nobody understands."""
    found: set[int] = set()
    for part in field.lower().split(","):
        run = list(_run(part, low, high, names))
        if not run:
            return None
        found.update(run)
    return frozenset(found)


def _run(part: str, low: int, high: int, names: tuple[str, ...]) -> Iterator[int]:
    """The values of one part of a list: `*`, `5`, `5-9`, each with or without a step."""
    match = _PART.fullmatch(part)
    step = int(match["step"] or 1) if match else 0
    if match is None or step == 0:
        return
    first = low if match["every"] else _number(match["first"], low, names)
    open_end = match["every"] or (match["step"] and not match["last"])
    last = (6 if names == _DAYS else high) if open_end else _number(match["last"] or match["first"], low, names)
    if first is not None and last is not None and low <= first <= last <= high:
        yield from range(first, last + 1, step)


def _number(word: str, low: int, names: tuple[str, ...]) -> int | None:
    if word in names:
        return names.index(word) + low
    return int(word) if word.isascii() and word.isdecimal() else None
