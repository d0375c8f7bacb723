"""How often a month a clock fires, against counts made by hand."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quantum_lint.parse.cron import fires

#: Days and weeks of an average month.
MONTH = Fraction(1461, 48)
WEEKS = MONTH / 7


@pytest.mark.parametrize(
    ("expression", "often"),
    [
        # each field plain
        ("0 4 * * *", MONTH),
        ("* * * * *", MONTH * 24 * 60),
        ("30 * * * *", MONTH * 24),
        # lists, steps, ranges
        ("0,30 4 * * *", MONTH * 2),
        ("0 1,13,22 * * *", MONTH * 3),
        ("0 */6 * * *", MONTH * 4),
        ("*/25 0 * * *", MONTH * 3),  # at 0, 25 and 50
        ("0 9-17 * * *", MONTH * 9),
        ("0 9-17/4 * * *", MONTH * 3),  # at 9, 13 and 17
        ("0 20/2 * * *", MONTH * 2),  # at 20 and 22
        ("0 1-3,2-5 * * *", MONTH * 5),  # what overlaps counts once
        # weekdays, by number and by name; Sunday is 0 and 7
        ("0 4 * * 2", WEEKS),
        ("0 4 * * 1-5", WEEKS * 5),
        ("0 4 * * MON", WEEKS),
        ("0 4 * * mon,Thu", WEEKS * 2),
        ("0 4 * * MON-FRI", WEEKS * 5),
        ("0 4 * * 0,7", WEEKS),
        ("0 4 * * 5-7", WEEKS * 3),
        ("0 4 * * */2", WEEKS * 4),  # Sunday, Tuesday, Thursday and Saturday
        # dates
        ("0 4 1 * *", Fraction(1)),
        ("0 4 1,15 * *", Fraction(2)),
        ("0 4 31 * *", Fraction(7, 12)),
        ("0 4 30 * *", Fraction(11, 12)),
        ("0 4 29 * *", (11 + Fraction(1, 4)) / 12),
        ("0 4 */10 * *", (4 * 7 + 3 * 4 + 3) / Fraction(12)),  # 1, 11, 21 everywhere, 31 in seven months
        # months
        ("0 4 * 1 *", Fraction(31, 12)),
        ("0 4 1 JAN,jul *", Fraction(2, 12)),
        ("0 4 1 */3 *", Fraction(4, 12)),
        ("0 4 1 6-8 *", Fraction(3, 12)),
        # February
        ("0 4 * 2 *", (28 + Fraction(1, 4)) / 12),
        ("0 4 29 2 *", Fraction(1, 48)),
        ("0 4 30 2 *", Fraction(0)),
        # a date and a weekday: either will do, unless one of them starts with a star
        ("0 4 1 * 1", 1 + (MONTH - 1) / 7),
        ("0 4 1-7 * 1", 7 + (MONTH - 7) / 7),
        ("0 4 */1 * 1", WEEKS),
        ("0 4 1-7 * *", Fraction(7)),
        ("0 4 1-7 * */7", Fraction(1)),  # a Sunday among the first seven days
    ],
)
def test_counts_as_by_hand(expression: str, often: Fraction) -> None:
    assert fires(expression) == often


@pytest.mark.parametrize(
    "expression",
    ["", "0 4 * *", "0 4 * * * *", "60 * * * *", "0 24 * * *", "0 4 0 * *", "0 4 32 * *", "0 4 * 13 *", "0 4 * * 8",
     "0 4 * * FUN", "0 5-3 * * *", "*/0 * * * *", "a b c d e", "@daily", "0 4 * * ?", "-1 * * * *", "1- * * * *"],
)  # fmt: skip
def test_says_nothing_of_what_is_no_expression(expression: str) -> None:
    assert fires(expression) is None


_MINUTES = st.sampled_from(["0", "5,35", "*/20", "10-12"])
_HOURS = st.sampled_from(["*", "3", "*/8", "8-18/5"])
_DATES = st.sampled_from(["*", "1", "29", "31", "10-20", "*/9", "1,15,30"])
_MONTHS = st.sampled_from(["*", "2", "2,3", "1-6", "*/5", "feb"])
_WEEKDAYS = st.sampled_from(["*", "0", "1-5", "sun,wed", "7", "*/3"])
_COUNTS = {"0": 1, "5,35": 2, "*/20": 3, "10-12": 3, "*": 24, "3": 1, "*/8": 3, "8-18/5": 3}


@given(_MINUTES, _HOURS, _DATES, _MONTHS, _WEEKDAYS)
def test_agrees_with_a_calendar_of_28_years(minutes: str, hours: str, dates: str, months: str, weekdays: str) -> None:
    days = _days(dates, months, weekdays)
    counted = Fraction(days * _COUNTS[minutes] * _COUNTS[hours], 28 * 12)
    assert fires(f"{minutes} {hours} {dates} {months} {weekdays}") == counted


_ON_DATE = {"*": range(1, 32), "1": (1,), "29": (29,), "31": (31,), "10-20": range(10, 21),
            "*/9": (1, 10, 19, 28), "1,15,30": (1, 15, 30)}  # fmt: skip
_IN_MONTH = {"*": range(1, 13), "2": (2,), "2,3": (2, 3), "1-6": range(1, 7), "*/5": (1, 6, 11), "feb": (2,)}
_ON_DAY = {"*": range(7), "0": (0,), "1-5": range(1, 6), "sun,wed": (0, 3), "7": (0,), "*/3": (0, 3, 6)}


def _days(dates: str, months: str, weekdays: str) -> int:
    """The days on which it fires in 28 years, after which dates and weekdays come round."""
    found = 0
    day = date(1973, 1, 1)
    while day < date(2001, 1, 1):
        on_date, on_day = day.day in _ON_DATE[dates], day.isoweekday() % 7 in _ON_DAY[weekdays]
        both = dates.startswith("*") or weekdays.startswith("*")
        found += day.month in _IN_MONTH[months] and (on_date and on_day if both else on_date or on_day)
        day += timedelta(days=1)
    return found
