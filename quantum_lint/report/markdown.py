"""Markdown: for the summary of a workflow run and for comments on pull requests."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from quantum_lint.model.finding import Finding
from quantum_lint.model.report import Report
from quantum_lint.report import RenderContext
from quantum_lint.report.parts.counts import counted, severities_in_words, worst_first
from quantum_lint.report.parts.markdown import MOST_CHARACTERS, escaped, within
from quantum_lint.report.parts.places import shown_cell
from quantum_lint.report.parts.printable import encodable


def render(report: Report, context: RenderContext) -> str:
    """A headline, a table of the findings that count, worst first, and what was not looked at."""
    found = worst_first(report.open())
    lines = [_headline(report), ""]
    room = MOST_CHARACTERS - sum(map(len, _unseen(report)))
    shown = list(within(_rows(found), room))
    if shown:
        lines += ["| Severity | Rule | Place | What |", "|---|---|---|---|", *shown, ""]
    if len(shown) < len(found):
        lines += [f"{counted(len(found) - len(shown), 'finding')} of the least severe are left out here.", ""]
    return encodable("\n".join((*lines, *_unseen(report))).rstrip("\n") + "\n")


def _headline(report: Report) -> str:
    found = report.open()
    scanned = counted(report.scanned, report.unit)
    aside = _aside(report)
    if not found:
        return f"**quantum-lint: nothing found** in {scanned}.{aside}"
    files = counted(len({finding.place.path for finding in found}), "file")
    total = counted(len(found), "finding")
    return f"**quantum-lint: {total}** ({severities_in_words(found)}) in {files}; {scanned} scanned.{aside}"


def _aside(report: Report) -> str:
    """How many findings do not count; a reviewer wants to know which of them only are no news."""
    kinds = [finding.suppressed.kind for finding in report.findings if finding.suppressed is not None]
    before = kinds.count("before")
    parts = ((before, "known from before"), (len(kinds) - before, "suppressed"))
    return "".join(f" {counted(number, 'finding')} {why}." for number, why in parts if number)


def _rows(found: list[Finding]) -> Iterator[str]:
    for finding in found:
        cells = (finding.severity, f"`{finding.rule.name}`", _place(finding), escaped(finding.message))
        yield f"| {' | '.join(cells)} |"


def _place(finding: Finding) -> str:
    place = finding.place
    shown = f"{escaped(place.path)}:{place.line}"
    return f"{shown}<br>{escaped(shown_cell(place.cell))}" if place.cell else shown


def _unseen(report: Report) -> list[str]:
    """What makes the table incomplete."""
    lines = [f"Not fully read: {escaped(path)}" for path, _ in groupby(report.unreadable, lambda place: place.path)]
    lines += [f"Internal error: {escaped(each.rule)} failed on {escaped(each.path)}" for each in report.errors]
    shown = lines[:10] + ([f"... and {counted(len(lines) - 10, 'more place')}"] if len(lines) > 10 else [])
    return [f"- {line}" for line in shown]
