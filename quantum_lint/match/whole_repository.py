"""Whether a repository is read as a whole, and where its own code reaches hardware."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from quantum_lint.model.fact import Submission

#: Files that are read only where the repository is read as a whole.
_WHOLE = (".gitignore", ".github/", ".gitlab", ".circleci/", "azure-pipelines", "bitbucket-pipelines", "Jenkinsfile")
_ASIDE = frozenset(("test", "documentation"))


def is_whole(repository: Any) -> bool:
    """Whether a file is among those read that only a repository as a whole has."""
    return any(path.startswith(_WHOLE) for path in repository.paths())


def is_pipeline(path: str) -> bool:
    """Whether the file configures the host, so that what it reaches is reached by itself."""
    return path.startswith(_WHOLE)


def is_aside(repository: Any, path: str) -> bool:
    """Whether the file is a test or documentation."""
    return not repository.traits(path).isdisjoint(_ASIDE)


def hardware_submissions(repository: Any) -> Iterator[tuple[str, Submission]]:
    """Path and fact of each call that sends work to hardware, but for those of tests and documentation."""
    for path, sent in repository.facts(Submission):
        if sent.target == "hardware" and not is_aside(repository, path):
            yield path, sent
