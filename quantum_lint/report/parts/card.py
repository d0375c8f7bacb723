"""Reading the prose of a rule's card."""

from __future__ import annotations

import re
from collections.abc import Iterator

_FENCE = re.compile(r"`{3,}|~{3,}")


def section(card: str, heading: str) -> str:
    """The text under a `## heading` of the card, without the heading; empty if it has none."""
    return "\n".join(_lines_under(card, f"## {heading}")).strip()


def first_paragraph(text: str) -> str:
    """The first paragraph on one line."""
    paragraph = text.strip().partition("\n\n")[0]
    return " ".join(paragraph.split())


def _lines_under(card: str, wanted: str) -> Iterator[str]:
    inside = False
    fence = ""
    for line in card.splitlines():
        ticks = _FENCE.match(line)
        if ticks and (not fence or ticks[0].startswith(fence)):
            fence = "" if fence else ticks[0]
        if line.startswith("## ") and not fence:
            inside = line.strip() == wanted
        elif inside:
            yield line
