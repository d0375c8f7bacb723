"""Which environment a file or a section is for: production, staging, development or test."""

from __future__ import annotations

import re
from collections.abc import Iterable

from quantum_lint.model import lazy

_KINDS = {
    "production": ("prod", "production", "live"),
    "staging": ("stage", "staging", "preprod", "preproduction"),
    "development": ("dev", "develop", "development", "local"),
    "test": ("test", "testing", "tests", "qa", "ci"),
}
_KIND_OF = {word: kind for kind, words in _KINDS.items() for word in words}
#: Files that show how a real one would look.
_PATTERN = lazy.pattern(r"(?i)example|sample|template|\.dist$")


def surroundings(path: str, within: Iterable[str]) -> str | None:
    """The environment that the names of sections, or else the name and the folder of the file, speak of."""
    for name in (*reversed(tuple(within)), *reversed(path.split("/")[-2:])):
        kinds = {_KIND_OF[word] for word in re.split(r"[^a-z]+", name.lower()) if word in _KIND_OF}
        if len(kinds) == 1:
            return kinds.pop()
    return None


def is_pattern(path: str) -> bool:
    """Whether the file only shows how a real one would look."""
    return _PATTERN.search(path) is not None
