"""Packages in a version that a public advisory names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.advisories import ORDER, advice, affects, fixed_version, name, reaching, title
from quantum_lint.model.fact import Dependency, FlawedCall, WrittenVersion
from quantum_lint.model.hit import Edit, Fix, Hit
from quantum_lint.model.known import Advisory
from quantum_lint.model.rule import Options, Severity
from quantum_lint.parse.ranges import range_of
from quantum_lint.parse.versions import exact

_SEVERITIES: dict[str, Severity] = {"critical": "high", "high": "high", "medium": "medium", "low": "low"}


def check(repository: Any, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """A hit for every package that is installed in a version with known flaws."""
    calls = tuple(repository.facts(FlawedCall))
    written = {(path, each.asked): each for path, each in repository.facts(WrittenVersion)}
    for path, dependency in repository.facts(Dependency):
        rows = [row for row in knowledge.advisories if row.package == dependency.name]
        allowed = range_of(dependency.specifier) if rows and dependency.specifier and not dependency.url else None
        if allowed is None:
            continue
        found = sorted((row for row in rows if affects(row, allowed)), key=lambda row: ORDER.index(row.severity))
        if found:
            note = _note(dependency, found, rows, calls, knowledge)
            fix = _fix(dependency, rows, written.get((path, dependency.span)))
            yield Hit(dependency.span, note, fix, severity=_SEVERITIES.get(found[0].severity), path=path)


def _fix(dependency: Dependency, rows: list[Advisory], written: WrittenVersion | None) -> Fix | None:
    """The version that the message names, where a person wrote the flawed one."""
    fixed = fixed_version(dependency, rows)
    if fixed is None or written is None:
        return None
    return Fix(f"Update to {fixed}", (Edit(written.place, f"{written.operator}{fixed}"),), "unsafe")


def _note(
    dependency: Dependency,
    found: list[Advisory],
    rows: list[Advisory],
    calls: Sequence[tuple[str, FlawedCall]],
    knowledge: Knowledge,
) -> str:
    worst = found[0]
    version = exact(dependency.specifier)
    subject = f"{dependency.name} {version}" if version else f"The newest {dependency.name} in `{dependency.specifier}`"
    names = ", ".join(dict.fromkeys(name(row) for row in found[1:]))
    others = f" and {len(found) - 1} more ({names})" if len(found) > 1 else ""
    return (
        f"{subject} has a known flaw, {title(worst)}{others}: "
        f"{worst.summary.rstrip('.')}.{_reach(found, calls)} {advice(dependency, rows, knowledge)} "
        f"(advisories of {knowledge.as_of['advisories']})."
    )


def _reach(found: list[Advisory], calls: Sequence[tuple[str, FlawedCall]]) -> str:
    """How the flaw is reached here, or else how it is reached at all."""
    for row in found:
        places = sorted({path for path, call in calls if reaching(call.callee, row)})
        if places:
            callee = next(call.callee for path, call in calls if path == places[0] and reaching(call.callee, row))
            more = f" and {len(places) - 1} more" if len(places) > 1 else ""
            return f" This repository calls `{callee}` in `{places[0]}`{more}, which reaches {name(row)}."
    return f" Reached through {', '.join(found[0].reached_by)}." if found[0].reached_by else ""
