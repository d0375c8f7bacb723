"""Markdown for texts of others: shown as they are, and only as much as a comment takes."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.report.parts.printable import one_line

#: A comment on GitHub takes 65,536 characters; what whoever posts it adds must fit, too.
MOST_CHARACTERS = 60_000
#: What Markdown, or a table of it, would take for its own. A comment after an @ or a # keeps it from calling anybody.
_SPECIAL = str.maketrans(
    {character: f"\\{character}" for character in "\\`*_[]<>|~"} | {sign: f"{sign}<!-- -->" for sign in "@#"}
)


def within(rows: Iterator[str], characters: int) -> Iterator[str]:
    """The rows that fit."""
    for row in rows:
        characters -= len(row) + 1
        if characters < 0:
            return
        yield row


def escaped(text: str) -> str:
    """The text as Markdown that shows it; what stands between backquotes stays code."""
    pieces = one_line(text).split("`")
    if len(pieces) % 2 == 0:  # a backquote without another is one of the text
        pieces[-2:] = ["`".join(pieces[-2:])]
    return "".join(_code(piece) if number % 2 else piece.translate(_SPECIAL) for number, piece in enumerate(pieces))


def _code(text: str) -> str:
    """A code span, in which a table still looks for its bars."""
    return f"`{text}`".replace("|", "\\|") if text.strip() else ""
