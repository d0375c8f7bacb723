"""Packages that break each other when both are installed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from quantum_lint.match.projects import Mention, environments, together
from quantum_lint.model.hit import Hit, Related
from quantum_lint.parse.ranges import range_of
from quantum_lint.parse.requirement import Requirement, read
from quantum_lint.parse.versions import exact

if TYPE_CHECKING:
    from quantum_lint.knowledge import Knowledge
    from quantum_lint.model.fact import Dependency
    from quantum_lint.model.known import Package
    from quantum_lint.model.rule import Options


def check(repository: Any, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """A hit for every package that stands in one environment with what it conflicts with."""
    for mentions in environments(repository):
        for mention in mentions:
            known = knowledge.packages.get(mention.dependency.name)
            other = _opponent(mention, known, mentions) if known else None
            if known and other:
                note = f"`{other.dependency.name}` is installed beside it here"
                related = (Related(other.dependency.span, note, other.path),)
                yield Hit(mention.dependency.span, _note(known, other), related=related, path=mention.path)


def _opponent(mention: Mention, known: Package, mentions: Sequence[Mention]) -> Mention | None:
    """The first of the mentions that must not stand beside this one."""
    for conflict in filter(None, map(read, known.conflicts)):
        for other in mentions:
            same = other.dependency.name == conflict.name
            if same and together(mention.dependency, other.dependency) and _comes_to(other.dependency, conflict):
                return other
    return None


def _comes_to(dependency: Dependency, conflict: Requirement) -> bool:
    """Whether the version that an installer chooses, the newest that is allowed, is one that conflicts."""
    if not conflict.specifier:
        return True
    if dependency.url or (dependency.constrained and not exact(dependency.specifier)):
        return False
    conflicting, allowed = range_of(conflict.specifier), range_of(dependency.specifier)
    return conflicting is not None and allowed is not None and conflicting.holds_newest(allowed)


def _note(known: Package, other: Mention) -> str:
    name, version = other.dependency.name, exact(other.dependency.specifier)
    beside = f"`{name}` {version}" if version else f"`{name}{other.dependency.specifier}`"
    advice = f"Remove `{known.name}`" if known.superseded else "Keep one of the two"
    return (
        f"`{known.name}` must not be installed beside {beside}: {known.clash}. {advice} and make the environment anew; "
        "removing a package does not bring back the files that it replaced."
    )
