"""GitLab's Code Quality report, which merge requests show beside the changed lines."""

from __future__ import annotations

import json
from collections import Counter

from quantum_lint.model.finding import Finding
from quantum_lint.model.report import Report
from quantum_lint.report import RenderContext
from quantum_lint.report.parts.counts import numbered, worst_first
from quantum_lint.report.parts.places import in_its_cell
from quantum_lint.report.parts.printable import encodable

#: GitLab knows `info` and `blocker` too; a finding is never only information, and only a team may say what blocks.
SEVERITIES = {"high": "critical", "medium": "major", "low": "minor"}
Issue = dict[str, object]


def render(report: Report, context: RenderContext) -> str:
    """One issue for each finding that counts, worst first; GitLab shows nothing else."""
    seen: Counter[str] = Counter()
    issues = [_issue(finding, seen) for finding in worst_first(report.open())]
    issues += [_unread(place.path, place.line, place.reason, seen) for place in report.unreadable]
    return encodable(json.dumps(issues, ensure_ascii=False, indent=2)) + "\n"


def _issue(finding: Finding, seen: Counter[str]) -> Issue:
    place = finding.place
    return {
        "description": in_its_cell(place, finding.message),
        "check_name": finding.rule.name,
        "fingerprint": numbered(finding.fingerprint, seen),
        "severity": SEVERITIES[finding.severity],
        "location": {"path": place.path, "lines": {"begin": place.line, "end": place.end_line}},
    }


def _unread(path: str, line: int, reason: str, seen: Counter[str]) -> Issue:
    return {
        "description": f"Not fully read, so there may be more to find: {reason}",
        "check_name": "unreadable-file",
        "fingerprint": numbered(f"unreadable:{path}", seen),
        "severity": "info",
        "location": {"path": path, "lines": {"begin": line, "end": line}},
    }
