"""Finds the line of a key in TOML text, because the parser of the standard library tells values without places."""

from __future__ import annotations

import re
from collections.abc import Iterator

_PART = r"(?:[A-Za-z0-9_-]+|\"[^\"]*\"|'[^']*')"
_DOTTED = rf"{_PART}(?:\s*\.\s*{_PART})*"
_HEADER = re.compile(rf"\s*\[\[?\s*({_DOTTED})\s*\]")
_ASSIGNMENT = re.compile(rf"\s*({_DOTTED})\s*=")


def line_of(text: str, path: tuple[str, ...], value: str | None = None) -> int:
    """The line (from 1) where the key at `path` is written, or the nearest thing above it that is.

    With `value`, the line from there on that holds it in quotes: an item of a list that spans lines.
    """
    best, depth = 1, 0
    for number, written in _keys(text):
        shared = _shared(written, path)
        if shared == len(written) and shared > depth:
            best, depth = number, shared
    return best if value is None else _line_of_value(text, best, value)


def _keys(text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), 1):
        if header := _HEADER.match(line):
            table = _parts(header[1])
            yield number, table
        elif assignment := _ASSIGNMENT.match(line):
            yield number, (*table, *_parts(assignment[1]))


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in re.findall(_PART, dotted))


def _shared(first: tuple[str, ...], second: tuple[str, ...]) -> int:
    """How many leading parts the two have in common."""
    count = 0
    for one, other in zip(first, second, strict=False):
        if one != other:
            break
        count += 1
    return count


def _line_of_value(text: str, first: int, value: str) -> int:
    for number, line in enumerate(text.splitlines()[first - 1 :], first):
        if f'"{value}"' in line or f"'{value}'" in line:
            return number
    return first
