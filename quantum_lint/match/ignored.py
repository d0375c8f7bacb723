"""Whether git ignores a file, by the patterns of the `.gitignore` files above it."""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase

from quantum_lint.model.fact import IgnorePattern


def ignored(name: str, patterns: Iterable[tuple[str, IgnorePattern]]) -> bool:
    """Whether a file of this name at the root, or everywhere, is ignored: the last pattern that fits decides.

    `patterns` come with the paths of their files; those in folders say nothing of the root.
    """
    result = False
    for path, each in patterns:
        kept = each.pattern.startswith("!")
        if path == ".gitignore" and _fits(name, each.pattern.lstrip("!")):
            result = not kept
    return result


def _fits(name: str, pattern: str) -> bool:
    """A pattern for folders fits no file, one with a folder in it no file at the root."""
    return fnmatchcase(name, pattern.removeprefix("/").removeprefix("**/"))
