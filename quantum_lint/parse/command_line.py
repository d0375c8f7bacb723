"""A program and its arguments, given one by one, as the line of shell that would say the same."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quantum_lint.model import lazy
from quantum_lint.model.span import TextMap
from quantum_lint.parse.joined_text import JoinedText

_PLAIN = lazy.pattern(r"[A-Za-z0-9_@%+=:,./~^-]+")


def command_line(arguments: Sequence[tuple[str, TextMap]]) -> tuple[str, TextMap]:
    """The line, quoted where the shell would read more than the words, and its map to where the words stand.

    Each argument comes decoded and with the map to the text that the whole line is mapped to.
    """
    line = JoinedText()
    for number, (text, inner) in enumerate(arguments):
        at = inner.start(0)
        if number:
            line.insert(" ", at)
        if _PLAIN.fullmatch(text):
            line.copy(text, inner, 0, len(text))
        else:
            _quote(line, text, inner)
    return line.build()


def joined(texts: Sequence[tuple[str, TextMap]], between: str) -> tuple[str, TextMap]:
    """The texts as they are, with `between` after each but the last, and the map of the whole."""
    line = JoinedText()
    for number, (text, inner) in enumerate(texts):
        if number:
            line.insert(between, inner.start(0))
        line.copy(text, inner, 0, len(text))
    return line.build()


def _quote(line: JoinedText, text: str, inner: TextMap) -> None:
    """Between single quotes, where only the single quote itself needs care."""
    line.insert("'", inner.start(0))
    start = 0
    for match in re.finditer("'", text):
        line.copy(text, inner, start, match.start())
        line.insert("'\\", inner.start(match.start()))
        line.copy(text, inner, match.start(), match.end())
        line.insert("'", inner.end(match.end()))
        start = match.end()
    line.copy(text, inner, start, len(text))
    line.insert("'", inner.end(len(text)))
