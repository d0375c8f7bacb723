"""Findings that one file leads to in another: a value that travels from module to module is found where it stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from quantum_lint import exemptions, parse
from quantum_lint.examine import Elsewhere, Examination, report_hits

if TYPE_CHECKING:
    from datetime import date

    from quantum_lint.model.file import File
    from quantum_lint.model.finding import Finding
    from quantum_lint.plan import Plan

#: Gives the file at a path, or None where it is not for us to report on.
Read = Callable[[str], "File | None"]


def settle(
    results: list[Examination], read: Read, plan: Plan, today: date | None, known: Mapping[str, str]
) -> list[Examination]:
    """An examination for each file that others led to. What it says better than the file's own goes from `results`."""
    own = {result.path: result for result in results}
    found: list[Examination] = []
    for path, hits in sorted(_by_path(results).items()):
        file = read(path)
        if file is None:
            continue
        examined = _examined(file, plan, hits)
        if path in own:
            _reconcile(own[path], examined)
        else:
            examined.findings = _exempted(file, examined.findings, today, known)
        found.append(examined)
    return found


def _by_path(results: list[Examination]) -> dict[str, list[Elsewhere]]:
    found: dict[str, list[Elsewhere]] = {}
    for result in results:
        for each in result.elsewhere:
            found.setdefault(each.found.hit.path or "", []).append(each)
    return found


def _examined(file: File, plan: Plan, hits: list[Elsewhere]) -> Examination:
    """The findings in the file, with the places in the files that led there."""
    examined = report_hits(file, plan, [each.found for each in hits])
    examined.findings = [
        replace(
            finding,
            related=next(
                each.related
                for each in hits
                if (each.found.rule.name, each.found.hit.span) == (finding.rule.name, finding.place.span)
            ),
        )
        for finding in examined.findings
    ]
    return examined


def _reconcile(own: Examination, examined: Examination) -> None:
    """Report each secret once: of two rules that found it the one that the other yields to, else the file's own."""
    better = [finding for finding in examined.findings if not any(_beats(each, finding) for each in own.findings)]
    own.findings = [each for each in own.findings if not any(_covers(each, finding) for finding in better)]
    examined.findings = better


def _beats(own: Finding, finding: Finding) -> bool:
    return _covers(own, finding) and finding.rule.name not in own.rule.yields


def _covers(own: Finding, finding: Finding) -> bool:
    return own.rule.secret and own.place.span.touches(finding.place.span)


def _exempted(file: File, findings: list[Finding], today: date | None, known: Mapping[str, str]) -> list[Finding]:
    if not exemptions.mentioned(file.data):
        return findings
    written = exemptions.find(file.path, list(parse.fragments(file)))
    return exemptions.apply(findings, written, today, known=known)[0]
