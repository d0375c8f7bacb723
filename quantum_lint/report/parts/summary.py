"""The last lines of a report for people: how much was found, what can be mended, and what was not looked at."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from quantum_lint.model.report import Report, Unreadable
from quantum_lint.report.parts.counts import counted, severities_in_words, some
from quantum_lint.report.parts.places import shown_path
from quantum_lint.report.parts.printable import one_line
from quantum_lint.report.parts.style import Paint

if TYPE_CHECKING:
    from quantum_lint.model.finding import Finding

#: Reasons to skip a file that nobody needs the names for.
_EXPECTED = ("binary",)
#: Files that could not be read in full and are named one by one.
MOST_UNREADABLE = 10


def summary(report: Report, paint: Paint) -> Iterator[str]:
    """The lines, gravest matter last, where the reader's eye is."""
    yield from _missed(report, paint)
    yield from _verdict(report, paint)
    yield from _errors(report, paint)


def unseen(report: Report, paint: Paint) -> Iterator[str]:
    """What was not looked at, and our own defects: what makes any other list incomplete."""
    yield from _missed(report, paint)
    yield from _errors(report, paint)


def _missed(report: Report, paint: Paint) -> Iterator[str]:
    yield from _notes(report, paint)
    yield from _skipped(report, paint)
    yield from _unreadable(report, paint)


def _notes(report: Report, paint: Paint) -> Iterator[str]:
    for note in report.notes:
        yield paint("quiet", f"note: {one_line(note)}")


def _skipped(report: Report, paint: Paint) -> Iterator[str]:
    paths_by_reason: dict[str, list[str]] = {}
    for skipped in report.skipped:
        paths_by_reason.setdefault(skipped.reason, []).append(shown_path(skipped.path))
    for reason, paths in sorted(paths_by_reason.items()):
        names = "" if reason in _EXPECTED else f": {some(paths)}"
        yield paint("quiet", f"Skipped {counted(len(paths), 'file')} ({one_line(reason)}){names}")


def _unreadable(report: Report, paint: Paint) -> Iterator[str]:
    places_by_path: dict[str, list[Unreadable]] = {}
    for place in report.unreadable:
        places_by_path.setdefault(place.path, []).append(place)
    for path, (first, *others) in islice(places_by_path.items(), MOST_UNREADABLE):
        also = f" (and {counted(len(others), 'more place')})" if others else ""
        shown = f"{shown_path(path)}:{first.line}: {one_line(first.reason)}{also}"
        yield f"{paint('medium', 'Not fully read:')} {shown}"
    if len(places_by_path) > MOST_UNREADABLE:
        rest = counted(len(places_by_path) - MOST_UNREADABLE, "more file")
        yield f"{paint('medium', 'Not fully read:')} {rest}; --format json names them all"


def _verdict(report: Report, paint: Paint) -> Iterator[str]:
    findings = report.open()
    suppressed = len(report.findings) - len(findings)
    aside = f", {counted(suppressed, 'finding')} suppressed" if suppressed else ""
    scanned = counted(report.scanned, report.unit)
    if findings:
        files = counted(len({finding.place.path for finding in findings}), "file")
        total = paint("high", f"Found {counted(len(findings), 'finding')}")
        yield f"{total} ({severities_in_words(findings)}) in {files}; {scanned} scanned{aside}."
        yield from _fixable(findings)
    elif report.scanned:
        yield f"{paint('good', 'Nothing found')} in {scanned}{aside}."
    else:
        yield f"No {report.unit} was scanned."


def _fixable(findings: tuple[Finding, ...]) -> Iterator[str]:
    safe, unsafe = (
        sum(finding.fix is not None and finding.fix.safety == safety for finding in findings)
        for safety in ("safe", "unsafe")
    )
    offers = [f"{safe:,} with `--fix`"] * bool(safe) + [f"{unsafe:,} with `--fix --unsafe-fixes`"] * bool(unsafe)
    if offers:
        yield f"Can be mended: {', '.join(offers)}."


def _errors(report: Report, paint: Paint) -> Iterator[str]:
    if not report.errors:
        return
    paths_by_failure: dict[tuple[str, str], list[str]] = {}
    for error in report.errors:
        paths_by_failure.setdefault((error.rule, error.error), []).append(shown_path(error.path))
    yield ""
    yield paint("alarm", f" INTERNAL ERROR: this scan is incomplete, {counted(len(report.errors), 'check')} failed ")
    for (rule, failure), paths in paths_by_failure.items():
        yield f"  {rule} failed on {some(paths)}: {one_line(failure)}"
    yield "This is a defect in quantum-lint, not in your files. Please report it with the lines above."
