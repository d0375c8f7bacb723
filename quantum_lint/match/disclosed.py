"""What a text gives away that is no secret: where it stands, what it is, whose it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from quantum_lint.match.expression import compile_expression
from quantum_lint.model.known import Identifier

#: Numbers and names that documentation fills in: runs of one digit, and digits or letters in order.
_MADE_UP = r"123456789012|(?:0123|1234)56789|abcdef012345|([0-9a-f])\1{7}|(?:1111)(?:2222)|4444(?:5555)"


class Disclosed(NamedTuple):
    """Characters `start` to `end` say `name`; `provider` is None where the text does not tell."""

    name: str
    start: int
    end: int
    provider: str | None = None


def distinct(text: str, found: Iterable[Disclosed]) -> Iterator[Disclosed]:
    """The first of each value: what an output repeats is one thing to mend."""
    seen = set()
    for each in found:
        value = text[each.start : each.end]
        if value not in seen:
            seen.add(value)
            yield each


class Summary(NamedTuple):
    """All that a text gives away of one kind: the `first`, how many others follow (in words), and where they are."""

    first: Disclosed
    more: str
    ranges: tuple[tuple[int, int], ...]


def summed(text: str, found: Iterable[Disclosed]) -> Iterator[Summary]:
    """What was found as one, if there is anything: one deletion mends it all."""
    everything = sorted(found, key=lambda each: each.start)
    values = list(distinct(text, everything))
    if values:
        more = f" and {len(values) - 1} more" if len(values) > 1 else ""
        yield Summary(values[0], more, tuple((each.start, each.end) for each in everything))


def shaped(text: str, rows: Iterable[Identifier]) -> Iterator[Disclosed]:
    """What has a shape that is known, and its context before it in the line where the shape needs one."""
    lowered = text.lower()
    for row in rows:
        if row.context and not any(word in lowered for word in row.context):
            continue
        for match in _expression(row.pattern, row.boundary).finditer(text):
            start, end = match.span(1)
            if (not row.context or _in_line(text, start, row.context)) and not is_made_up(match[1]):
                yield Disclosed(row.name, start, end, row.provider)


def signs(rows: Iterable[Identifier]) -> Iterator[str]:
    """For each row a regular expression that occurs in every text with a value of it."""
    for row in rows:
        yield f"(?i:{'|'.join(map(re.escape, row.context))})" if row.context else f"(?:{row.pattern})"


def before(text: str, start: int) -> str:
    """What stands before `start` in its line, as far as it may matter."""
    return text[max(text.rfind("\n", 0, start) + 1, start - 200) : start]


def is_made_up(value: str) -> bool:
    """Whether the value is one that documentation uses where everybody has another."""
    return re.search(_MADE_UP, value) is not None


@lru_cache(maxsize=64)
def _expression(pattern: str, boundary: str) -> Any:
    around = (f"(?:^|[^{boundary}])", f"(?:[^{boundary}]|$)") if boundary else ("", "")
    return compile_expression(f"{around[0]}({pattern}){around[1]}")


def _in_line(text: str, start: int, words: tuple[str, ...]) -> bool:
    line = before(text, start).lower()
    return any(word in line for word in words)
