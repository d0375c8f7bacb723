"""Text to insert into a file."""

from __future__ import annotations

from typing import NamedTuple


class Proposal(NamedTuple):
    """Text to insert at a byte of a file; `before` is None for a file that is to be made."""

    path: str
    before: bytes | None
    at: int
    text: str

    @property
    def after(self) -> bytes:
        """The file with the text in it, which ends its lines as the file does."""
        old = self.before or b""
        text = self.text.replace("\n", "\r\n") if b"\r\n" in old else self.text
        return old[: self.at] + text.encode() + old[self.at :]

    @property
    def line(self) -> int:
        """The line (from 1) that the text begins on."""
        return (self.before or b"").count(b"\n", 0, self.at) + 1


def new(path: str, text: str) -> Proposal:
    """A file that is not there yet."""
    return Proposal(path, None, 0, text)


def appended(path: str, before: bytes, text: str, gap: str = "\n") -> Proposal:
    """The text after all that the file holds, with a gap between."""
    ended = "" if not before or before.endswith(b"\n") else "\n"
    return Proposal(path, before, len(before), f"{ended}{gap if before.strip() else ''}{text}")
