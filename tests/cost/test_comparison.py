"""docs/cost-comparison.md: what it says of differences adds up, and its form is that of the script."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from bench import cost_peers
from tests.test_documents import ROOT

TEXT = (ROOT / "docs/cost-comparison.md").read_text(encoding="utf-8")
_SUM = re.compile(r"([+-][\d.]+) = ([+-][\d.]+) ([+-][\d.]+)")


@pytest.mark.parametrize("name", cost_peers.NAMES)
def test_differences_are_explained_to_the_cent(name: str) -> None:
    (row,) = [line for line in TEXT.splitlines() if line.startswith(f"| {name} |") and " = " in line]
    sums = _SUM.findall(row)
    assert len(sums) == 2
    for whole, *parts in sums:
        # each of the three is rounded, and the price of a peer, too
        assert abs(Decimal(whole) - sum(map(Decimal, parts))) <= Decimal("0.02")


def test_every_circuit_is_on_every_device() -> None:
    for column in cost_peers.COLUMNS:
        part = TEXT.partition(f"### {column.title}\n")[2].partition("\n#")[0]
        assert [name for name in cost_peers.NAMES if f"| {name} |" in part] == list(cost_peers.NAMES)


def test_a_circuit_that_does_not_fit_has_no_price() -> None:
    emerald = TEXT.partition("### IQM Emerald on Braket\n")[2].partition("\n#")[0]
    assert "| TFIM-100 | unknown: it has 100 qubits, and IQM Emerald 54 |" in emerald


def test_costs_are_said_as_they_are() -> None:
    cost = {"low": "4.856", "high": "6.58", "currency": "USD"}
    assert cost_peers.cost_text({"cost": cost, "at_least": False}) == "4.86 to 6.58 USD"
    assert cost_peers.cost_text({"cost": {**cost, "high": "4.856"}, "at_least": True}) == "at least 4.86 USD"
    assert cost_peers.cost_text({"cost": None, "unknown_because": "no plan"}) == "unknown: no plan"
