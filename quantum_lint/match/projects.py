"""What the files of a repository say of packages, put together: which of them belong to one project."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from quantum_lint.model.fact import Dependency


def mentions(repository: Any) -> Iterator[tuple[str, Dependency]]:
    """Path and dependency wherever a package is asked for; what documentation tells readers to type is left out."""
    for path, dependency in repository.facts(Dependency):
        if "documentation" not in repository.traits(path):
            yield path, dependency
