"""What was found in an earlier state of the files, and so is not new."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from quantum_lint.model.finding import Finding, Suppression
from quantum_lint.model.report import Report

#: Pieces of a notebook that are others each time it is run: what is found there is told by its kind alone.
_FLEETING = ("notebook", "output")
Key = tuple[str, ...]


def apply(report: Report, earlier: Report, name: str) -> Report:
    """The report with what was in the earlier one suppressed; `name` is what to call that state.

    Findings are told by fingerprint. In outputs of notebooks those of a rule are counted by file: to run a notebook
    again brings other job ids, and no finding that was not there. A secret is always told by itself.
    """
    before = Counter(map(_key, earlier.findings))
    return report._replace(findings=tuple(_settled(finding, before, name) for finding in report.findings))


def _settled(finding: Finding, before: Counter[Key], name: str) -> Finding:
    key = _key(finding)
    if before[key] == 0:
        return finding
    before[key] -= 1
    if finding.suppressed is not None:
        return finding
    return replace(finding, suppressed=Suppression("before", reason=f"was there at {name}"))


def _key(finding: Finding) -> Key:
    if finding.language in _FLEETING and not finding.secrets:
        return finding.rule.name, finding.place.path
    return (finding.fingerprint,)
