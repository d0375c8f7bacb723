"""One line for each finding, for grep and for editors that read `path:line:column: message`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from quantum_lint.model.report import Report
from quantum_lint.report import RenderContext
from quantum_lint.report.parts.past import in_words
from quantum_lint.report.parts.places import shown_cell, shown_path
from quantum_lint.report.parts.printable import one_line
from quantum_lint.report.parts.style import Paint, painter
from quantum_lint.report.parts.summary import summary

if TYPE_CHECKING:
    from quantum_lint.model.finding import Finding


def render(report: Report, context: RenderContext) -> str:
    """The findings and the summary; lines are never wrapped."""
    paint = painter(context.colour)
    findings = report.findings if context.show_suppressed else report.open()
    lines: Iterator[str] = (_line(finding, paint) for finding in findings)
    return "".join(f"{line}\n" for line in (*lines, *summary(report, paint, context.verbose)))


def _line(finding: Finding, paint: Paint) -> str:
    place = finding.place
    where = f"{paint('path', shown_path(place.path))}:{place.line}:{place.column}:"
    what = f"{paint(finding.severity, finding.severity)} {paint('rule', finding.rule.name)}"
    cell = f" ({shown_cell(place.cell)})" if place.cell else ""
    suppressed = " (suppressed)" if finding.suppressed else ""
    past = f" ({in_words(finding.past, place.path)})" if finding.past else ""
    return f"{where} {what}{cell}{suppressed}{past} {one_line(finding.message)}"
