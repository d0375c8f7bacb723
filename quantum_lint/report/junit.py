"""JUnit XML, which Jenkins, Bitbucket Pipelines, Azure Pipelines and CircleCI show as test results."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from quantum_lint.model.finding import Finding
from quantum_lint.model.report import Report
from quantum_lint.report import RenderContext
from quantum_lint.report.parts.places import in_its_cell, shown_place
from quantum_lint.report.parts.printable import encodable, printable

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_NAME = "quantum-lint"


class _Case(NamedTuple):
    """A test: what it is called, its file and line, and how it went: `outcome` is `failure`, `error` or empty."""

    name: str
    file: str = ""
    line: int = 0
    outcome: str = ""
    kind: str = ""
    message: str = ""


def render(report: Report, context: RenderContext) -> str:
    """A suite for each file with findings that count, a failed test for each finding, and one that passed if none."""
    from xml.etree.ElementTree import Element, indent, tostring

    cases = [*map(_failure, report.open()), *_errors(report)] or [_Case("nothing found")]
    top = Element("testsuites", {"name": _NAME, **_totals(cases)})
    for file, several in groupby(cases, lambda case: case.file):
        _add_suite(top, file or _NAME, list(several))
    indent(top)
    return encodable(f'<?xml version="1.0" encoding="utf-8"?>\n{tostring(top, encoding="unicode")}\n')


def _failure(finding: Finding) -> _Case:
    name = f"{finding.rule.name} at {shown_place(finding.place)}"
    message = in_its_cell(finding.place, finding.message)
    return _Case(name, finding.place.path, finding.place.line, "failure", finding.severity, message)


def _errors(report: Report) -> Iterator[_Case]:
    for place in report.unreadable:
        yield _Case("not fully read", place.path, place.line, "error", "unreadable-file", place.reason)
    for error in report.errors:
        yield _Case(f"{error.rule} failed", error.path, 0, "error", "internal-error", error.error)


def _totals(cases: list[_Case]) -> dict[str, str]:
    counts = {kind: sum(case.outcome == kind for case in cases) for kind in ("failure", "error")}
    return {"tests": str(len(cases)), "failures": str(counts["failure"]), "errors": str(counts["error"])}


def _add_suite(top: Element, name: str, cases: list[_Case]) -> None:
    from xml.etree.ElementTree import SubElement

    suite = SubElement(top, "testsuite", {"name": printable(name), **_totals(cases)})
    for case in cases:
        row = SubElement(suite, "testcase", classname=printable(name), name=printable(case.name))
        if case.line:
            row.set("file", printable(case.file))
            row.set("line", str(case.line))
        if case.outcome:
            # Whoever shows it shows the attribute or the text, seldom both.
            outcome = SubElement(row, case.outcome, type=case.kind, message=printable(case.message))
            outcome.text = f"{printable(case.file)}:{case.line}: {printable(case.message)}"
