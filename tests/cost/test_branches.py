"""Submissions in branches of conditions, of which a run makes one."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

pytest.importorskip("qiskit")

from tests.cost.pricing import HEAD, priced

LATER = """
def start(kind):
    if kind:
        return garnet.run(pair, shots=2000)
    elif unknown():
        return garnet.run(pair, shots=3000)
    return garnet.run(pair, shots=1000)
"""
BOTH = """
if unknown():
    garnet.run(pair, shots=1000)
    garnet.run(pair, shots=1000)
else:
    garnet.run(pair, shots=1000)
"""


@pytest.mark.parametrize(
    ("text", "number", "least", "most"),
    [
        (BOTH, 3, "1.75", "3.50"),
        (f"{BOTH}garnet.run(pair, shots=1000)", 4, "3.50", "5.25"),
        ("if unknown():\n    garnet.run(pair, shots=1000)", 1, "1.75", "1.75"),
        ("if one():\n    garnet.run(pair, shots=1000)\nif two():\n    garnet.run(pair, shots=1000)", 2, "3.50", "3.50"),
        (f"{LATER}start(unknown())", 3, "1.75", "4.65"),
        # both are made, one after the other
        (f"{LATER}start(True)\nstart(False)", 3, "4.95", "7.85"),
        (f"{LATER}start(True)", 1, "3.20", "3.20"),
    ],
)
def test_of_two_branches_a_run_pays_one(text: str, number: int, least: str, most: str, tmp_path: Path) -> None:
    found = priced(tmp_path, text)
    (total,) = found.totals
    assert len(found.estimates) == number
    assert (total.amount.low, total.amount.high) == (Decimal(least), Decimal(most))


def test_conditions_that_stand_alike_in_two_files_are_two(tmp_path: Path) -> None:
    one, other = BOTH.split("else:\n")
    (tmp_path / "other.py").write_text(f"{HEAD}{one}")
    (total,) = priced(tmp_path, f"{one.replace('1000', '9')}else:\n{other}").totals
    assert len({total.amount.low, total.amount.high}) == 2
    assert total.amount.low == Decimal("3.50") + Decimal("0.62")
