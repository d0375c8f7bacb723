"""Workflow commands: GitHub Actions turns each into an annotation on the pull request."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from quantum_lint.model.finding import Finding
from quantum_lint.model.report import Report
from quantum_lint.report import RenderContext
from quantum_lint.report.parts.counts import counted, worst_first
from quantum_lint.report.parts.places import in_its_cell
from quantum_lint.report.parts.printable import printable

#: What GitHub shows of one step, of each kind; it drops the rest without a word.
MOST = 10
KINDS: dict[str, str] = {"high": "error", "medium": "warning", "low": "notice"}


@dataclass(frozen=True, slots=True)
class Annotation:
    """One workflow command: its kind, its properties in order, and its message."""

    kind: str
    properties: tuple[tuple[str, str], ...]
    message: str

    def command(self) -> str:
        """The line to print."""
        properties = ",".join(f"{name}={_escaped_property(value)}" for name, value in self.properties)
        return f"::{self.kind} {properties}::{_escaped(self.message)}"


def render(report: Report, context: RenderContext) -> str:
    """The annotations, worst first and no more than GitHub shows, then how many were left out."""
    annotations = [*_defects(report), *map(_annotation, worst_first(report.open())), *_unread(report)]
    return "".join(f"{annotation.command()}\n" for annotation in _within_limits(annotations))


def _within_limits(annotations: list[Annotation]) -> Iterator[Annotation]:
    by_kind: dict[str, list[Annotation]] = {kind: [] for kind in KINDS.values()}
    for annotation in annotations:
        by_kind[annotation.kind].append(annotation)
    left_out = {kind: len(group) - MOST for kind, group in by_kind.items() if len(group) > MOST}
    if left_out and len(by_kind["notice"]) >= MOST:
        left_out["notice"] = len(by_kind["notice"]) - MOST + 1
    for kind, group in by_kind.items():
        yield from group[: len(group) - left_out.get(kind, 0)]
    if left_out:
        yield _cut(left_out)


def _cut(left_out: dict[str, int]) -> Annotation:
    shares = ", ".join(counted(number, kind) for kind, number in left_out.items())
    message = f"GitHub shows {MOST} annotations of a kind for a step, so {shares} are left out; other formats have all."
    return Annotation("notice", (("title", "quantum-lint: more was found"),), message)


def _annotation(finding: Finding) -> Annotation:
    return Annotation(KINDS[finding.severity], _place(finding), in_its_cell(finding.place, finding.message))


def _place(finding: Finding) -> tuple[tuple[str, str], ...]:
    place = finding.place
    properties = [("file", place.path), ("line", str(place.line)), ("endLine", str(place.end_line))]
    if place.line == place.end_line:
        properties += [("col", str(place.column)), ("endColumn", str(place.end_column))]
    return (*properties, ("title", f"quantum-lint: {finding.rule.name}"))


def _defects(report: Report) -> Iterator[Annotation]:
    for error in report.errors:
        properties = (("file", error.path), ("title", "quantum-lint: internal error"))
        yield Annotation("error", properties, f"{error.rule} failed here, so the scan is incomplete: {error.error}")


def _unread(report: Report) -> Iterator[Annotation]:
    for place in report.unreadable:
        title = ("title", "quantum-lint: not fully read")
        yield Annotation("warning", (("file", place.path), ("line", str(place.line)), title), place.reason)


def _escaped(text: str) -> str:
    return "%0A".join(printable(line) for line in text.replace("%", "%25").split("\n"))


def _escaped_property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
