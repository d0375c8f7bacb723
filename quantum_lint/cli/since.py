"""`--new-since`: only what a change brought counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quantum_lint.baseline import before
from quantum_lint.cli.exits import UsageError
from quantum_lint.engine import ScanRequest, scan
from quantum_lint.history import HistoryError
from quantum_lint.model.report import Report

if TYPE_CHECKING:
    from quantum_lint.config import Settings
    from quantum_lint.history.revision import Revision
    from quantum_lint.model.comparison import Comparison

#: As many digits of a commit as people write.
_SHORT = 10


def only_new(report: Report, request: ScanRequest, revision: str) -> Report:
    """The report with what was found at the revision, too, suppressed.

    Raises:
        UsageError: there is no such revision here.
    """
    from quantum_lint.history.revision import Revision

    try:
        earlier = Revision(request.settings, revision)
        return before.apply(report, _scanned(earlier, request), earlier.commit[:_SHORT])
    except HistoryError as error:
        raise UsageError(f"--new-since: {error}") from error


def compared(settings: Settings, revision: str, paths: tuple[str, ...], jobs: int) -> Comparison:
    """How the costs of today differ from those at the revision. Raises UsageError: there is no such revision here."""
    from quantum_lint.cli.cost_against import Base
    from quantum_lint.cost.request import Request
    from quantum_lint.cost.survey import bills

    request = Request(settings, paths=paths, jobs=jobs)
    return Base(request, revision).compared(bills(request))[0]


def _scanned(earlier: Revision, request: ScanRequest) -> Report:
    try:
        return scan(request._replace(files=earlier.files(), beside=earlier, paths=(), progress=None, compared=None))
    finally:
        earlier.close()
