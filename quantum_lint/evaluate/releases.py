"""Releases of an SDK that a program can be for: from the first that its tree declares to the one that ends it."""

from __future__ import annotations

from typing import NamedTuple

#: The first two numbers of a version.
Release = tuple[int, int]


class Releases(NamedTuple):
    """All from `first` on, up to `end`, which is the first that is not meant. None is no bound."""

    first: Release | None = None
    end: Release | None = None

    def narrowed(self, other: Releases) -> Releases:
        """Those that both mean."""
        firsts = [each for each in (self.first, other.first) if each is not None]
        ends = [each for each in (self.end, other.end) if each is not None]
        return Releases(max(firsts, default=None), min(ends, default=None))

    def within(self, first: Release, end: Release) -> bool:
        """Whether all of them are from `first` on and before `end`."""
        return self.first is not None and self.end is not None and first <= self.first and self.end <= end


ANY = Releases()
