"""What a project says of a package in its own manifests, and the other places that install it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from quantum_lint.languages import language_of
from quantum_lint.match.projects import Mention, mentions
from quantum_lint.model.fact import Dependency
from quantum_lint.parse import ancestry
from quantum_lint.parse.ranges import allows, range_of
from quantum_lint.parse.versions import exact

#: Files that say what their folder's project needs.
_MANIFESTS = frozenset((
    "pyproject.toml", "pixi.toml", "pipfile", "setup.py", "setup.cfg", "requirements.txt", "requirements.in",
    "environment.yml", "environment.yaml",
))  # fmt: skip
#: Folders of a project that hold files of the project and no project of their own.
_PARTS = frozenset(("requirements", "binder", ".binder", ".devcontainer", "docker", ".docker", ".github", "ci", ".ci"))
#: What a further file of requirements may be for that still means the same environment.
_ADDITIONS = frozenset((
    "requirements", "requirement", "constraints", "constraint", "environment", "dev", "development", "test", "tests",
    "testing", "doc", "docs", "lint", "ci", "base", "main", "notebook", "notebooks", "binder", "docker", "prod",
))  # fmt: skip
#: Words in the names of folders that keep what was, with the versions of its time.
_KEPT = frozenset(
    ("old", "older", "archive", "archived", "archives", "legacy", "deprecated", "obsolete", "previous", "versions")
)
_DECLARING = frozenset(("requirements", "pyproject", "pipfile", "conda-environment", "setup-cfg"))
_PIPELINES = (".github/", ".gitlab", ".circleci/", "azure-pipelines", "bitbucket-pipelines", "jenkinsfile")


class Contradiction(NamedTuple):
    """A place that asks for versions of a package which the project's own `statement` excludes."""

    place: Mention
    statement: Mention


def contradictions(repository: Any, packages: Iterable[str]) -> Iterator[Contradiction]:
    """Every place that contradicts its project, one for each package and file."""
    wanted = frozenset(packages)
    stated: dict[tuple[str, str], list[Mention]] = defaultdict(list)
    places: dict[tuple[str, str], list[Mention]] = defaultdict(list)
    for mention in mentions(repository):
        name = mention.dependency.name
        if name in wanted and mention.dependency.source != "lock" and mention.dependency.group != "build-system":
            folder = _project(mention.path) if is_statement(mention.path) else None
            if folder is None:
                places[mention.path, name].append(mention)
            else:
                stated[folder, name].append(mention)
    for (path, name), asked in places.items():
        yield from _contradiction(asked, list(_statements(path, name, stated)))
    for statements in stated.values():
        yield from _among(statements)


def is_statement(path: str) -> bool:
    """Whether the file is where a project says what it needs."""
    return path.rpartition("/")[2].lower() in _MANIFESTS


def _project(path: str) -> str:
    """The folder of the project that a file belongs to."""
    folders = path.split("/")[:-1]
    while folders and folders[-1].lower() in _PARTS:
        folders.pop()
    return "/".join(folders)


def _statements(path: str, name: str, stated: Mapping[tuple[str, str], Sequence[Mention]]) -> Iterator[list[Mention]]:
    """What the projects say that a file may belong to: of a pipeline any, of another file the nearest one upward."""
    if path.lower().startswith(_PIPELINES):
        yield from (list(each) for (_, package), each in stated.items() if package == name)
        return
    if not _adds(path):
        return
    folders = _project(path).split("/")
    for depth in range(len(folders), -1, -1):
        found = stated.get(("/".join(folders[:depth]), name))
        if found:
            yield list(found)
            return


def _adds(path: str) -> bool:
    """Whether a file is for the environment of its project, and no variant with an environment of its own."""
    if not _KEPT.isdisjoint(re.findall(r"[a-z]+", path.rpartition("/")[0].lower())):
        return False
    language = language_of(path)
    if _DECLARING.isdisjoint(ancestry(language)):
        return True
    stem = path.rpartition("/")[2].rpartition(".")[0].lower().replace("_", "-")
    return _ADDITIONS.issuperset(stem.split("-"))


def _contradiction(asked: list[Mention], projects: list[list[Mention]]) -> Iterator[Contradiction]:
    """The file's first mention of the package, where all that it says of it excludes all that every project says."""
    if projects and _agree(asked) and all(_excludes(asked, each) for each in projects):
        yield Contradiction(asked[0], projects[0][0])


def _among(statements: Sequence[Mention]) -> Iterator[Contradiction]:
    """Manifests of one project that exclude each other."""
    by_path: dict[str, list[Mention]] = defaultdict(list)
    for mention in statements:
        by_path[mention.path].append(mention)
    first, *others = by_path.values()
    for other in others:
        if _excludes(other, first):
            yield Contradiction(other[0], first[0])


def _agree(mentions: Sequence[Mention]) -> bool:
    """Whether a file does not contradict itself: one that installs this version and then that one tries versions."""
    return not any(
        disjoint(one.dependency, other.dependency)
        for number, one in enumerate(mentions)
        for other in mentions[number + 1 :]
    )


def _excludes(mentions: Sequence[Mention], others: Sequence[Mention]) -> bool:
    return all(disjoint(one.dependency, other.dependency) for one in mentions for other in others)


def disjoint(one: Dependency, other: Dependency) -> bool:
    """Whether no version fits both; False where that is not known."""
    if one.url or other.url or not one.specifier or not other.specifier:
        return False
    for pinned, asked in ((one, other), (other, one)):
        version = exact(pinned.specifier)
        if version is not None:
            return allows(asked.specifier, version) is False
    first, second = range_of(one.specifier), range_of(other.specifier)
    return first is not None and second is not None and first.narrowed(second).empty
