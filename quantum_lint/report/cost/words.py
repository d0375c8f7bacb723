"""Estimates in words for a terminal, as short as its columns need; `figures` has the rest."""

from __future__ import annotations

from decimal import Decimal

from quantum_lint.model.estimate import Estimate, Range, Total
from quantum_lint.report.cost import figures
from quantum_lint.report.parts.printable import one_line

#: Seconds are told to this.
_SECONDS = Decimal("0.1")


def span(values: Range | None) -> str:
    """Seconds: `3.0`, or `2.9-3.4`; less than the last digit keeps two."""
    return figures.ranged(values, _seconds, "", wording=figures.SHORT)


def _seconds(found: Decimal) -> str:
    return f"{found.quantize(_SECONDS):,}" if found >= _SECONDS else figures.amount(found)


def cost(estimate: Estimate) -> str:
    """`4.86 USD`; `>= 4.86 USD` where it may be more."""
    return figures.cost(estimate, figures.SHORT)


def total(each: Total) -> str:
    """A sum."""
    return figures.money(each.amount, each.currency, least=each.least, wording=figures.SHORT)


def place_of(each: Total) -> str:
    """`ibm_fez (pay-as-you-go)`: what a sum of a comparison is for."""
    return f"{one_line(each.device)}{f' ({one_line(each.route)})' if each.route else ''}"


def plan(estimate: Estimate) -> str:
    """`pay-as-you-go, prices of 2026-09-17`."""
    rate = estimate.rate
    return f"{one_line(rate.route)}, prices of {rate.as_of}" if rate else ""


def snapshot(estimate: Estimate) -> str:
    """`ibm_fez as of 2025-02-26`."""
    return f"{estimate.snapshot} as of {estimate.snapshot_of}" if estimate.snapshot else ""
