"""Text for people: findings grouped by file, each with its code frame, then a summary."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from quantum_lint.model.report import Report
from quantum_lint.report import RenderContext
from quantum_lint.report.parts.counts import severities_in_words
from quantum_lint.report.parts.past import in_words
from quantum_lint.report.parts.places import shown_beside, shown_path, shown_place
from quantum_lint.report.parts.printable import one_line, printable
from quantum_lint.report.parts.rotations import in_brief
from quantum_lint.report.parts.style import Paint, painter
from quantum_lint.report.parts.summary import summary

if TYPE_CHECKING:
    from quantum_lint.model.finding import Finding, RelatedPlace, Suppression

INDENT = "  "
BODY = "    "
#: Sentences are not set wider than this, however wide the terminal; source is.
WIDEST_PROSE = 110


def render(report: Report, context: RenderContext) -> str:
    """The whole report; a run that found nothing is one line."""
    paint = painter(context.colour)
    findings = report.findings if context.show_suppressed else report.open()
    more = [paint("quiet", _more(findings[0].rule.name))] if findings else []
    ending = summary(report, paint, context.verbose)
    lines = [*_findings(findings, context, paint), *in_brief(context.rotations, paint), *more, *ending]
    return "".join(f"{line}\n" for line in lines)


def _findings(findings: tuple[Finding, ...], context: RenderContext, paint: Paint) -> Iterator[str]:
    explained: set[str] = set()
    for path, group in groupby(findings, key=lambda finding: finding.place.path):
        in_file = tuple(group)
        yield from _header(path, in_file, context, paint)
        for finding in in_file:
            yield from _finding(finding, context, paint, finding.rule.name not in explained)
            yield ""
            explained.add(finding.rule.name)


def _more(name: str) -> str:
    """Where to read on, and how to say that a finding is meant to be; the gravest matters stand below."""
    return f"More: `quantum-lint rule {name}`. An exception: `quantum-lint: ignore[{name}] reason` in a comment there."


def _header(path: str, findings: tuple[Finding, ...], context: RenderContext, paint: Paint) -> Iterator[str]:
    yield f"{paint('path', shown_path(path))} {paint('quiet', f'({severities_in_words(findings)})')}"
    yield ""


def _finding(finding: Finding, context: RenderContext, paint: Paint, first: bool) -> Iterator[str]:
    yield INDENT + _head(finding, paint)
    if finding.past:
        yield BODY + paint("quiet", in_words(finding.past, finding.place.path))
    yield from _wrapped(finding.message, BODY, context)
    yield from _frames(finding, context, paint)
    yield from _advice(finding, context, paint, first)


def _head(finding: Finding, paint: Paint) -> str:
    words = [paint(finding.severity, finding.severity), paint("rule", finding.rule.name), shown_place(finding.place)]
    if finding.confidence != "high":
        words.append(paint("quiet", f"({finding.confidence} confidence)"))
    if finding.suppressed:
        words.append(paint("quiet", f"({_suppression(finding.suppressed)})"))
    return " ".join(words)


def _suppression(suppression: Suppression) -> str:
    words = ["suppressed by", suppression.kind]
    if suppression.owner:
        words.append(f"owner {one_line(suppression.owner)}")
    if suppression.until:
        words.append(f"until {one_line(suppression.until)}")
    text = " ".join(words)
    return f"{text}: {one_line(suppression.reason)}" if suppression.reason else text


def _frames(finding: Finding, context: RenderContext, paint: Paint) -> Iterator[str]:
    from quantum_lint.report.parts.frame import frame, gutter_width

    gutter = max(gutter_width(lines) for lines in (finding.frame, *(place.frame for place in finding.related)))
    room = max(context.width - len(BODY), 1) if context.width else 0
    if finding.frame:
        yield f"{BODY}{'':>{gutter}} {paint('gutter', '|')}"
    for line in frame(finding.frame, finding.severity, room, paint, gutter):
        yield BODY + line
    for place in finding.related:
        yield BODY + _arrow(place, finding.place.path, gutter, paint)
        for line in frame(place.frame[:1], "gutter", room, paint, gutter):
            yield BODY + line


def _arrow(related: RelatedPlace, path: str, gutter: int, paint: Paint) -> str:
    return f"{'':>{gutter}} {paint('gutter', '->')} {shown_beside(related.place, path)}: {one_line(related.note)}"


def _advice(finding: Finding, context: RenderContext, paint: Paint, first: bool) -> Iterator[str]:
    if finding.fix:
        flags = "--fix" if finding.fix.safety == "safe" else "--fix --unsafe-fixes"
        yield f"{BODY}{paint('good', 'fix:')} {printable(finding.fix.title)} ({flags})"
    elif first:
        from quantum_lint.report.parts.card import first_paragraph, section

        advice = first_paragraph(section(context.help(finding.rule), "How to fix"))
        if advice:
            first_line, *rest = _wrapped(f"help: {advice}", BODY, context)
            yield first_line.replace("help:", paint("good", "help:"), 1)
            yield from rest


def _wrapped(text: str, indent: str, context: RenderContext) -> Iterator[str]:
    if not context.width:
        yield indent + one_line(text)
        return
    from textwrap import wrap

    width = max(min(context.width, WIDEST_PROSE) - len(indent), 20)
    for line in wrap(one_line(text), width, break_long_words=False, break_on_hyphens=False):
        yield indent + line
