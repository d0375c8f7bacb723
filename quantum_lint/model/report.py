"""The result of a run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quantum_lint.model.finding import Finding


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that was not read, and why (`binary`, `too large`, `not a regular file`, ...)."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file, or a piece of one, that could not be parsed; the rest of it was still scanned."""

    path: str
    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class InternalError:
    """A defect of ours: which rule failed on which file, and the exception (no secret in it)."""

    path: str
    rule: str
    error: str


@dataclass(frozen=True, slots=True)
class Report:
    """Everything a run found, in a fixed order: same input, same report.

    `findings` holds the suppressed ones too. `statistics` counts bytes, fragments and seconds by stage.
    """

    findings: tuple[Finding, ...]
    scanned: int
    skipped: tuple[Skipped, ...] = ()
    unreadable: tuple[Unreadable, ...] = ()
    errors: tuple[InternalError, ...] = ()
    notes: tuple[str, ...] = ()
    statistics: Mapping[str, float] = field(default_factory=dict)
    version: str = ""

    def open(self) -> tuple[Finding, ...]:
        """The findings that count: those that nothing suppresses."""
        return tuple(finding for finding in self.findings if finding.suppressed is None)
