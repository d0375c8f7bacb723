"""Counts: a line `name=number` for each, as outputs of a workflow step and shells read them."""

from __future__ import annotations

from quantum_lint.model.report import Report
from quantum_lint.report import RenderContext
from quantum_lint.report.parts.counts import by_severity


def render(report: Report, context: RenderContext) -> str:
    """The findings that count, in all and by severity, those that do not, and what makes the report incomplete."""
    found = report.open()
    counts = {
        "findings": len(found),
        **by_severity(found),
        "suppressed": len(report.findings) - len(found),
        "scanned": report.scanned,
        "unreadable": len(report.unreadable),
        "errors": len(report.errors),
    }
    return "".join(f"{name}={number}\n" for name, number in counts.items())
