"""How the run went, and everything it could not look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import sarif_om as sarif

from quantum_lint.model.report import Report
from quantum_lint.report.parts.counts import counted
from quantum_lint.report.sarif_log.places import line_location

_EXIT_CODES: dict[int, str] = {
    0: "nothing found that fails the run",
    1: "findings",
    2: "wrong usage or configuration",
    3: "a defect of quantum-lint",
}


def invocation(report: Report, left_out: int, exit_code: int) -> Any:
    """The run, with the notifications gravest first."""
    return sarif.Invocation(
        execution_successful=not report.errors and exit_code in (0, 1),
        exit_code=exit_code,
        exit_code_description=_EXIT_CODES.get(exit_code),
        tool_execution_notifications=list(_notifications(report, left_out)) or None,
    )


def _notifications(report: Report, left_out: int) -> Iterator[Any]:
    for error in report.errors:
        yield _notification("internal-error", "error", f"{error.rule} failed: {error.error}", error.path)
    if left_out:
        yield _notification("left-out", "warning", f"{counted(left_out, 'result')} left out, the least severe ones.")
    for place in report.unreadable:
        yield _notification("unreadable", "warning", place.reason, place.path, place.line)
    for reason, number in sorted(Counter(skipped.reason for skipped in report.skipped).items()):
        yield _notification("skipped", "note", f"{counted(number, 'file')} skipped: {reason}.")
    for note in report.notes:
        yield _notification("note", "note", note)


def _notification(kind: str, level: str, text: str, path: str = "", line: int = 0) -> Any:
    return sarif.Notification(
        descriptor=sarif.ReportingDescriptorReference(id=kind),
        level=level,
        message=sarif.Message(text=text),
        locations=[line_location(path, line)] if path else None,
    )
