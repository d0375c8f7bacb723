"""Quantum packages of which nothing says the version, so that no advisory could be looked up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from quantum_lint.match.projects import Mention, homes, mentions
from quantum_lint.model.fact import Manifest
from quantum_lint.model.hit import Hit
from quantum_lint.parse.ranges import range_of

if TYPE_CHECKING:
    from quantum_lint.knowledge import Knowledge
    from quantum_lint.model.fact import Dependency
    from quantum_lint.model.rule import Options


def check(repository: Any, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """A hit on the first mention of every known package that a project nowhere gives a version of."""
    first: dict[tuple[str, str], Mention] = {}
    audited: set[tuple[str, str]] = set()
    folders, own = homes(repository), {manifest.name for _, manifest in repository.facts(Manifest)}
    for mention in mentions(repository):
        name = mention.dependency.name
        if name in knowledge.packages and name not in own and mention.dependency.group != "build-system":
            home = folders.of(mention.path)
            first.setdefault((home, name), mention)
            if _is_readable(mention):
                audited.add((home, name))
    for (home, name), mention in first.items():
        if not any((above, name) in audited for above in folders.upward(home)):
            note = _note(mention, knowledge)
            yield Hit(mention.dependency.span, note, path=mention.path, about=f"{name} in {home or '.'}")


def _is_readable(mention: Mention) -> bool:
    """Whether advisories can be looked up: for a version, or for the newest one of a range that has an upper end."""
    dependency = mention.dependency
    if dependency.constrained:
        return True
    allowed = range_of(dependency.specifier) if dependency.specifier and not dependency.url else None
    return allowed is not None and allowed.upper is not None


def _note(mention: Mention, knowledge: Knowledge) -> str:
    dependency = mention.dependency
    return (
        f"Which version of `{dependency.name}` runs is not known, so no advisory was looked up for it (data of "
        f"{knowledge.as_of['advisories']}): that nothing is reported does not mean that it is safe. "
        f"{_reason(dependency)}; pin a version, or commit a lock."
    )


def _reason(dependency: Dependency) -> str:
    if dependency.url:
        return "An address says nothing of the version"
    if dependency.specifier:
        return f"`{dependency.specifier}` has no upper end"
    return "No place of this project names one"
