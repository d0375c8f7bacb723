"""Finds the line of a key in TOML text, because the parser of the standard library tells values without places."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

_PART = r"(?:[A-Za-z0-9_-]+|\"[^\"]*\"|'[^']*')"
_DOTTED = rf"{_PART}(?:\s*\.\s*{_PART})*"
_HEADER = re.compile(rf"\s*(\[\[?)\s*({_DOTTED})\s*\]")
_ASSIGNMENT = re.compile(rf"\s*({_DOTTED})\s*=")


def line_of(text: str, path: tuple[str, ...], value: str | None = None) -> int:
    """The line (from 1) where the key at `path` is written, or the nearest thing above it that is.

    Of several tables with a name in double brackets, the first is `0`: `("cost", "plan", "0", "route")`.

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
    several: Counter[tuple[str, ...]] = Counter()
    for number, line in enumerate(text.splitlines(), 1):
        if header := _HEADER.match(line):
            table = _numbered(_parts(header[2]), several)
            if header[1] == "[[":
                several[table] += 1
                table = (*table, str(several[table] - 1))
            yield number, table
        elif assignment := _ASSIGNMENT.match(line):
            yield number, (*table, *_parts(assignment[1]))


def _numbered(table: tuple[str, ...], several: Mapping[tuple[str, ...], int]) -> tuple[str, ...]:
    """The name of a table with the number of the one that it is in, if that is one of several."""
    for length in range(1, len(table)):
        if table[:length] in several:
            return (*table[:length], str(several[table[:length]] - 1), *table[length:])
    return table


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
