"""Findings as SARIF results."""

from __future__ import annotations

import re
from typing import Any

import sarif_om as sarif

from quantum_lint.model.finding import Finding, RelatedPlace, Suppression
from quantum_lint.model.hit import Edit, Fix
from quantum_lint.report.parts.counts import counted
from quantum_lint.report.parts.past import as_table as past_table
from quantum_lint.report.parts.places import shown_cell
from quantum_lint.report.sarif_log.places import artifact, location, region

LEVELS: dict[str, str] = {"high": "error", "medium": "warning", "low": "note"}
FINGERPRINT = "quantumLint/v1"
#: GitHub shows this many locations of one result.
MOST_RELATED = 100
#: Written into the file itself; every other way to suppress stands outside of it.
_OUTSIDE = frozenset({"baseline"})


def result(finding: Finding, rule_index: int) -> Any:
    """One finding. GitHub's own `primaryLocationLineHash` is left to its upload action, which computes it."""
    related = finding.related[:MOST_RELATED]
    return sarif.Result(
        rule_id=finding.rule.name,
        rule_index=rule_index,
        level=LEVELS[finding.severity],
        message=sarif.Message(text=_message(finding, related)),
        locations=[location(finding.place)],
        related_locations=[location(each.place, number, each.note) for number, each in enumerate(related, 1)] or None,
        code_flows=_code_flows(finding, related),
        partial_fingerprints={FINGERPRINT: finding.fingerprint},
        suppressions=[_suppression(finding.suppressed)] if finding.suppressed else None,
        fixes=_fixes(finding),
        properties=_properties(finding),
    )


def _message(finding: Finding, related: tuple[RelatedPlace, ...]) -> str:
    """The message, headed by the cell, with a link to each related place, and how many more there are.

    Square brackets are escaped only where there are links, as CodeQL does it and GitHub reads it.
    """
    cell = finding.place.cell
    text = f"{shown_cell(cell, '()')}: {finding.message}" if cell else finding.message
    if not related:
        return text
    links = [f"[{_escaped(each.note)}]({number})" for number, each in enumerate(related, 1)]
    left_out = len(finding.related) - len(related)
    more = [f"{counted(left_out, 'more place')} left out."] if left_out else []
    return "\n".join([_escaped(text), *links, *more])


def _escaped(text: str) -> str:
    return re.sub(r"([\\\[\]])", r"\\\1", text)


def _code_flows(finding: Finding, related: tuple[RelatedPlace, ...]) -> list[Any] | None:
    """The way through the places before the finding, the finding, and those after it."""
    before = [location(each.place, note=each.note) for each in related if each.role == "before"]
    after = [location(each.place, note=each.note) for each in related if each.role == "after"]
    if not before and not after:
        return None
    steps = [*before, location(finding.place, note=finding.rule.summary), *after]
    flow = sarif.ThreadFlow(locations=[sarif.ThreadFlowLocation(location=step) for step in steps])
    return [sarif.CodeFlow(thread_flows=[flow])]


def _suppression(suppression: Suppression) -> Any:
    notes = [
        suppression.reason,
        f"owner: {suppression.owner}" if suppression.owner else None,
        f"until {suppression.until}" if suppression.until else None,
    ]
    return sarif.Suppression(
        kind="external" if suppression.kind in _OUTSIDE else "inSource",
        justification="; ".join(note for note in notes if note) or None,
        properties={"kind": suppression.kind},
    )


def _fixes(finding: Finding) -> list[Any] | None:
    """The fix. What depends on how the file is written is left to `--fix`: text in notebooks, and imports."""
    if finding.fix is None or finding.place.cell is not None or finding.fix.imports:
        return None
    change = sarif.ArtifactChange(
        artifact_location=artifact(finding.place.path),
        replacements=[_replacement(edit, finding) for edit in finding.fix.edits],
    )
    return [sarif.Fix(description=sarif.Message(text=_title(finding.fix)), artifact_changes=[change])]


def _title(fix: Fix) -> str:
    return fix.title if fix.safety == "safe" else f"{fix.title} (check what it changes)"


def _replacement(edit: Edit, finding: Finding) -> Any:
    deleted = region(finding.place) if edit.span == finding.place.span else sarif.Region()
    deleted.byte_offset = edit.span.start
    deleted.byte_length = edit.span.end - edit.span.start
    return sarif.Replacement(deleted_region=deleted, inserted_content=sarif.ArtifactContent(text=edit.text))


def _properties(finding: Finding) -> dict[str, Any]:
    return {
        "severity": finding.severity,
        "confidence": finding.confidence,
        "persona": finding.persona,
        "fragment": finding.language,
        **({"provider": finding.provider} if finding.provider else {}),
        **({"credential": finding.credential} if finding.credential else {}),
        **({"history": past_table(finding.past)} if finding.past else {}),
    }
