"""Packages in a version that a public advisory names."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.advisories import ORDER, advice, affects, name, title
from quantum_lint.match.dependencies import dependencies
from quantum_lint.model.fact import Dependency
from quantum_lint.model.fragment import Document
from quantum_lint.model.hit import Hit
from quantum_lint.model.known import Advisory
from quantum_lint.model.rule import Options, Severity
from quantum_lint.parse.ranges import range_of
from quantum_lint.parse.versions import exact

_SEVERITIES: dict[str, Severity] = {"critical": "high", "high": "high", "medium": "medium", "low": "low"}


def check(document: Document, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """A hit for every package that is installed in a version with known flaws."""
    for dependency in dependencies(document, knowledge):
        rows = [row for row in knowledge.advisories if row.package == dependency.name]
        allowed = range_of(dependency.specifier) if rows and dependency.specifier and not dependency.url else None
        if allowed is None:
            continue
        found = sorted((row for row in rows if affects(row, allowed)), key=lambda row: ORDER.index(row.severity))
        if found:
            note = _note(dependency, found, rows, knowledge)
            yield Hit(dependency.span, note, severity=_SEVERITIES.get(found[0].severity))


def _note(dependency: Dependency, found: list[Advisory], rows: list[Advisory], knowledge: Knowledge) -> str:
    worst = found[0]
    version = exact(dependency.specifier)
    subject = f"{dependency.name} {version}" if version else f"The newest {dependency.name} in `{dependency.specifier}`"
    names = ", ".join(dict.fromkeys(name(row) for row in found[1:]))
    others = f" and {len(found) - 1} more ({names})" if len(found) > 1 else ""
    reached = f" Reached through {', '.join(worst.reached_by)}." if worst.reached_by else ""
    return (
        f"{subject} has a known flaw, {title(worst)}{others}: "
        f"{worst.summary.rstrip('.')}.{reached} {advice(dependency, rows, knowledge)} "
        f"(advisories of {knowledge.as_of['advisories']})."
    )
