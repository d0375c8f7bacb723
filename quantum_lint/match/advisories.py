"""Advisories: which versions they are about, and what they are called."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from quantum_lint.model.callee import same_callable
from quantum_lint.model.fact import Dependency
from quantum_lint.model.known import Advisory
from quantum_lint.parse.ranges import Range, range_of
from quantum_lint.parse.version import Version, version_of

if TYPE_CHECKING:
    from quantum_lint.knowledge import Knowledge

#: How severe advisories are, the worst first; what nobody told may be anything.
ORDER = ("critical", "high", "unknown", "medium", "low")
#: Kinds of flaws through which data runs as code.
_RUNNING_CODE = frozenset(("CWE-94", "CWE-95", "CWE-502"))


def affects(advisory: Advisory, allowed: Range) -> bool:
    """Whether the newest allowed version is affected. Several ranges of an advisory are alternatives."""
    ranges = (range_of(affected) for affected in advisory.affected)
    return any(affected is not None and affected.holds_newest(allowed) for affected in ranges)


def name(advisory: Advisory) -> str:
    """The name that people know it by."""
    return next((alias for alias in advisory.aliases if alias.startswith("CVE-")), advisory.id)


def title(advisory: Advisory) -> str:
    """That name, and how severe it is."""
    severity = "severity unknown" if advisory.severity == "unknown" else advisory.severity
    return f"{name(advisory)} ({severity})"


def advice(dependency: Dependency, rows: Sequence[Advisory], knowledge: Knowledge) -> str:
    """What to install instead, where `rows` are all advisories of the package."""
    fixed = fixed_version(dependency, rows)
    if fixed:
        return f"Update to {fixed} or later"
    known = knowledge.packages.get(dependency.name)
    successor = known.successor if known else None
    return f"No release fixes it; move to {successor}" if successor else "No release fixes it; replace the package"


def fixed_version(dependency: Dependency, rows: Sequence[Advisory]) -> str | None:
    """The oldest release that mends all that concerns the dependency and that no advisory names."""
    allowed = range_of(dependency.specifier) or Range()
    concerned = [row for row in rows if affects(row, allowed)]
    versions = sorted(version for row in rows for version in _fixes(row, allowed))
    flawed = [part for row in rows for text in row.affected if (part := range_of(text)) is not None]
    for version in versions:
        mended = all(any(fix <= version for fix in _fixes(row, allowed)) for row in concerned)
        if mended and not version.is_prerelease and not any(part.holds(version) for part in flawed):
            return str(version)
    return None


def _fixes(advisory: Advisory, allowed: Range) -> Iterator[Version]:
    """The versions that mend it and are newer than what is allowed."""
    versions = (version for text in advisory.fixed if (version := version_of(text)) is not None)
    return (version for version in versions if allowed.upper is None or version >= allowed.upper)


def running_code(callee: str, knowledge: Knowledge) -> tuple[Advisory, ...]:
    """The advisories by which a call runs code of the data that it is given, the worst first."""
    found = (row for row in knowledge.advisories if not _RUNNING_CODE.isdisjoint(row.cwe) and reaching(callee, row))
    return tuple(sorted(found, key=lambda row: ORDER.index(row.severity)))


def reaching(callee: str, advisory: Advisory) -> bool:
    """Whether a call is one through which the flaw is reached."""
    return any(_means(reached, callee) for reached in advisory.reached_by)


def _means(name: str, callee: str) -> bool:
    """Whether they are the same callable; a name such as `load`, which many modules have, says it with its module."""
    owner, _, own = name.rpartition(".")
    telling = "_" in own or own[:1].isupper() or owner.rpartition(".")[2][:1].isupper()
    near = callee.split(".")[-2:] == name.split(".")[-2:]
    return same_callable(name, callee) and (telling or near)


def declared(repository: Any, path: str, packages: frozenset[str]) -> tuple[Dependency, ...]:
    """What the file itself says of the versions of packages, or else the nearest folder above it that says any."""
    stated = [(at, each) for at, each in repository.facts(Dependency) if each.name in packages and each.specifier]
    for found in (_in(path, stated, whole=True), *(_in(folder, stated) for folder in _upward(path))):
        if found:
            return found
    return ()


def _in(place: str, stated: list[tuple[str, Dependency]], *, whole: bool = False) -> tuple[Dependency, ...]:
    """The dependencies of one file, or of those that stand in a folder or in `requirements/` there."""
    if whole:
        return tuple(each for at, each in stated if at == place)
    folders = (place, f"{place}/requirements".lstrip("/"))
    return tuple(each for at, each in stated if at.rpartition("/")[0] in folders)


def _upward(path: str) -> Iterator[str]:
    folder = path.rpartition("/")[0]
    while folder:
        yield folder
        folder = folder.rpartition("/")[0]
    yield ""
