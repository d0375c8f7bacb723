"""Money, time and chances as people read them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from quantum_lint.report.cost import figures
from tests.cost.samples import between, measures


@pytest.mark.parametrize(
    ("found", "shown"),
    [
        (between("4.855"), "4.86 USD"),
        (between("4.855", "4.8599"), "4.86 USD"),
        (between("4.86", "7.2"), "4.86 to 7.20 USD"),
        (between("12345.6"), "12,345.60 USD"),
        (between("0"), "0.00 USD"),
        (between("0.00042"), "0.00042 USD"),
        (None, "?"),
    ],
)
def test_money_is_rounded_to_the_cent_and_never_to_nothing(found: object, shown: str) -> None:
    assert figures.money(found, "USD") == shown  # type: ignore[arg-type]


def test_a_least_amount_says_so() -> None:
    assert figures.money(between("1"), "EUR", least=True) == "at least 1.00 EUR"
    assert figures.money(None, "EUR", least=True) == "?"


def test_differences_have_a_sign() -> None:
    assert figures.more_money(between("-1.5"), "USD") == "-1.50 USD"
    assert figures.more_money(between("0"), "USD") == "+0.00 USD"
    assert figures.more_seconds(between("1", "2.25")) == "+1.00 to +2.25 s"


@pytest.mark.parametrize(
    ("found", "shown"),
    [
        ("31.2", " (+31 %)"),
        ("-50", " (-50 %)"),
        ("0", " (+0 %)"),
        ("0.04", " (+0.04 %)"),
        ("1234567", " (+1,234,567 %)"),
    ],
)
def test_per_cent_is_whole(found: str, shown: str) -> None:
    assert figures.per_cent(Decimal(found)) == shown
    assert figures.per_cent(None) == ""


@pytest.mark.parametrize(
    ("logarithm", "shown"), [(None, "?"), (0.0, "100 %"), (-0.114, "76.9 %"), (-3.2, "0.0631 %"), (-60.3, "10^-60")]
)
def test_chances(logarithm: float | None, shown: str) -> None:
    assert figures.success(logarithm) == shown


@pytest.mark.parametrize(
    ("found", "shown"), [(None, "?"), (3.64e-6, "3.64 us"), (0.0, "0 ns"), (0.12, "120 ms"), (2, "2 s")]
)
def test_durations(found: float | None, shown: str) -> None:
    assert figures.duration(found) == shown


def test_counts() -> None:
    assert figures.gates(measures()) == "19 (24)"
    assert figures.gates(None) == "?"
    assert figures.number(4096) == "4,096"


def test_the_age_of_data() -> None:
    today = date(2026, 11, 21)
    assert figures.age("2026-09-17", today) == "65 days old"
    assert figures.age("2026-11-20", today) == "1 day old"
    assert figures.age("2026-11-21", today) == "of today"
    assert figures.age("", today) == ""
