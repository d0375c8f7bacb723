"""JSON for programs, described by docs/schema/scan.schema.json: fields are added, never changed."""

from __future__ import annotations

import json
from typing import Any

from quantum_lint.model.finding import CellPlace, Finding, Place, RelatedPlace, Suppression
from quantum_lint.model.report import Report
from quantum_lint.model.rotation import Rotation
from quantum_lint.report import RenderContext
from quantum_lint.report.parts.counts import by_severity
from quantum_lint.report.parts.past import as_table, commit_as_table
from quantum_lint.report.parts.printable import encodable

SCHEMA = 1
Object = dict[str, Any]


def render(report: Report, context: RenderContext) -> str:
    """The whole report, suppressed findings included and marked as such."""
    return encodable(json.dumps(_report(report, context), ensure_ascii=False, indent=2)) + "\n"


def _report(report: Report, context: RenderContext) -> Object:
    return {
        "schema": SCHEMA,
        "version": report.version,
        "findings": [_finding(finding) for finding in report.findings],
        "files": {
            "scanned": report.scanned,
            "skipped": [{"path": skipped.path, "reason": skipped.reason} for skipped in report.skipped],
            "unreadable": [
                {"path": unreadable.path, "line": unreadable.line, "reason": unreadable.reason}
                for unreadable in report.unreadable
            ],
        },
        "errors": [{"path": error.path, "rule": error.rule, "error": error.error} for error in report.errors],
        "notes": list(report.notes),
        "rotation": [_rotation(rotation) for rotation in context.rotations],
        "stats": {
            **report.statistics,
            "findings": by_severity(report.open()),
            "suppressed": len(report.findings) - len(report.open()),
        },
    }


def _finding(finding: Finding) -> Object:
    return {
        "rule": finding.rule.name,
        "pack": finding.rule.pack,
        "severity": finding.severity,
        "confidence": finding.confidence,
        "persona": finding.persona,
        "message": finding.message,
        **_place(finding.place),
        "fragment": finding.language,
        "provider": finding.provider,
        "credential": finding.credential,
        "fingerprint": finding.fingerprint,
        "suppressed": _suppression(finding.suppressed) if finding.suppressed else None,
        "fix": finding.fix.safety if finding.fix else None,
        "related": [_related(related) for related in finding.related],
        "history": as_table(finding.past) if finding.past else None,
    }


def _rotation(rotation: Rotation) -> Object:
    """Without the age, so that the same input gives the same bytes tomorrow."""
    return {
        "fingerprint": rotation.fingerprint,
        "provider": rotation.id[0] if rotation.id else None,
        "credential": rotation.id[1] if rotation.id else None,
        "kind": rotation.kind,
        "reach": rotation.reach,
        "revoke_url": rotation.revoke_url,
        "environment": rotation.environment,
        "findings": [finding.fingerprint for finding in rotation.findings],
        "first": commit_as_table(rotation.first) if rotation.first else None,
        "last": commit_as_table(rotation.last) if rotation.last else None,
        "present": rotation.present,
    }


def _place(place: Place) -> Object:
    return {
        "path": place.path,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
        "cell": _cell(place.cell) if place.cell else None,
    }


def _cell(place: CellPlace) -> Object:
    cell = place.cell
    return {"index": cell.index, "id": cell.id, "line": place.line, "output": cell.output, "mime": cell.mime}


def _related(related: RelatedPlace) -> Object:
    return {"note": related.note, **_place(related.place)}


def _suppression(suppression: Suppression) -> Object:
    return {
        "kind": suppression.kind,
        "reason": suppression.reason,
        "until": suppression.until,
        "owner": suppression.owner,
    }
