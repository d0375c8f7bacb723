"""Which rules run, with which options, and which of them a text wakes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from quantum_lint import catalog
from quantum_lint.model.rule import LEVELS, PERSONAS, WORD, Options, Rule
from quantum_lint.parse import MARKS, ancestry, reachable

if TYPE_CHECKING:
    from quantum_lint.config import Settings
    from quantum_lint.knowledge import Knowledge
    from quantum_lint.model.hit import Hit

#: A rule of this language sees every top-level fragment as plain text, unparsed.
ANY = "*"
_WORDS = re.compile(WORD)

#: Facts of the repository: the languages that state them, and the words one of which a text must hold.
FACTS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...] | None]] = {
    "dependencies": (("requirements", "pyproject", "pipfile", "lock", "conda-environment"), None),
    "installs": (("shell", "script-metadata"), ("@packages",)),
    "manifests": (("requirements", "pyproject", "pipfile", "lock", "conda-environment"), None),
    "credential-uses": (("python", "shell", "yaml"), ("@settings", "@calls")),
    "submissions": (("python",), ("@modules",)),
}
#: Installs are dependencies too; they are listed apart only because they need a word in the text.
IMPLIED: Mapping[str, tuple[str, ...]] = {"dependencies": ("installs",)}


class Live(NamedTuple):
    """A rule ready to run: `check` is imported when first called for."""

    rule: Rule
    options: Options
    words: frozenset[str] | None


class Found(NamedTuple):
    """A hit with its rule and the language it was found in."""

    rule: Rule
    hit: Hit
    language: str


class Plan:
    """The selected rules of a run, by scope.

    `masking` holds the credential rules that run only to hide what they find, `needs` the kinds of facts asked for.
    With `hashing` the SHA-1 of every secret found is kept, which a baseline of detect-secrets needs.
    """

    def __init__(
        self,
        knowledge: Knowledge,
        document: tuple[Live, ...],
        repository: tuple[Live, ...] = (),
        exceptions: tuple[Live, ...] = (),
        masking: tuple[Live, ...] = (),
        needs: tuple[str, ...] = (),
        persona: str = PERSONAS[-1],
        *,
        prefilter: bool = True,
        hashing: bool = False,
    ) -> None:
        self.knowledge = knowledge
        self.document = document
        self.repository = repository
        self.exceptions = exceptions
        self.masking = masking
        self.needs = needs
        self.persona = persona
        self.prefilter = prefilter
        self.hashing = hashing
        self._checks: dict[str, catalog.Check] = {}
        self._awake: dict[tuple[str, frozenset[str]], Awake] = {}

    def check(self, live: Live) -> catalog.Check:
        """The rule's function."""
        found = self._checks.get(live.rule.name)
        if found is None:
            found = self._checks[live.rule.name] = catalog.check_of(live.rule)
        return found

    @cached_property
    def raw(self) -> tuple[Live, ...]:
        """The rules that read every text as it stands."""
        return tuple(live for live in self.document if ANY in live.rule.languages)

    @cached_property
    def masked(self) -> Plan:
        """The plan that finds only what has to be hidden and no selected rule looks for."""
        return Plan(self.knowledge, self.masking, prefilter=self.prefilter)

    @cached_property
    def _traits(self) -> frozenset[str]:
        """The traits that any rule asks for; what else a file is makes no difference."""
        return frozenset(trait for live in self.document for trait in live.rule.traits)

    def awake(self, language: str, traits: frozenset[str]) -> Awake:
        """What may run on a fragment of the language in such a file, prepared once."""
        key = language, traits & self._traits
        found = self._awake.get(key)
        if found is None:
            found = self._awake[key] = Awake(self, *key)
        return found


class Awake:
    """The rules and facts of one language in one kind of file, by the words that wake them."""

    def __init__(self, plan: Plan, language: str, traits: frozenset[str]) -> None:
        own = set(ancestry(language))
        fitting = [live for live in plan.document if traits.issuperset(live.rule.traits)]
        facts = [(FACTS[name][0], _words_of_fact(plan, name)) for name in plan.needs]
        self._prefilter = plan.prefilter
        self._own = [live for live in fitting if own.intersection(live.rule.languages)]
        self._facts = [words for languages, words in facts if own.intersection(languages)]
        asking = [*((live.rule.languages, live.words) for live in fitting), *facts]
        wanted = [
            words if inner == language else _mark(inner) or words
            for inner in reachable(language)
            for languages, words in asking
            if not set(ancestry(inner)).isdisjoint(languages)
        ]
        self._always = any(words is None for words in wanted)
        self._words = frozenset().union(*(words for words in wanted if words is not None)) if wanted else frozenset()
        self._idle = not wanted

    def words(self, text: str) -> frozenset[str] | None:
        """The words of the text that may wake something (None: everything is awake); empty: nothing to do."""
        if self._idle:
            return frozenset()
        if not self._prefilter:
            return None
        found = self._words.intersection(_WORDS.findall(text)) if self._words else frozenset()
        return found if found or not self._always else frozenset(("",))

    def rules(self, words: frozenset[str] | None) -> list[Live]:
        """The rules to run on the fragment itself."""
        return [live for live in self._own if live.words is None or words is None or not live.words.isdisjoint(words)]

    def facts(self, words: frozenset[str] | None) -> bool:
        """Whether the fragment's facts are asked for."""
        return any(wanted is None or words is None or not wanted.isdisjoint(words) for wanted in self._facts)


def _mark(language: str) -> frozenset[str] | None:
    return frozenset((MARKS[language],)) if language in MARKS else None


def _words_of_fact(plan: Plan, name: str) -> frozenset[str] | None:
    words = FACTS[name][1]
    if words is None:
        return None
    return frozenset().union(*(plan.knowledge.words(word[1:]) for word in words))


def make(
    settings: Settings,
    rules: catalog.Catalog,
    knowledge: Knowledge,
    scopes: Iterable[str] = ("document", "repository", "exceptions"),
    prefilter: bool = True,
) -> Plan:
    """The plan that the settings ask for."""
    scopes = frozenset(scopes)
    chosen = [rule for rule in rules.rules.values() if selected(rule, settings)]
    live = [_live(rule, settings) for rule in chosen if rule.scope in scopes]
    names = {each.rule.name for each in live}
    masking = [rule for rule in rules.rules.values() if rule.secret and rule.name not in names]
    needs = dict.fromkeys(need for each in live for need in each.rule.needs)
    return Plan(
        knowledge=knowledge,
        document=tuple(each for each in live if each.rule.scope == "document"),
        repository=tuple(each for each in live if each.rule.scope == "repository"),
        exceptions=tuple(each for each in live if each.rule.scope == "exceptions"),
        masking=tuple(_live(rule, settings) for rule in masking),
        needs=tuple(dict.fromkeys(need for name in needs for need in (name, *IMPLIED.get(name, ())))),
        persona=settings.persona,
        prefilter=prefilter,
    )


def selected(rule: Rule, settings: Settings) -> bool:
    """Whether the settings want the rule: a name beats a pack, a pack beats the persona."""
    for choice in (rule.name, *rule.was):
        if choice in settings.ignore:
            return False
    for choice in (rule.name, *rule.was):
        if choice in settings.select:
            return True
    if rule.pack in settings.ignore:
        return False
    wanted = not settings.select or "all" in settings.select or rule.pack in settings.select
    return wanted and visible(rule.persona, settings.persona)


def visible(persona: str, reader: str) -> bool:
    """Whether what is meant for `persona` is shown to `reader`."""
    return PERSONAS.index(persona) <= PERSONAS.index(reader)


def at_least(level: str, limit: str) -> bool:
    """Whether a severity or confidence reaches the limit."""
    return LEVELS.index(level) >= LEVELS.index(limit)


def _live(rule: Rule, settings: Settings) -> Live:
    options = Options({name: option.default for name, option in rule.options.items()})
    for name, option in rule.options.items():
        if option.policy is not None and option.policy in settings.policy:
            options[name] = settings.policy[option.policy]
    options.update(settings.options.get(rule.name, {}))
    return Live(rule, options, None if rule.words is None else frozenset(rule.words))
