"""What reports say of the credentials to replace: when git first had them, and what tells this repository apart."""

from __future__ import annotations

import os
import re
from dataclasses import replace

from quantum_lint import discover, knowledge
from quantum_lint.config import Settings
from quantum_lint.history import HistoryError, git
from quantum_lint.model.finding import Finding, Past
from quantum_lint.model.report import Report
from quantum_lint.model.rotation import Rotation
from quantum_lint.rotation import rotations

_REMOTE = re.compile(r"(?:\w+://)?(?:[^@/]*@)?([^:/]+)(?::\d+(?=/))?[:/]/*(.+?)/*(?:\.git)?/*")


def of(report: Report, root: str) -> tuple[Rotation, ...]:
    """The credentials of the report that have to be replaced."""
    findings = [finding for finding in report.open() if finding.secrets]
    return rotations(findings, knowledge.load(), identity(root)) if findings else ()


def identity(root: str) -> str:
    """What a repository is called everywhere it is cloned to: its origin, or its folder where there is none."""
    try:
        origin = os.fsdecode(git.answer(root, "config", "--get", "remote.origin.url")).strip()
    except HistoryError:
        return os.path.realpath(root)
    match = _REMOTE.fullmatch(origin)
    return f"{match[1].lower()}/{match[2]}" if match else origin


def dated(report: Report, settings: Settings) -> Report:
    """The report with the past of every secret in it, as far as git knows; only the files found are asked about."""
    wanted = [finding for finding in report.open() if finding.secrets and finding.past is None]
    if not wanted or discover.git_root(settings.root) is None:
        return report
    from quantum_lint.history.run import HistoryRequest, history

    rules = frozenset(finding.rule.name for finding in wanted)
    paths = tuple(dict.fromkeys(os.path.join(settings.root, finding.place.path) for finding in wanted))
    narrowed = settings._replace(select=rules, ignore=frozenset(), min_severity="low")
    try:
        found = history(HistoryRequest(narrowed, paths, chosen=True)).findings
    except HistoryError:
        return report
    pasts = {(secret, each.place.path): each.past for each in found for secret in each.secrets}
    return report._replace(findings=tuple(replace(each, past=_past(each, pasts)) for each in report.findings))


def _past(finding: Finding, pasts: dict[tuple[str, str], Past | None]) -> Past | None:
    known = (pasts.get((secret, finding.place.path)) for secret in finding.secrets)
    return finding.past or next((past for past in known if past), None)
