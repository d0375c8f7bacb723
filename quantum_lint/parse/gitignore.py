"""What git is told to ignore: one pattern a line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quantum_lint.model import lazy
from quantum_lint.model.fact import IgnorePattern
from quantum_lint.model.fragment import Document, Fragment

_PATTERN = lazy.pattern(r"^(?!#)\S(?:.*\S)?", re.MULTILINE)


class GitignoreDocument(Document):
    """The lines that are neither empty nor comments."""

    def facts(self, knowledge: object) -> Iterator[IgnorePattern]:
        """The patterns, in order."""
        for match in _PATTERN.finditer(self.fragment.text):
            yield IgnorePattern(match[0], self.span(*match.span()))


def parse(fragment: Fragment) -> GitignoreDocument:
    """The document of the fragment."""
    return GitignoreDocument(fragment)
