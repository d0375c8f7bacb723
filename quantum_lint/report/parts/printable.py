"""Text from scanned files, made safe to print: no control character of theirs reaches a terminal or a log."""

from __future__ import annotations

import re

#: Control characters, lone surrogates (bytes of a path that are no UTF-8), and the marks that reorder or hide text.
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
_CONTROL_PICTURES = 0x2400


def printable(text: str) -> str:
    """The text with every unsafe character replaced by one that shows; its length stays the same."""
    return _UNSAFE.sub(_picture, text) if _UNSAFE.search(text) else text


def one_line(text: str) -> str:
    """The text on one line, runs of white space folded into one space, and safe to print."""
    return printable(" ".join(text.split()))


def encodable(text: str) -> str:
    """The text with what cannot be written as UTF-8 replaced, and nothing else."""
    return text.encode("utf-8", "surrogatepass").decode("utf-8", "replace") if _lone(text) else text


def _picture(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(_CONTROL_PICTURES + code)
    return "\u2421" if code == 0x7F else "\ufffd"


def _lone(text: str) -> bool:
    return any("\ud800" <= character <= "\udfff" for character in text) if not text.isascii() else False
