"""Costs as outputs of a workflow step and shells read them: a line `name=value` for each."""

from __future__ import annotations

from collections.abc import Mapping

from quantum_lint.model.comparison import Comparison
from quantum_lint.model.estimate import Bills
from quantum_lint.report.cost import figures
from quantum_lint.report.cost.headline import difference


def rendered(bills: Bills) -> str:
    """What a run of everything costs, and how many submissions there are with and without a price."""
    unpriced = sum(each.estimate.amount is None for each in bills.estimates)
    found = {
        "cost": "; ".join(map(figures.total, bills.totals)),
        "submissions": len(bills.estimates),
        "unpriced": unpriced,
        "blocked": sum(each.blocks for each in bills.breaches),
    }
    return _lines(found)


def compared(comparison: Comparison) -> str:
    """By how much a run of everything is dearer, and how many submissions differ; empty where nothing does."""
    money = [each for each in comparison.sums if each.currency and each.total.change]
    found = {
        "cost-change": "; ".join(difference(each.total, each.currency) for each in money) if comparison.changes else "",
        "changed": len(comparison.of_code()),
        "blocked": sum(each.blocks for each in comparison.breaches),
    }
    return _lines(found)


def _lines(found: Mapping[str, object]) -> str:
    return "".join(f"{name}={value}\n" for name, value in found.items())
