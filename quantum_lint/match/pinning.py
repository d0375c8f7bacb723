"""Where versions are written, and fixes that write another one: only the range changes, everything else stays."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from quantum_lint.match.dependencies import dependencies
from quantum_lint.model import lazy
from quantum_lint.model.fact import Dependency, WrittenVersion
from quantum_lint.model.fragment import Document
from quantum_lint.model.hit import Edit, Fix
from quantum_lint.model.named import NamedTuple
from quantum_lint.parse.ranges import range_of
from quantum_lint.parse.version import version_of
from quantum_lint.parse.versions import exact

if TYPE_CHECKING:
    from quantum_lint.knowledge import Knowledge

#: `name[extra] >=1,<2`, perhaps between quotes. A range in brackets is left to its author.
_REQUIREMENT = lazy.pattern(
    r"""["']?(?:[\w.-]+::)?[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?(?:\s*\[[^][]*\])?(?P<range>\s*(?:[<>=!~][^"'()\\]*)?)["']?"""
)
#: `name = "range"` in a table, up to where the range ends.
_ENTRY = lazy.pattern(r"""["']?[\w.-]+["']?\s*=\s*["'](?P<range>[^"'\\]*)""")


class Pin(NamedTuple):
    """The version that a file at `place` names."""

    version: str
    place: str


def known_version(document: Document, dependency: Dependency) -> Pin | None:
    """The one version that the nearest lock names of what is asked for; None where there is none or it does not fit."""
    found = {exact(each.specifier): each.place for each in document.pinned(frozenset((dependency.name,)))}
    version, place = next(iter(found.items()), (None, ""))
    if version is None or len(found) > 1 or not _allows(dependency, version):
        return None
    return Pin(version, place)


def pin(document: Document, dependency: Dependency, known: Pin) -> Fix | None:
    """The fix that names the version; None where what is written is more than a name and a range."""
    found = written_version(document, dependency)
    if found is None:
        return None
    return Fix(f"Name the version of {known.place}", (Edit(found.place, f"{found.operator}{known.version}"),), "unsafe")


def written_version(document: Document, dependency: Dependency) -> WrittenVersion | None:
    """Where the range of a dependency stands, or would stand."""
    start, end = (document.fragment.map.offset(byte) for byte in dependency.span)
    written = document.fragment.text[start:end]
    entry = _ENTRY.fullmatch(written)
    match = entry or _REQUIREMENT.fullmatch(written)
    if match is None:
        return None
    operator = "=" if dependency.ecosystem == "conda" and entry is None else "=="
    place = document.span(start + match.start("range"), start + match.end("range"))
    return WrittenVersion(dependency.span, place, operator)


def facts(document: Any, knowledge: Knowledge, key: bytes) -> Iterator[WrittenVersion]:
    """The exact versions that a person wrote of packages that advisories are about.

    A lock and what goes with hashes is left out: its versions are written by the program that made it.
    """
    named = {row.package for row in knowledge.advisories}
    for dependency in dependencies(document, knowledge):
        if dependency.name in named and exact(dependency.specifier) and not (dependency.hashes or dependency.url):
            found = written_version(document, dependency)
            if found is not None:
                yield found


def _allows(dependency: Dependency, version: str) -> bool:
    """Whether what is asked for leaves room for the version."""
    asked, known = range_of(dependency.specifier), version_of(version)
    return asked is not None and known is not None and asked.holds(known)
