"""Costs for spreadsheets."""

from __future__ import annotations

import csv
import io

from quantum_lint.cost.compare import compare
from quantum_lint.model.estimate import Bills
from quantum_lint.report.cost import csv as table
from tests.cost.samples import between, placed


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def test_a_row_for_each_submission() -> None:
    text = table.rendered(
        Bills((placed(), placed("a,b.py", rate=None, amount=None, because='no "plan"', seconds=None)))
    )
    assert text.count("\r\n") == text.count("\n") == 3
    first, second = read(text)
    assert (first["path"], first["line"], first["cell"], first["circuit"]) == ("ghz.py", "12", "", "ghz")
    assert (first["cost_low"], first["cost_high"], first["currency"]) == ("4.86", "4.86", "USD")
    assert (first["duration_s"], first["success_probability"], first["at_least"]) == ("3.64e-06", "0.76913", "false")
    assert (second["path"], second["cost_low"], second["unknown_because"]) == ("a,b.py", "", 'no "plan"')


def test_numbers_have_no_more_digits_than_they_mean() -> None:
    (row,) = read(
        table.rendered(Bills((placed(duration=3.6360000000000013e-06, seconds=between("3.03889305600001")),)))
    )
    assert (row["duration_s"], row["device_s_low"]) == ("3.636e-06", "3.038893")


def test_no_text_of_a_file_becomes_a_formula() -> None:
    texts = ("=HYPERLINK(1)", "+1", "-1", "@sum", "\t=1", "\r=1")
    cells = [row["circuit"] for row in read(table.rendered(Bills(tuple(placed(circuit=text) for text in texts))))]
    assert cells == ["'=HYPERLINK(1)", "'+1", "'-1", "'@sum", "'=1", "'=1"]


def test_a_number_below_nothing_stays_one() -> None:
    assert read(table.rendered(Bills((placed(amount=between("-1")),))))[0]["cost_low"] == "-1"


def test_changes_say_what_was_before() -> None:
    after = placed(shots=1, amount=between("1"))
    (row,) = read(table.compared(compare(Bills((placed(),)), Bills((after,)), "main")))
    assert (row["kind"], row["why"]) == ("changed", "shots: 4,096 to 1")
    assert (row["before_low"], row["before_high"], row["cost_low"]) == ("4.86", "4.86", "1")
