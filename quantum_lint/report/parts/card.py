"""Reading the prose of a rule's card."""

from __future__ import annotations

from collections.abc import Iterator


def section(card: str, heading: str) -> str:
    """The text under a `## heading` of the card, without the heading; empty if it has none."""
    return "\n".join(_lines_under(card, f"## {heading}")).strip()


def first_paragraph(text: str) -> str:
    """The first paragraph on one line."""
    paragraph = text.strip().partition("\n\n")[0]
    return " ".join(paragraph.split())


def _lines_under(card: str, wanted: str) -> Iterator[str]:
    inside = fenced = False
    for line in card.splitlines():
        if line.startswith("```"):
            fenced = not fenced
        if line.startswith("## ") and not fenced:
            inside = line.strip() == wanted
        elif inside:
            yield line
