"""The diagnostic format of reviewdog, which comments on pull requests of Bitbucket, Gitea, GitHub and GitLab."""

from __future__ import annotations

import json
from typing import Any

from quantum_lint.model.finding import Finding, Place, RelatedPlace
from quantum_lint.model.report import Report
from quantum_lint.report import RenderContext
from quantum_lint.report.parts.counts import worst_first
from quantum_lint.report.parts.places import in_its_cell
from quantum_lint.report.parts.printable import encodable

SEVERITIES = {"high": "ERROR", "medium": "WARNING", "low": "INFO"}
Object = dict[str, Any]


def render(report: Report, context: RenderContext) -> str:
    """One diagnostic for each finding that counts, worst first, and for each place that could not be read."""
    diagnostics = [*map(_diagnostic, worst_first(report.open())), *_unread(report)]
    result = {"source": {"name": "quantum-lint"}, "diagnostics": diagnostics}
    return encodable(json.dumps(result, ensure_ascii=False, indent=2)) + "\n"


def _diagnostic(finding: Finding) -> Object:
    made: Object = {
        "message": in_its_cell(finding.place, finding.message),
        "location": _location(finding.place),
        "severity": SEVERITIES[finding.severity],
        "code": {"value": finding.rule.name},
    }
    if finding.related:
        made["relatedLocations"] = [_related(each) for each in finding.related]
    return made


def _related(related: RelatedPlace) -> Object:
    return {"message": related.note, "location": _location(related.place)}


def _location(place: Place) -> Object:
    """Lines without columns: those of reviewdog count bytes, and a finding's line is what it comments on."""
    return {"path": place.path, "range": {"start": {"line": place.line}, "end": {"line": place.end_line}}}


def _unread(report: Report) -> list[Object]:
    return [
        {
            "message": f"Not fully read, so there may be more to find: {place.reason}",
            "location": {"path": place.path, "range": {"start": {"line": place.line}}},
            "severity": "WARNING",
            "code": {"value": "unreadable-file"},
        }
        for place in report.unreadable
    ]
