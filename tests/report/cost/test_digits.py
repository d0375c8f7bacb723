"""How many digits of a figure JSON of costs tells."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from quantum_lint.cost.compare import compare
from quantum_lint.model.estimate import Bills, Range
from quantum_lint.report.cost import changes_json
from quantum_lint.report.cost.json import measured, ranged, submission
from tests.cost.samples import between, placed

LONG = "29.470654463999999986688"


@pytest.mark.parametrize(
    ("number", "told"),
    [(LONG, "29.470654464"), ("9.58400", "9.58400"), ("4096", "4096"), ("0.1234567894", "0.123456789"),
     ("3.0000000000004", "3"), ("0.0000000000004", "0"), ("-0.0000000000004", "0"), ("1E+3", "1000"),
     ("-0.01582432431180188", "-0.015824324")],
)  # fmt: skip
def test_quantities_are_told_to_the_ninth_place(number: str, told: str) -> None:
    assert measured(Range(Decimal(number), Decimal(number))) == {"low": told, "high": told}
    assert measured(None) is None


def test_money_is_exact() -> None:
    assert ranged(between(LONG)) == {"low": LONG, "high": LONG}
    told = submission(placed(amount=between(LONG), seconds=between(LONG)))
    assert told["cost"]["low"] == LONG
    assert told["qpu_seconds"]["low"] == "29.470654464"


def test_differences_are_told_as_what_they_are_of() -> None:
    before, after = placed(), placed(amount=between(LONG), seconds=between(LONG))
    found = json.loads(changes_json.render(compare(Bills((before,)), Bills((after,)), "main"), "0"))
    (change,) = found["changes"]
    assert (change["cost"]["now"]["low"], change["qpu_seconds"]["now"]["low"]) == (LONG, "29.470654464")
    assert [each["now"]["low"] for each in found["totals"]] == [LONG, "29.470654464"]
