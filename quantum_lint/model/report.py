"""The result of a run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from quantum_lint.model.named import NamedTuple
from quantum_lint.model.rule import NOTHING

if TYPE_CHECKING:
    from quantum_lint.model.fact import Located
    from quantum_lint.model.finding import Finding


class Skipped(NamedTuple):
    """A file that was not read, and why (`binary`, `too large`, `not a regular file`, ...)."""

    path: str
    reason: str


class Unreadable(NamedTuple):
    """A file, or a piece of one, that could not be parsed; the rest of it was still scanned."""

    path: str
    line: int
    reason: str


class InternalError(NamedTuple):
    """A defect of ours: which rule failed on which file, and the exception (no secret in it)."""

    path: str
    rule: str
    error: str


class Built(NamedTuple):
    """Facts that take building circuits, our own defects on the way, and what people should know of the answer."""

    facts: tuple[Located, ...] = ()
    errors: tuple[InternalError, ...] = ()
    notes: tuple[str, ...] = ()


class Report(NamedTuple):
    """Everything a run found, in a fixed order: same input, same report.

    `findings` holds the suppressed ones too. `statistics` counts bytes, fragments and seconds by stage. `unit` is what
    was scanned: files, or in a history their versions; then `revision` is the commit at HEAD.
    """

    findings: tuple[Finding, ...]
    scanned: int
    skipped: tuple[Skipped, ...] = ()
    unreadable: tuple[Unreadable, ...] = ()
    errors: tuple[InternalError, ...] = ()
    notes: tuple[str, ...] = ()
    statistics: Mapping[str, float] = NOTHING
    version: str = ""
    unit: str = "file"
    revision: str = ""

    def open(self) -> tuple[Finding, ...]:
        """The findings that count: those that nothing suppresses."""
        return tuple(finding for finding in self.findings if finding.suppressed is None)
