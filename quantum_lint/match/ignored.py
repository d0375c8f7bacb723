"""Whether git ignores a file, by the patterns of the `.gitignore` files above it."""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase

from quantum_lint.model.fact import IgnorePattern


def ignored(name: str, patterns: Iterable[tuple[str, IgnorePattern]]) -> bool:
    """Whether a file of this name at the root, or everywhere, is ignored: the last pattern that fits decides.

    A `name` with wildcards stands for files of which nobody knows what they are called: whoever ignores one of them has
    thought of it. `patterns` come with the paths of their files; those in folders say nothing of the root.
    """
    result = False
    for path, each in patterns:
        kept = each.pattern.startswith("!")
        pattern = each.pattern.removeprefix("!").removeprefix("/").removeprefix("**/")
        if path == ".gitignore" and (fnmatchcase(name, pattern) or (not kept and fnmatchcase(pattern, name))):
            result = not kept
    return result
