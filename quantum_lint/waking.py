"""What a text can wake: the rules and facts of one language, by the signs that the text must show.

A sign is a word (a card's `words`; several with spaces between them must all be there) or a regular expression
(`candidates` of a rule's module). A rule with neither is always awake. Texts without any sign are the rule, so nothing
is parsed, and nothing asked, before a sign is seen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from quantum_lint import catalog
from quantum_lint.match.expression import searcher, word_searcher
from quantum_lint.match.words import Words
from quantum_lint.parse import COMPOSITE, OPENERS, ancestry, reachable

if TYPE_CHECKING:
    from quantum_lint.plan import Live, Plan

#: A rule of this language sees every top-level fragment as plain text, unparsed.
ANY = "*"

#: Languages in which names are bound to values.
_NAMING = ("python", "shell", "yaml", "toml", "json", "ini", "dockerfile", "makefile")
#: Facts of the repository: the languages that state them, and the words one of which a text must hold.
FACTS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...] | None]] = {
    "dependencies": (("requirements", "pyproject", "pipfile", "lock", "conda-environment"), None),
    "installs": (("shell", "script-metadata"), ("@packages",)),
    "manifests": (("requirements", "pyproject", "pipfile", "lock", "conda-environment"), None),
    "credential-uses": (_NAMING, ("@settings", "@calls")),
    "credential-values": (_NAMING, ("@settings", "@calls")),
    "environment-dumps": (("python",), ("environ", "environb", "dotenv_values")),
    "printed-environments": (("shell",), ("env", "printenv", "export", "declare", "set", "inspect")),
    "ignore-patterns": (("gitignore",), None),
    "submissions": (("python",), ("@modules",)),
}


class Signs(NamedTuple):
    """The signs of one rule or kind of facts; `always` needs none."""

    words: frozenset[str] = frozenset()
    patterns: tuple[str, ...] = ()
    always: bool = False


class Search:
    """Looks for any of several signs at once."""

    def __init__(self, signs: Iterable[Signs]) -> None:
        signs = tuple(signs)
        self.idle = not signs
        self._always = any(each.always for each in signs)
        self._words = Words(frozenset().union(*(each.words for each in signs)))
        self._patterns = dict.fromkeys(each.patterns for each in signs if each.patterns)

    def words(self, text: str) -> frozenset[str]:
        """The words among the signs that the text has; an empty one stands for any other sign."""
        found = self._words.of(text)
        if self._words.among(found):
            return found
        return frozenset(("",)) if self._always or self._shows(text) else frozenset()

    def occur(self, text: str) -> bool:
        """Whether the text has any sign. For long texts: the automaton is six times faster than a set of the words."""
        return self._always or (self._named(text) and bool(self.words(text))) or self._shows(text)

    @cached_property
    def _named(self) -> Callable[[str], bool]:
        return word_searcher(self._words.telling)

    def _shows(self, text: str) -> bool:
        return any(search(text) for search in self._searchers)

    @cached_property
    def _searchers(self) -> list[Callable[[str], bool]]:
        # One for each rule: the automaton of all rules together has so many states that it is five times slower.
        return [searcher(patterns) for patterns in self._patterns]


class Awake:
    """The rules and facts of one language in one kind of file, by the signs that wake them."""

    def __init__(self, plan: Plan, language: str, traits: frozenset[str]) -> None:
        fitting = [live for live in plan.document if traits.issuperset(live.rule.traits)]
        facts = [(FACTS[name][0], _words_of_fact(plan, name)) for name in plan.needs]
        self._prefilter = plan.prefilter
        self._openers = OPENERS.get(language, ())
        self._own = [(live, Words(live.words or ())) for live in fitting if _concerns(live.rule.languages, language)]
        stated = [words for languages, words in facts if _concerns(languages, language)]
        self._facts = [None if words is None else Words(words) for words in stated]
        asking = [*((live.rule.languages, live.words) for live in fitting), *facts]
        inner = [
            Signs(words or frozenset(), always=words is None)
            for each in _inside(language)
            for languages, words in asking
            if _concerns(languages, each)
        ]
        own = [_signs(live) for live, _ in self._own]
        own += [Signs(words or frozenset(), always=words is None) for words in stated]
        if inner and language in COMPOSITE:
            own.append(Signs(always=True))  # only so is it known that a file cannot be taken apart
        self._own_search, self._search = Search(own), Search([*own, *inner])

    def words(self, text: str) -> frozenset[str] | None:
        """The words of the text that may wake something (None: everything is awake); empty: nothing to do."""
        if self._search.idle:
            return frozenset()
        return self._searched(text).words(text) if self._prefilter else None

    def stirs(self, text: str) -> bool:
        """Whether the text, which may be many texts joined by line feeds, may wake anything."""
        return not self._search.idle and (not self._prefilter or self._searched(text).occur(text))

    def _searched(self, text: str) -> Search:
        """What to look for: signs of other languages only where the text can hold a piece in one."""
        holds = not self._openers or any(opener in text for opener in self._openers)
        return self._search if holds else self._own_search

    def rules(self, words: frozenset[str] | None) -> list[Live]:
        """The rules to run on the fragment itself."""
        return [live for live, own in self._own if live.words is None or words is None or own.among(words)]

    def facts(self, words: frozenset[str] | None) -> bool:
        """Whether the fragment's facts are asked for."""
        return any(wanted is None or words is None or wanted.among(words) for wanted in self._facts)


def _inside(language: str) -> Iterator[str]:
    """The languages of the pieces that a text in this language may hold."""
    return (each for each in reachable(language) if each != language) if language != ANY else iter(())


def _concerns(languages: tuple[str, ...], language: str) -> bool:
    """Whether what is about `languages` is about this one: about it, or about one that it refines."""
    return not set(languages).isdisjoint(ancestry(language) if language != ANY else (ANY,))


def _signs(live: Live) -> Signs:
    if live.words is not None:
        return Signs(live.words)
    patterns = catalog.candidates_of(live.rule)
    return Signs(always=True) if patterns is None else Signs(patterns=patterns)


def _words_of_fact(plan: Plan, name: str) -> frozenset[str] | None:
    words = FACTS[name][1]
    if words is None:
        return None
    groups = (plan.knowledge.words(word[1:]) if word.startswith("@") else (word,) for word in words)
    return frozenset().union(*groups)
