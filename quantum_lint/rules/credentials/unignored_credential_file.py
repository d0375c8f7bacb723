"""Credential files of a provider that is in use, which git would take."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.ignored import ignored
from quantum_lint.match.surroundings import is_pattern
from quantum_lint.model.fact import CredentialUse, IgnorePattern
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options


def check(repository: Any, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """One hit for the repository, where it first uses a credential; none where its `.gitignore` was not read."""
    uses = [
        (path, use)
        for path, use in repository.facts(CredentialUse)
        if not repository.traits(path) & {"test", "documentation"} and not is_pattern(path)
    ]
    patterns = list(repository.facts(IgnorePattern))
    if not uses or ".gitignore" not in repository.paths():
        return
    wanted = {".env": "", **_files({use.provider for _, use in uses}, knowledge)}
    missing = [name for name in wanted if not ignored(name, patterns)]
    if missing:
        owner = wanted[missing[-1]]
        path, use = min(uses, key=lambda each: (each[1].provider != owner, each[0], each[1].span))
        yield Hit(
            span=use.span,
            note=f"The repository uses {use.name}, and .gitignore does not name {' and '.join(missing)}: one `git "
            "add .` commits the credential of whoever has such a file. Add what is missing.",
            provider=use.provider,
            path=path,
            about=" ".join(missing),
        )


def _files(providers: set[str], knowledge: Knowledge) -> dict[str, str]:
    """Names of the files that these providers' tools look for, or people put, beside the code, and whose they are."""
    return {file.paths[0]: file.provider for file in knowledge.files if file.local and file.provider in providers}
