"""Estimates in words for a terminal, as short as its columns need; `figures` has the rest."""

from __future__ import annotations

from decimal import Decimal

from quantum_lint.model.estimate import Estimate, PlacedEstimate, Range, Total
from quantum_lint.report.cost.figures import amount as shortened
from quantum_lint.report.parts.printable import one_line

#: Seconds are told to this.
_SECONDS = Decimal("0.1")


def place(placed: PlacedEstimate) -> str:
    """`line 12`, or `cell 3:4` in a notebook."""
    cell = placed.place.cell
    return f"cell {cell.cell.index + 1}:{cell.line}" if cell else f"line {placed.place.line}"


def span(values: Range | None) -> str:
    """Seconds: `3.0`, or `2.9-3.4`; less than the last digit keeps two."""
    return "?" if values is None else _joined(*map(_seconds, values))


def _seconds(found: Decimal) -> str:
    return f"{found.quantize(_SECONDS):,}" if found >= _SECONDS else shortened(found)


def _joined(low: str, high: str) -> str:
    return low if low == high else f"{low}-{high}"


def money(amount: Range | None, currency: str, *, least: bool = False) -> str:
    """`4.86 USD`; `>= 4.86 USD` where it may be more. Less than a cent is not rounded to nothing."""
    if amount is None:
        return "?"
    return f"{'>= ' if least else ''}{_joined(*map(shortened, amount))} {currency}"


def cost(estimate: Estimate) -> str:
    """What it costs."""
    return money(estimate.amount, estimate.rate.currency if estimate.rate else "", least=estimate.least)


def total(each: Total) -> str:
    """A sum."""
    return money(each.amount, each.currency, least=each.least)


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
