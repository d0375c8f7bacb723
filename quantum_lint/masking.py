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
    """Masks known secret values wherever they occur."""

    def __init__(self, values: Iterable[str]) -> None:
        known = sorted({value for value in values if len(value) >= SHORTEST}, key=lambda value: (-len(value), value))
        self._pattern = re.compile("|".join(map(re.escape, known))) if known else None

    def scrub(self, text: str) -> str:
        """The text without any of the values."""
        if self._pattern is None or not text:
            return text
        return self._pattern.sub(lambda match: MASK * len(match[0]), text)
