"""Statistics: how many findings there are of what, as JSON, to be kept and compared over time."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable

from quantum_lint.model.report import Report
from quantum_lint.report import RenderContext
from quantum_lint.report.parts.counts import by_severity

SCHEMA = 1


def render(report: Report, context: RenderContext) -> str:
    """Counts of what counts, and of what is set aside by how; fields may be added, none is removed."""
    found = report.open()
    table = {
        "schema": SCHEMA,
        "version": report.version,
        "findings": len(found),
        "severity": by_severity(found),
        "pack": _counts(each.rule.pack for each in found),
        "rule": _counts(each.rule.name for each in found),
        "files_with_findings": len({each.place.path for each in found}),
        "suppressed": _counts(each.suppressed.kind for each in report.findings if each.suppressed),
        "scanned": report.scanned,
        "skipped": len(report.skipped),
        "unreadable": len(report.unreadable),
        "errors": len(report.errors),
    }
    return json.dumps(table, indent=2) + "\n"


def _counts(names: Iterable[str]) -> dict[str, int]:
    """The most frequent first."""
    return dict(sorted(Counter(names).items(), key=lambda item: (-item[1], item[0])))
