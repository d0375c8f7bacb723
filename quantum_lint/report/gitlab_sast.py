"""GitLab's security report of type SAST (schema 15.0.7), which its vulnerability report and merge requests read.

https://gitlab.com/gitlab-org/security-products/security-report-schemas
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from quantum_lint.model.finding import Finding
from quantum_lint.model.report import Report
from quantum_lint.model.rule import Rule
from quantum_lint.report import RenderContext
from quantum_lint.report.parts.card import first_paragraph, section
from quantum_lint.report.parts.counts import numbered, worst_first
from quantum_lint.report.parts.places import in_its_cell
from quantum_lint.report.parts.printable import encodable

VERSION = "15.0.7"
#: GitLab takes no longer ones.
LONGEST_NAME, LONGEST_SOLUTION = 255, 7000
Object = dict[str, Any]


def render(report: Report, context: RenderContext) -> str:
    """One vulnerability for each finding that counts, worst first; what was not read is a message of the scan."""
    seen: Counter[str] = Counter()
    table = {
        "version": VERSION,
        "scan": _scan(report, context.moment),
        "vulnerabilities": [_vulnerability(each, seen, context) for each in worst_first(report.open())],
    }
    return encodable(json.dumps(table, ensure_ascii=False, indent=2)) + "\n"


def _scan(report: Report, moment: str) -> Object:
    """The run. It has to say when it was: both ends are the moment of the report, in UTC."""
    program = {
        "id": "quantum-lint",
        "name": "quantum-lint",
        "version": report.version,
        "vendor": {"name": "quantum-lint"},
    }
    return {
        "analyzer": program,
        "scanner": program,
        "type": "sast",
        "start_time": moment,
        "end_time": moment,
        "status": "failure" if report.errors else "success",
        "messages": list(_messages(report)),
    }


def _messages(report: Report) -> Iterator[Object]:
    for error in report.errors:
        yield {"level": "fatal", "value": f"{error.rule} failed on {error.path}: {error.error}"}
    for place in report.unreadable:
        yield {"level": "warn", "value": f"{place.path}:{place.line}: not fully read: {place.reason}"}


def _vulnerability(finding: Finding, seen: Counter[str], context: RenderContext) -> Object:
    place = finding.place
    lines = {"start_line": place.line, "end_line": max(place.end_line, place.line)}
    signature = {"algorithm": "hash", "value": numbered(finding.fingerprint, seen)}
    made = {
        "id": signature["value"],
        "name": _clipped(f"{finding.rule.summary[:1].upper()}{finding.rule.summary[1:]}", LONGEST_NAME),
        "description": in_its_cell(place, finding.message),
        "severity": finding.severity.capitalize(),
        "identifiers": list(_identifiers(finding.rule)),
        "location": {"file": place.path, **lines},
        "tracking": {"type": "source", "items": [{"file": place.path, **lines, "signatures": [signature]}]},
    }
    advice = first_paragraph(section(context.help(finding.rule), "How to fix"))
    return {**made, "solution": _clipped(advice, LONGEST_SOLUTION)} if advice else made


def _identifiers(rule: Rule) -> Iterator[Object]:
    """What kind of finding it is; GitLab groups by the first."""
    yield {"type": "quantum_lint_rule", "name": f"quantum-lint {rule.name}", "value": rule.name}
    for weakness in rule.cwe:
        number = weakness.rpartition("-")[2]
        page = f"https://cwe.mitre.org/data/definitions/{number}.html"
        yield {"type": "cwe", "name": weakness, "value": number, "url": page}


def _clipped(text: str, limit: int) -> str:
    return text if len(text) <= limit else f"{text[: limit - 3]}..."
