"""QPY that somebody else wrote, and SDK versions in which reading it runs code."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.advisories import affects, declared, running_code, title
from quantum_lint.model.fact import CircuitRead, Dependency
from quantum_lint.model.hit import Hit
from quantum_lint.model.known import Advisory
from quantum_lint.model.rule import Options, Persona
from quantum_lint.parse.ranges import range_of
from quantum_lint.parse.versions import exact

_FROM_AFAR = ("network", "download")
_CHOSEN = "names"


def check(repository: Any, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Every such reading, by where the data comes from and what version of the SDK is declared."""
    for path, read in repository.facts(CircuitRead):
        if read.format == "QPY":
            rows = running_code(read.callee, knowledge)
            versions = declared(repository, path, frozenset(row.package for row in rows))
            hit = _of_version(read, versions, rows, knowledge) or _of_origin(read, versions)
            if hit is not None:
                yield hit._replace(path=path, provider=read.provider)


def _of_version(
    read: CircuitRead, versions: tuple[Dependency, ...], rows: tuple[Advisory, ...], knowledge: Knowledge
) -> Hit | None:
    """The hit if every version that is declared has a flaw."""
    flaws = [next((row for row in rows if _is_flawed(version, row)), None) for version in versions]
    worst = flaws[0] if flaws else None
    if worst is None or None in flaws:
        return None
    subject = f"{versions[0].name} {exact(versions[0].specifier) or versions[0].specifier}"
    advice = f"Update to {worst.fixed[0]} or later" if worst.fixed else "Move to the current package, `qiskit`,"
    return Hit(
        span=read.span,
        note=f"This reads QPY {_from(read)} with {subject}, in which a crafted file runs code: {title(worst)}. "
        f"{advice} before reading any file that others can write (advisories of {knowledge.as_of['advisories']}).",
    )


def _is_flawed(dependency: Dependency, advisory: Advisory) -> bool:
    allowed = range_of(dependency.specifier) if dependency.name == advisory.package else None
    return allowed is not None and affects(advisory, allowed)


def _of_origin(read: CircuitRead, versions: tuple[Dependency, ...]) -> Hit | None:
    """The hit if somebody else may have written the data."""
    pinned = any(exact(version.specifier) for version in versions)
    afar = any(word in read.origin for word in _FROM_AFAR)
    if not afar and (pinned or _CHOSEN not in read.origin):
        return None
    persona: Persona | None = None if afar else "auditor"
    return Hit(
        span=read.span,
        note=f"This reads QPY {_from(read)}: the format rebuilds Python objects, and versions of Qiskit before 1.4.2"
        " run code that a crafted file holds. Exchange circuits as OpenQASM, or compare a hash that the author"
        " published before reading the file.",
        severity="medium" if pinned or not afar else None,
        persona=persona,
    )


def _from(read: CircuitRead) -> str:
    return f"from {read.origin}" if read.origin else "that this program did not write"
