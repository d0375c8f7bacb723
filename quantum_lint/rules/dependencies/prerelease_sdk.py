"""Quantum packages in a version that its makers do not call finished."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.dependencies import dependencies
from quantum_lint.model import lazy
from quantum_lint.model.fact import Dependency
from quantum_lint.model.fragment import Document
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options
from quantum_lint.parse.version import version_of
from quantum_lint.parse.versions import exact

#: Extras, groups and environments that exist to try what comes next.
_TRYING = frozenset({"test", "tests", "testing", "nightly", "pre", "prerelease", "prereleases", "upstream"})
#: Clauses by which an installer may choose the version that they name. `<2.0a0` keeps all of 2.0 out.
_NAMING = lazy.pattern(r"(?:===?|~=|>=?)\s*(\S+)")


def check(document: Document, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """A hit for every known package that is, or may be, installed before its release."""
    if "test" in document.fragment.traits or document.fragment.label.startswith("testenv"):
        return
    for dependency in dependencies(document, knowledge):
        if dependency.name in knowledge.packages and dependency.group not in _TRYING and not dependency.url:
            note = _note(dependency)
            if note:
                yield Hit(dependency.span, note)


def _note(dependency: Dependency) -> str | None:
    named = _prerelease(dependency.specifier)
    what = f"`{dependency.name}` {named} came before the release"
    if named is None:
        if not dependency.prereleases or exact(dependency.specifier):
            return None
        what = f"Of `{dependency.name}` versions from before a release may be installed"
    elif not exact(dependency.specifier):
        what = f"`{dependency.name}` may be {named} or another version from before a release"
    return (
        f"{what}: interfaces and results may still change, advisories and support begin with the release. "
        "Use a released version, or keep this to an extra for tests."
    )


def _prerelease(specifier: str) -> str | None:
    """The version from before a release that a range names as one to install."""
    for clause in specifier.split(","):
        match = _NAMING.fullmatch(clause.strip())
        version = version_of(match[1].removesuffix(".*")) if match else None
        if version is not None and version.is_prerelease:
            return str(version)
    return None
