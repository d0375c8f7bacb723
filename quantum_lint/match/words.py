"""Words of a text that tell what it is about."""

from __future__ import annotations

import re
from collections.abc import Iterable

from quantum_lint.model.rule import WORD

_WORD = re.compile(WORD)


class Words:
    """Single words, and phrases: words that are a sign only together (`IBMQ save_account`)."""

    def __init__(self, words: Iterable[str]) -> None:
        words = frozenset(words)
        split = [frozenset(each.split()) for each in words if " " in each]
        #: Each of these is a sign.
        self.single = frozenset(each for each in words if " " not in each) if split else words
        self._phrases = tuple(split)
        self.every = self.single.union(*self._phrases)
        #: One of these is in every text that has a sign.
        self.telling = self.single.union(max(sorted(each), key=len) for each in self._phrases)

    def of(self, text: str) -> frozenset[str]:
        """Those of the words that the text holds."""
        return self.every.intersection(_WORD.findall(text)) if self.every else frozenset()

    def in_text(self, text: str) -> bool:
        """Whether the text has a sign."""
        return self.among(self.of(text))

    def among(self, found: frozenset[str]) -> bool:
        """Whether the words of a text make a sign."""
        return not self.single.isdisjoint(found) or any(each <= found for each in self._phrases)
