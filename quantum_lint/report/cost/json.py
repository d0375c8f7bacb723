"""Estimates for programs, described by docs/schema/cost.schema.json: fields are added, never changed."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from quantum_lint.model.estimate import Bills, Breach, Estimate, Line, Month, PlacedEstimate, Range, Total
from quantum_lint.report.parts.places import place_fields
from quantum_lint.report.parts.printable import encodable

SCHEMA = 1
#: Digits after the point of quantities.
_PLACES = 9


def render(bills: Bills, version: str) -> str:
    """All estimates in the order of the files, and what could not be read."""
    table = {
        "schema": SCHEMA,
        "version": version,
        "submissions": [submission(each) for each in bills.estimates],
        "total": [_total(each) for each in bills.totals],
        "prices_as_of": bills.oldest or None,
        "free": bills.free,
        "months": [_month(each) for each in bills.months],
        "policy": [breach(each) for each in bills.breaches],
        "unreadable": [
            {"path": encodable(each.path), "line": each.line, "reason": encodable(each.reason)}
            for each in bills.unreadable
        ],
        "notes": [{"path": encodable(path), "note": encodable(note)} for path, note in bills.notes],
        "partly_read": [encodable(path) for path in bills.partly],
        "errors": [{"path": encodable(each.path), "error": encodable(each.error)} for each in bills.errors],
    }
    return json.dumps(table, indent=2, ensure_ascii=False) + "\n"


def submission(placed: PlacedEstimate) -> dict[str, Any]:
    """One estimate."""
    estimate = placed.estimate
    return {
        **place_fields(placed.place),
        "callee": encodable(estimate.callee),
        "function": encodable(placed.function) or None,
        "circuit": encodable(estimate.circuit) or None,
        "exactness": estimate.exactness or None,
        "reason": encodable(estimate.reason) or None,
        "made_at": place_fields(placed.made) if placed.made else None,
        "provider": estimate.provider or None,
        "device": encodable(estimate.device) or None,
        "snapshot": {"name": estimate.snapshot, "as_of": estimate.snapshot_of} if estimate.snapshot else None,
        "plan": estimate.rate.route if estimate.rate else None,
        "rate": estimate.rate._asdict() if estimate.rate else None,
        "tier": estimate.tier,
        "runs": estimate.runs,
        "tasks": estimate.tasks,
        "shots": estimate.shots,
        "executions": estimate.executions,
        "shots_high": estimate.most_shots,
        "executions_high": estimate.most_executions,
        **_measures(estimate),
        "duration_us": None if estimate.duration is None else _rounded(estimate.duration * 1e6),
        "qpu_seconds": measured(estimate.seconds),
        "cost": _cost(estimate),
        "at_least": estimate.least,
        "cheapest": estimate.cheapest,
        "unknown_because": encodable(estimate.because) or None,
        "success_probability": None if estimate.success is None else _rounded(10.0 ** max(estimate.success, -300)),
        "success_log10": None if estimate.success is None else _rounded(estimate.success),
        "assumed": [encodable(each) for each in estimate.assumed],
        "lines": [_line(each) for each in estimate.lines],
    }


def _month(month: Month) -> dict[str, Any]:
    return {
        "path": encodable(month.path),
        "job": encodable(month.job) or None,
        "program": encodable(month.program),
        "runs": f"{month.runs:.6g}",
        "cost": [_total(each) for each in month.totals],
        "qpu_seconds": measured(month.seconds),
        "quotas": [
            {"plan": each.title, "used": measured(each.used), "included": _plain(each.included), "days": each.days}
            for each in month.quotas
        ],
        "at_least": month.least,
    }


def breach(found: Breach) -> dict[str, Any]:
    """A limit of the policy that is passed."""
    return {
        "name": found.name,
        "limit": encodable(found.limit),
        "figure": encodable(found.figure),
        "where": encodable(found.where) or None,
        "blocks": found.blocks,
    }


def _measures(estimate: Estimate) -> dict[str, Any]:
    measured = estimate.measures
    if measured is None:
        return dict.fromkeys(("qubits", "two_qubit", "depth", "gates"))
    return {
        "qubits": measured.qubits,
        "two_qubit": measured.two_qubit,
        "depth": measured.depth,
        "gates": {encodable(name): count for name, count in measured.gates},
    }


def _cost(estimate: Estimate) -> dict[str, Any] | None:
    if estimate.amount is None or estimate.rate is None:
        return None
    return {**(ranged(estimate.amount) or {}), "currency": estimate.rate.currency}


def _total(total: Total) -> dict[str, Any]:
    return {
        **(ranged(total.amount) or {}),
        "currency": total.currency,
        "at_least": total.least,
        "device": encodable(total.device) or None,
        "plan": encodable(total.route) or None,
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "what": encodable(line.what),
        "unit": line.unit,
        "quantity": measured(line.quantity),
        "price": None if line.price is None else _plain(line.price),
        "amount": ranged(line.amount),
        "formula": encodable(line.formula) or None,
        "source": encodable(line.source) or None,
        "assumption": encodable(line.assumption) or None,
        "parts": [_line(part) for part in line.parts],
    }


def ranged(values: Range | None) -> dict[str, str] | None:
    """Both ends, exactly: of money, where cents of many submissions add up."""
    return None if values is None else {"low": _plain(values.low), "high": _plain(values.high)}


def measured(values: Range | None) -> dict[str, str] | None:
    """Both ends to the ninth place, of seconds to a nanosecond: no device tells the time of a gate more exactly."""
    return None if values is None else {"low": _ninth(values.low), "high": _ninth(values.high)}


def _plain(number: Decimal) -> str:
    """A decimal number as text, so that no program makes a binary one of it unasked."""
    return f"{number:f}"


def _ninth(number: Decimal) -> str:
    """Without zeros at the end of what is rounded."""
    if number.as_tuple().exponent >= -_PLACES:  # type: ignore[operator]  # only what is no number has letters there
        return _plain(number)
    return _plain(number.quantize(Decimal(1).scaleb(-_PLACES)) + 0).rstrip("0").rstrip(".")


def _rounded(number: float) -> float:
    """Six digits: the last ones may differ from one processor to another."""
    return float(f"{number:.6g}")
