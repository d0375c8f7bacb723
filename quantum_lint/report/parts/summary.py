"""The last lines of a report for people: how much was found, what can be mended, and what was not looked at."""

from __future__ import annotations

from collections.abc import Iterator
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


def summary(report: Report, paint: Paint, verbose: bool = False) -> Iterator[str]:
    """The lines, gravest matter last, where the reader's eye is."""
    yield from _missed(report, paint, verbose)
    yield from _verdict(report, paint)
    yield from _errors(report, paint)


def unseen(report: Report, paint: Paint, verbose: bool = False) -> Iterator[str]:
    """What was not looked at, and our own defects: what makes any other list incomplete."""
    yield from _missed(report, paint, verbose)
    yield from _errors(report, paint)


def _missed(report: Report, paint: Paint, verbose: bool) -> Iterator[str]:
    lines = _each(report) if verbose else _together(report)
    return (paint("quiet", line) for line in lines)


def _together(report: Report) -> Iterator[str]:
    """All of it in one line, which names a file only where it is the only one."""
    paths = {place.path for place in report.unreadable}
    unread = [f"{counted(len(paths), 'file')} not fully read"] if len(paths) > 1 else [*_unreadable(report)]
    skipped = [f"{counted(len(report.skipped), 'file')} skipped"] if report.skipped else []
    more = (
        ["--verbose tells more"]
        if len(paths) > 1 or any(each.reason not in _EXPECTED for each in report.skipped)
        else []
    )
    parts = [*map(one_line, report.notes), *skipped, *unread]
    if parts:
        yield f"note: {'; '.join(parts + more)}"


def _each(report: Report) -> Iterator[str]:
    yield from (f"note: {one_line(note)}" for note in report.notes)
    yield from _skipped(report)
    yield from _unreadable(report)


def _skipped(report: Report) -> Iterator[str]:
    paths_by_reason: dict[str, list[str]] = {}
    for skipped in report.skipped:
        paths_by_reason.setdefault(skipped.reason, []).append(shown_path(skipped.path))
    for reason, paths in sorted(paths_by_reason.items()):
        names = "" if reason in _EXPECTED else f": {some(paths)}"
        yield f"skipped {counted(len(paths), 'file')} ({one_line(reason)}){names}"


def _unreadable(report: Report) -> Iterator[str]:
    places_by_path: dict[str, list[Unreadable]] = {}
    for place in report.unreadable:
        places_by_path.setdefault(place.path, []).append(place)
    for path, (first, *others) in places_by_path.items():
        also = f" (and {counted(len(others), 'more place')})" if others else ""
        yield f"not fully read: {shown_path(path)}:{first.line}: {one_line(first.reason)}{also}"


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
