"""Whether somebody owns a file, by the patterns of a CODEOWNERS file."""

from __future__ import annotations

import re
from collections.abc import Iterable

from quantum_lint.model.fact import OwnedPaths

#: Pieces of a pattern, and what they stand for.
_WILD = {"**/": r"(?:.*/)?", "/**": r"/.*", "**": r".*", "*": r"[^/]*", "?": r"[^/]"}
_PIECES = re.compile(r"\*\*/|/\*\*$|\*\*|\*|\?")
#: Where hosts look for the file; the first that is there counts.
PLACES = (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS", ".bitbucket/CODEOWNERS")


def owned(path: str, patterns: Iterable[OwnedPaths]) -> bool:
    """Whether the last pattern that fits the path names an owner. A section's default owner is not known of."""
    return next((each.owned for each in reversed(tuple(patterns)) if _expression(each.pattern).match(path)), False)


def _expression(pattern: str) -> re.Pattern[str]:
    """A pattern as git reads those of `.gitignore`: one with a slash inside counts from the root."""
    anchored = "/" in pattern.rstrip("/")
    body = pattern.removeprefix("/")
    pieces, at = ["" if anchored else r"(?:.*/)?"], 0
    for match in _PIECES.finditer(body):
        pieces += [re.escape(body[at : match.start()]), _WILD[match[0]]]
        at = match.end()
    pieces.append(re.escape(body[at:].rstrip("/")))
    # A star at the end of a path names the files of that folder and not those below it.
    below = "" if anchored and body.endswith("/*") else r"(?:/.*)?"
    return re.compile("".join(pieces) + below + r"\Z")
