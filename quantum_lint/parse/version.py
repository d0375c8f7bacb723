"""One version by PEP 440, ordered as `packaging` orders it.

`packaging` is asked only where a version is more than a release or a candidate for one, which few in a manifest are:
importing it takes 2.5 of the 85 ms of a hook on a changed workflow.
"""

from __future__ import annotations

from functools import total_ordering
from typing import TYPE_CHECKING

from quantum_lint.model import lazy

if TYPE_CHECKING:
    from packaging.version import Version as Parsed

#: Numbers that are longer are no version of anything; the interpreter refuses to read those of 4,300 digits.
_PLAIN = lazy.pattern(r"([0-9]{1,18}(?:\.[0-9]{1,18})*)(?:(a|b|rc)([0-9]{1,18}))?")

#: What comes after the numbers, in order: from before a release or not, after it or not, in development or not.
Suffix = tuple[tuple[int | str, ...], int, tuple[int, ...]]
#: A release without any of that, and what a version has in place of what it lacks.
_FINAL: Suffix = ((1,), -1, (1,))
_DEVELOPED_ONLY = (-1,)


@total_ordering
class Version:
    """A version. `release` holds its numbers as they are written, `text` is the normal form of it all."""

    __slots__ = ("_order", "epoch", "local", "release", "suffix", "text")

    def __init__(
        self, release: tuple[int, ...], text: str = "", suffix: Suffix = _FINAL, epoch: int = 0, local: str = ""
    ) -> None:
        self.release = release
        self.text = text or ".".join(map(str, release))
        self.suffix = suffix
        self.epoch = epoch
        self.local = local
        self._order = (epoch, _without_zeros(release), suffix, _local_order(local))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Version) and self._order == other._order

    def __lt__(self, other: Version) -> bool:
        return self._order < other._order

    def __hash__(self) -> int:
        return hash(self._order)

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"Version({self.text!r})"

    @property
    def is_prerelease(self) -> bool:
        """Whether it is from before its release."""
        return self.suffix[0] != _FINAL[0] or self.suffix[2] != _FINAL[2]

    @property
    def public(self) -> Version:
        """The version that a local build was made from."""
        return Version(self.release, self.text.partition("+")[0], self.suffix, self.epoch) if self.local else self

    def after(self, length: int) -> Version:
        """The version after all that start with the first `length` numbers of this one."""
        *kept, last = self.release[: max(length, 1)]
        numbers = (*kept, last + 1)
        return Version(numbers, f"{self.epoch}!{'.'.join(map(str, numbers))}" if self.epoch else "", epoch=self.epoch)


def version_of(text: str) -> Version | None:
    """The version, or None where the text is none by PEP 440."""
    plain = _PLAIN.fullmatch(text)
    if plain:
        return _plain(*plain.groups())
    from packaging.version import Version as Parsed

    try:
        found = Parsed(text)
    except ValueError:  # also of numbers that are too long
        return None
    return Version(found.release, str(found), _suffix(found), found.epoch, found.local or "")


def _plain(numbers: str, phase: str | None, count: str | None) -> Version:
    found = Version(tuple(map(int, numbers.split("."))))
    if not phase or not count:
        return found
    return Version(found.release, f"{found.text}{phase}{int(count)}", ((0, phase, int(count)), *_FINAL[1:]))


def _suffix(found: Parsed) -> Suffix:
    before: tuple[int | str, ...] = found.pre or _FINAL[0]
    if found.pre:
        before = (0, *found.pre)
    elif found.dev is not None and found.post is None:
        before = _DEVELOPED_ONLY
    after = _FINAL[1] if found.post is None else found.post
    return before, after, _FINAL[2] if found.dev is None else (0, found.dev)


def _without_zeros(release: tuple[int, ...]) -> tuple[int, ...]:
    length = len(release)
    while length and not release[length - 1]:
        length -= 1
    return release[:length]


def _local_order(local: str) -> tuple[tuple[int, str], ...]:
    """Numbers come after words, and in their own order."""
    parts = local.split(".") if local else []
    return tuple((int(part), "") if part.isdigit() else (-1, part) for part in parts)
