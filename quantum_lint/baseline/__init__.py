"""Baselines: findings that were there before, and so do not count.

Two formats. Our own, `quantum-lint-baseline.json`, holds fingerprints and works for every rule. detect-secrets'
`.secrets.baseline` holds SHA-1 hashes of secrets and works for credential findings, so that a team can change over
without judging everything again. Its hashes cannot be had from a report, which holds no secret: the caller hands them
in as `hashes`, a mapping from the fingerprint of a finding to the SHA-1 (hexadecimal) of each secret value it marks
(`engine.ScanRequest.hashes`, filled by the engine while it still has the values).
"""

from __future__ import annotations

import os
from collections.abc import Container, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quantum_lint.model.finding import Finding
    from quantum_lint.model.report import Report

#: The baseline that is used without being named, in the folder that reports are relative to.
DEFAULT = "quantum-lint-baseline.json"
FOREIGN = ".secrets.baseline"

Hashes = Mapping[str, tuple[str, ...]]


class BaselineError(Exception):
    """A baseline that cannot be used; `file` and the message say which and why."""

    def __init__(self, file: str, message: str) -> None:
        super().__init__(f"{file}: {message}")
        self.file = file


def is_foreign(file: str) -> bool:
    """Whether a file of this name has detect-secrets' format."""
    return os.path.basename(file).endswith(FOREIGN)


def apply(report: Report, file: str, hashes: Hashes | None = None) -> Report:
    """The report with what the baseline lists suppressed. `hashes` is needed for detect-secrets' format."""
    if is_foreign(file):
        from quantum_lint.baseline import foreign

        accepted: Container[str] = foreign.accepted(foreign.read(file), report, hashes or {})
    else:
        from quantum_lint.baseline import own

        accepted = own.read(file).keys()
    return report._replace(findings=tuple(_settled(finding, accepted, file) for finding in report.findings))


def write(report: Report, file: str, hashes: Hashes | None = None) -> int:
    """Write every open finding (credentials only, in detect-secrets' format) as the baseline; how many there are."""
    if is_foreign(file):
        from quantum_lint.baseline import foreign

        return foreign.write(report, file, hashes or {})
    from quantum_lint.baseline import own

    return own.write(file, report.open())


def update(report: Report, file: str, hashes: Hashes | None = None) -> tuple[int, int]:
    """Take out of the baseline what is found no more and add nothing; how many entries stay and how many went."""
    if is_foreign(file):
        from quantum_lint.baseline import foreign

        return foreign.update(report, file, hashes or {})
    from quantum_lint.baseline import own

    before = own.read(file)
    kept = [finding for finding in report.findings if finding.fingerprint in before]
    stay = own.write(file, kept)
    return stay, len(before) - stay


def _settled(finding: Finding, accepted: Container[str], file: str) -> Finding:
    if finding.suppressed is not None or finding.fingerprint not in accepted:
        return finding
    from dataclasses import replace

    from quantum_lint.model.finding import Suppression

    return replace(finding, suppressed=Suppression("baseline", reason=f"listed in {os.path.basename(file)}"))
