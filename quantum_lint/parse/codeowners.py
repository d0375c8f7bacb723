"""Who owns which files: a pattern and its owners on each line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quantum_lint.model import lazy
from quantum_lint.model.fact import OwnedPaths
from quantum_lint.model.fragment import Document, Fragment

#: A pattern, in which a space may be escaped, and what follows; lines of GitLab's sections are something else.
_LINE = lazy.pattern(r"^[ \t]*(?P<pattern>(?![#\[^])(?:\\.|[^\s\\])+)(?P<owners>[^\n#]*)", re.MULTILINE)


class CodeownersDocument(Document):
    """The lines that name a pattern."""

    def facts(self, knowledge: object) -> Iterator[OwnedPaths]:
        """The patterns, in order."""
        for match in _LINE.finditer(self.fragment.text):
            pattern = match["pattern"].replace("\\ ", " ")
            yield OwnedPaths(pattern, bool(match["owners"].strip()), self.span(*match.span("pattern")))


def parse(fragment: Fragment) -> CodeownersDocument:
    """The document of the fragment."""
    return CodeownersDocument(fragment)
