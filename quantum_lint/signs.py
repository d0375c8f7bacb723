"""Signs in texts, words and expressions, and what looks for many of them at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import chain
from typing import Any, TypeVar

from quantum_lint.match.expression import Searcher, WordFinder, bundles, decoded, encoded, searcher
from quantum_lint.match.words import Words
from quantum_lint.model.named import NamedTuple

Answer = TypeVar("Answer", bool, str)
#: Gives the first word that it looks for, of a text in UTF-8; an empty one stands for none.
Finder = Callable[[bytes], str]
#: Bytes of texts that are taken apart before an automaton is made that finds words in them faster.
_WORTH_A_FINDER = 1 << 20
#: Patterns, and what looks for any of them.
Look = tuple[tuple[str, ...], Searcher]


class Signs(NamedTuple):
    """The signs of one rule or kind of facts; `always` needs none."""

    words: frozenset[str] = frozenset()
    patterns: tuple[str, ...] = ()
    always: bool = False


class Haystack:
    """Texts (or their UTF-8) that signs are looked for in, encoded once; what was asked is known from then on.

    A haystack `within` a larger one is not searched for what that one is known not to hold. `opens` tells whether it
    may hold a piece in another language, where that is known.
    """

    def __init__(
        self, texts: Sequence[str] | Sequence[bytes], within: Haystack | None = None, opens: bool | None = None
    ) -> None:
        self._texts = texts
        self._answers: dict[Callable[[bytes], Any], Any] = {}
        self._words: dict[Search, frozenset[str]] = {}
        self.within = within
        self.opens = opens

    @cached_property
    def text(self) -> str:
        """The texts, joined by line feeds."""
        return "\n".join(map(decoded, self._texts))

    @cached_property
    def data(self) -> bytes:
        """The text in UTF-8."""
        return b"\n".join(map(encoded, self._texts))

    def ask(self, look: Callable[[bytes], Answer]) -> Answer:
        """What a searcher or finder says of the text."""
        found: Answer | None = self.known(look)
        if found is None:
            known = self.within.known(look) if self.within else None
            found = self._answers[look] = known if known is not None and not known else look(self.data)
        return found

    def rule_out(self, searchers: Iterable[Searcher]) -> None:
        """Know of these that they find nothing, from what others found."""
        self._answers.update(dict.fromkeys(searchers, False))

    def words(self, search: Search) -> frozenset[str]:
        """What a search says of the words of the text."""
        found = self._words.get(search)
        if found is None:
            found = self._words[search] = search.words(self)
        return found

    def known(self, look: Callable[[bytes], Answer]) -> Answer | None:
        """What it said when it was asked; None if it was not."""
        return self._answers.get(look)


class Shared(NamedTuple):
    """What the searches of a run have in common: what finds any word that tells of a sign, and groups of patterns."""

    words: Callable[[], Finder]
    groups: tuple[tuple[str, ...], ...] = ()


class Search:
    """Looks for any of several signs at once.

    Patterns of the signs that make up one of `shared.groups` are looked for apart, and words together with
    `shared.words`: so different searches of one file are one search, and made once.
    """

    def __init__(self, signs: Iterable[Signs], shared: Shared | None = None) -> None:
        signs = tuple(signs)
        self.idle = not signs
        self._always = any(each.always for each in signs)
        self._taken_apart = 0
        self._signs = tuple(each.words for each in signs)
        self._shared = shared or Shared(lambda: WordFinder(self._words.telling))
        self.groups = tuple(
            dict.fromkeys(group for each in signs for group in _grouped(each.patterns, self._shared.groups))
        )

    def words(self, haystack: Haystack) -> frozenset[str]:
        """The words among the signs that the text has; an empty one stands for any other sign."""
        # For the many pieces of a file the automaton is six times faster; for one it would have to be made first.
        named = bool(self._words.every) and (haystack.within is None or haystack.ask(self._telling) != "")
        found = self._words.of(haystack.text) if named else frozenset()
        if self._words.among(found):
            return found
        return frozenset(("",)) if self._always or self._shows(haystack) else frozenset()

    def occur(self, haystack: Haystack) -> bool:
        """Whether a text made of many has any sign; which signs it lacks is known from then on."""
        shown = [haystack.ask(search) for search in self._searchers]
        haystack.rule_out(part for part, looks in self._parts if not any(map(haystack.known, looks)))
        return self._always or any(shown) or self._spelled(haystack)

    def spoken(self, words: frozenset[str]) -> bool:
        """Whether these words are a sign, or none is needed."""
        return self._always or self._words.among(words)

    def wakes(self, words: frozenset[str], haystack: Haystack) -> bool:
        """Whether the text, whose words are given, has any sign."""
        return self.spoken(words) or self._shows(haystack)

    def _spelled(self, haystack: Haystack) -> bool:
        if not self._words.every:
            return False
        word = haystack.ask(self._telling)
        if word == "" or word in self._words.single:
            return word != ""
        return self._spelled_again(haystack)

    def _spelled_again(self, haystack: Haystack) -> bool:
        """Whether words are a sign, where others wake to the first.

        To take a text of many apart takes ten times as long as to look again, but to make what looks takes as long as
        to take a megabyte apart: the texts of most languages in which it happens are less together.
        """
        self._taken_apart += len(haystack.data)
        word = haystack.ask(self._finder) if self._taken_apart > _WORTH_A_FINDER else None
        if word == "" or word in self._words.single:
            return word != ""
        return self._words.among(self._words.of(haystack.text))

    @cached_property
    def _words(self) -> Words:
        return _told_apart(self._signs[0] if len(self._signs) == 1 else frozenset().union(*self._signs))

    @cached_property
    def _telling(self) -> Finder:
        return self._shared.words()

    @cached_property
    def _finder(self) -> Finder:
        return WordFinder(self._words.telling)

    def _shows(self, haystack: Haystack) -> bool:
        return any(map(haystack.ask, self._searchers))

    @cached_property
    def _searchers(self) -> list[Searcher]:
        shared = chain(*map(bundles, filter(self._shared.groups.__contains__, self.groups)))
        return [*map(searcher, shared), *(look for _, look in self._looks)]

    @cached_property
    def _looks(self) -> list[Look]:
        """What looks for all patterns of its own: for those of several rules together, as most texts have none."""
        return _looks(tuple(dict.fromkeys(chain(*self._own))))

    @cached_property
    def _parts(self) -> list[tuple[Searcher, list[Searcher]]]:
        """What a search for the patterns of one rule asks, and what of its own looks for any of these."""
        return [
            (part, [look for together, look in self._looks if not set(patterns).isdisjoint(together)])
            for patterns, part in chain(*map(_looks, self._own))
        ]

    @property
    def _own(self) -> list[tuple[str, ...]]:
        return [group for group in self.groups if group not in self._shared.groups]


@lru_cache(maxsize=256)
def _told_apart(words: frozenset[str]) -> Words:
    """The words and phrases of a sign, once for all rules that wake to the same: a third of them do."""
    return Words(words)


def _grouped(patterns: tuple[str, ...], shared: Sequence[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """The patterns as those of the shared groups that are all among them, and the rest."""
    rest = set(patterns)
    for group in shared:
        if rest.issuperset(group):
            rest.difference_update(group)
            yield group
    if rest:
        yield tuple(pattern for pattern in patterns if pattern in rest)


def _looks(patterns: tuple[str, ...]) -> list[Look]:
    return [(each, searcher(each)) for each in bundles(patterns)]
