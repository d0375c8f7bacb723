"""Colours of a terminal, or none."""

from __future__ import annotations

from collections.abc import Callable

#: What each kind of text looks like: the parameters of the escape sequence that selects it.
_LOOKS: dict[str, str] = {
    "high": "1;31",
    "medium": "1;33",
    "low": "1;36",
    "path": "1",
    "rule": "1",
    "quiet": "2",
    "gutter": "34",
    "good": "32",
    "alarm": "1;97;41",
}
Paint = Callable[[str, str], str]


def plain(look: str, text: str) -> str:
    """The text as it is."""
    return text


def coloured(look: str, text: str) -> str:
    """The text in the look of that name."""
    return f"\x1b[{_LOOKS[look]}m{text}\x1b[0m" if text else text


def painter(colour: bool) -> Paint:
    """The function `(look, text) -> text` for a terminal with or without colours."""
    return coloured if colour else plain
