"""What costs other than before, for programs, described by docs/schema/cost-changes.schema.json."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from quantum_lint.model.comparison import Change, Comparison, Difference, Unread
from quantum_lint.model.estimate import Range
from quantum_lint.report.cost.json import breach, measured, ranged, submission
from quantum_lint.report.parts.printable import encodable

SCHEMA = 1


def render(comparison: Comparison, version: str) -> str:
    """All changes in the order of the files, and the totals."""
    table = {
        "schema": SCHEMA,
        "version": version,
        "base": encodable(comparison.base),
        "changes": [_change(each) for each in comparison.changes],
        "totals": [
            {
                "currency": each.currency or None,
                **_difference(each.total, ranged if each.currency else measured),
                "at_least": each.least,
            }
            for each in comparison.sums
        ],
        "not_compared": [_unread(each) for each in comparison.unread],
        "same": comparison.same,
        "unpriced": comparison.unpriced,
        "prices_as_of": comparison.oldest or None,
        "policy": [breach(each) for each in comparison.breaches],
    }
    return json.dumps(table, indent=2, ensure_ascii=False) + "\n"


def _change(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "reasons": [{name: encodable(text) for name, text in each._asdict().items()} for each in change.reasons],
        "cost": {"currency": change.currency or None, **_difference(change.amount, ranged)},
        "qpu_seconds": _difference(change.seconds, measured),
        "before": submission(change.earlier) if change.earlier else None,
        "now": submission(change.now) if change.now else None,
    }


def _unread(found: Unread) -> dict[str, Any]:
    return {"not_read": "now" if found.now else "before", "submission": submission(found.placed)}


def _difference(found: Difference, shown: Callable[[Range | None], Any]) -> dict[str, Any]:
    return {
        "before": shown(found.before),
        "now": shown(found.after),
        "difference": shown(found.change),
        "per_cent": None if found.per_cent is None else float(f"{found.per_cent:.6g}"),
    }
