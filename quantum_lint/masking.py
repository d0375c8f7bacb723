"""The masked view: no text that leaves the engine holds a secret."""

from __future__ import annotations

import re
from collections.abc import Iterable

#: What stands for one character of a secret. Same length as the secret, so columns and carets stay right.
MASK = "*"
#: Shorter values are masked where they stand, but not wherever else the same characters occur.
SHORTEST = 6


def mask(text: str, ranges: Iterable[tuple[int, int]]) -> str:
    """The text with every character of the ranges masked; line ends are kept."""
    for start, end in ranges:
        first, last = max(start, 0), min(end, len(text))
        if first < last:
            text = text[:first] + re.sub(r"[^\r\n]", MASK, text[first:last]) + text[last:]
    return text


class Scrubber:
    """Masks known secret values wherever they occur.

    Values are looked up by their first characters: an expression of 10,000 alternatives takes 2 ms a line.
    """

    def __init__(self, values: Iterable[str]) -> None:
        self._values: dict[str, list[str]] = {}
        for value in sorted(set(values), key=lambda value: (-len(value), value)):
            if len(value) >= SHORTEST:
                self._values.setdefault(value[:SHORTEST], []).append(value)

    def scrub(self, text: str) -> str:
        """The text without any of the values."""
        for start, end in self._found(text) if self._values else ():
            text = text[:start] + MASK * (end - start) + text[end:]
        return text

    def _found(self, text: str) -> list[tuple[int, int]]:
        """Where values stand; they may overlap."""
        return [
            (start, start + len(value))
            for start in range(len(text) - SHORTEST + 1)
            for value in self._values.get(text[start : start + SHORTEST], ())
            if text.startswith(value, start)
        ]
