"""What the files of a repository say of packages, put together: which of them meet in one environment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

from quantum_lint.languages import language_of
from quantum_lint.model.fact import Dependency, Manifest
from quantum_lint.parse import ancestry

#: Languages of files all of which is installed into one environment; of others a piece is, such as a step's script.
_WHOLE = frozenset(
    ("notebook", "conda-environment", "requirements", "pyproject", "pipfile", "script-metadata", "dockerfile")
)


class Mention(NamedTuple):
    """A place that asks for a package; `piece` is where in the file the text starts that it stands in."""

    path: str
    piece: int
    dependency: Dependency


def mentions(repository: Any) -> Iterator[Mention]:
    """Every place that asks for a package; what documentation tells its readers to type is left out."""
    for located in repository.located:
        if isinstance(located.fact, Dependency) and "documentation" not in repository.traits(located.path):
            yield Mention(located.path, located.piece, located.fact)


def environments(repository: Any) -> Iterator[list[Mention]]:
    """What is installed together: the mentions of a file, or of one piece of a file that has many to itself.

    Locks are for all extras and machines at once and say of no two packages that they meet.
    """
    found: dict[tuple[str, int], list[Mention]] = defaultdict(list)
    for mention in mentions(repository):
        if mention.dependency.source == "lock":
            continue
        whole = not _WHOLE.isdisjoint(ancestry(language_of(mention.path)))
        found[mention.path, 0 if whole else mention.piece].append(mention)
    yield from found.values()


class Homes:
    """The folders of projects: those that have a manifest or a lock, and the top of the repository."""

    def __init__(self, folders: frozenset[str]) -> None:
        self._folders = folders | {""}

    def of(self, path: str) -> str:
        """The folder of the project that a file belongs to: the nearest one upward."""
        return next(self.upward(path.rpartition("/")[0]))

    def upward(self, folder: str) -> Iterator[str]:
        """The projects whose folder this is or lies in, the nearest first: a workspace has one lock at its top."""
        while folder:
            if folder in self._folders:
                yield folder
            folder = folder.rpartition("/")[0]
        yield ""


def homes(repository: Any) -> Homes:
    """The projects of a repository."""
    return Homes(frozenset(path.rpartition("/")[0] for path, _ in repository.facts(Manifest)))


def together(first: Dependency, second: Dependency) -> bool:
    """Whether two dependencies of one environment are sure to meet: neither is for some machines or some users only."""
    return (
        first.marker == second.marker
        and (first.group == second.group or None in (first.group, second.group))
        and "build-system" not in (first.group, second.group)
    )
