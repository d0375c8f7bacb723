"""Words of a text that tell what it is about."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property, lru_cache

from quantum_lint.model import lazy
from quantum_lint.model.rule import WORD

_WORD = lazy.pattern(WORD)


@lru_cache(maxsize=8)
def words_of(text: str) -> frozenset[str]:
    """Every word of a text, kept for a while: of one program several rules ask."""
    return frozenset(_WORD.findall(text))


class Words:
    """Single words, and phrases: words that are a sign only together (`IBMQ save_account`).

    They are told apart when they are first asked for: most of those that a run knows never are.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._given = frozenset(words)

    @cached_property
    def _phrases(self) -> tuple[frozenset[str], ...]:
        return tuple(frozenset(each.split()) for each in self._given if " " in each)

    @cached_property
    def _parts(self) -> frozenset[str]:
        return frozenset().union(*self._phrases)

    @cached_property
    def single(self) -> frozenset[str]:
        """Each of these is a sign."""
        return frozenset(each for each in self._given if " " not in each) if self._phrases else self._given

    @cached_property
    def every(self) -> frozenset[str]:
        """All words that are signs or parts of one."""
        return self.single | self._parts

    @property
    def telling(self) -> frozenset[str]:
        """One of these is in every text that has a sign."""
        return self.single.union(max(sorted(each), key=len) for each in self._phrases)

    def of(self, text: str) -> frozenset[str]:
        """Those of the words that the text holds."""
        return self.every & words_of(text) if self.every else frozenset()

    def in_text(self, text: str) -> bool:
        """Whether the text has a sign."""
        return self.among(self.of(text))

    def among(self, found: frozenset[str]) -> bool:
        """Whether the words of a text make a sign."""
        if not self.single.isdisjoint(found):
            return True
        return not self._parts.isdisjoint(found) and any(each <= found for each in self._phrases)
