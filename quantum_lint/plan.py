"""Which rules run, with which options, and which of them a text wakes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from quantum_lint import catalog
from quantum_lint.model.named import NamedTuple
from quantum_lint.model.rule import LEVELS, PERSONAS, Options, Rule
from quantum_lint.signs import Finder, Haystack
from quantum_lint.waking import FACTS, Awake, telling

if TYPE_CHECKING:
    from quantum_lint.cache import Cache
    from quantum_lint.config import Settings
    from quantum_lint.knowledge import Knowledge
    from quantum_lint.model.hit import Hit
    from quantum_lint.model.span import Span

#: Installs are dependencies too; they are listed apart only because they need a word in the text. Circuits, and what
#: they cost, are asked for where work is handed to hardware.
IMPLIED: Mapping[str, tuple[str, ...]] = {
    "dependencies": ("installs",),
    "circuits": ("submissions",),
    "cost": ("submissions",),
    "comparison": ("submissions",),
    "environment-dumps": ("printed-environments",),
}
#: What is known of a longer piece of a file is not kept for others like it.
_SHORT = 2000


class Live(NamedTuple):
    """A rule ready to run: `check` is imported when first called for.

    `by_path` are globs, each with the values that options have in the files that it names; the last one counts.
    """

    rule: Rule
    options: Options
    by_path: tuple[tuple[str, Mapping[str, Any]], ...] = ()

    def options_in(self, path: str) -> Options:
        """The options in the file at `path`."""
        if not self.by_path:
            return self.options
        from quantum_lint.config.settings import within

        given = [values for pattern, values in self.by_path if within(path, pattern)]
        return Options({**self.options, **{name: value for values in given for name, value in values.items()}})


class Found(NamedTuple):
    """A hit with its rule and the language it was found in."""

    rule: Rule
    hit: Hit
    language: str

    def is_for(self, reader: str) -> bool:
        """Whether the hit is shown to this reader."""
        return visible(self.hit.persona or "regular", reader)


class Plan:
    """The selected rules of a run, by scope.

    `masking` holds the credential rules that run only to hide what they find, `needs` the kinds of facts asked for.
    With `hashing` the SHA-1 of every secret found is kept, which a baseline of detect-secrets needs. `beside` reads
    other files of the tree, for those that use each other, and `cache` knows what files came to before.
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
        self.key = os.urandom(16)
        self.beside: Callable[[str], bytes | None] | None = None
        self.cache: Cache | None = None
        self._checks: dict[str, catalog.Check] = {}
        self._awake: dict[tuple[str, frozenset[str]], Awake] = {}
        self._narrowed: dict[tuple[tuple[str, ...], tuple[str, ...]], Plan] = {}

    def check(self, live: Live) -> catalog.Check:
        """The rule's function."""
        found = self._checks.get(live.rule.name)
        if found is None:
            found = self._checks[live.rule.name] = catalog.check_of(live.rule)
        return found

    def only(self, rules: tuple[str, ...], facts: tuple[str, ...]) -> Plan:
        """The plan of a file that nothing else in it has anything to say of."""
        found = self._narrowed.get((rules, facts))
        if found is None:
            document = tuple(live for live in self.document if live.rule.name in rules)
            found = self._narrowed[rules, facts] = Plan(
                self.knowledge, document, masking=self.masking, needs=facts, persona=self.persona
            )
            found.prefilter, found.hashing, found.key, found.beside = (
                self.prefilter,
                self.hashing,
                self.key,
                self.beside,
            )
            found.masked, found._checks = self.masked, self._checks
        return found

    @cached_property
    def masked(self) -> Plan:
        """The plan that finds only what has to be hidden and no selected rule looks for."""
        return Plan(self.knowledge, self.masking, prefilter=self.prefilter)

    @cached_property
    def secretive(self) -> Plan:
        """The plan that finds all that has to be hidden, and nothing else."""
        selected = (live for live in self.document if live.rule.secret)
        return Plan(self.knowledge, (*selected, *self.masking), prefilter=self.prefilter)

    @cached_property
    def telling(self) -> Finder:
        """Finds something in every text that shows a word of any rule or fact."""
        return telling(self)

    @cached_property
    def _traits(self) -> frozenset[str]:
        """The traits that any rule asks for; what else a file is makes no difference."""
        return frozenset(trait for live in self.document for trait in live.rule.traits)

    def haystack(self, text: str) -> Haystack:
        """What is known of a piece of a file: the steps of pipelines and the cells of notebooks are often the same."""
        return self._asked(text) if len(text) <= _SHORT else Haystack((text,))

    @cached_property
    def _asked(self) -> Callable[[str], Haystack]:
        return lru_cache(maxsize=512)(lambda text: Haystack((text,)))

    def awake(self, language: str, traits: frozenset[str]) -> Awake:
        """What may run on a fragment of the language in such a file, prepared once."""
        key = language, traits & self._traits
        found = self._awake.get(key)
        if found is None:
            found = self._awake[key] = Awake(self, *key)
        return found


def here(found: list[Found]) -> list[Found]:
    """The hits in the file itself."""
    return [each for each in found if each.hit.path is None]


def without_yielding(found: list[Found]) -> Iterator[Found]:
    """The hits without what a better rule says of the same secret."""
    for each in found:
        better = each.rule.yields
        spans = each.hit.secret or (each.hit.span,)
        if not better or not any(
            other.rule.name in better and any(span.touches(mine) for span in other.hit.secret for mine in spans)
            for other in found
        ):
            yield each


def deduplicated(found: Iterable[Found]) -> Iterator[Found]:
    """Each once, in the order of the places."""
    seen: set[tuple[str, Span]] = set()
    for each in sorted(found, key=lambda each: (each.hit.span, each.rule.name)):
        key = (each.rule.name, each.hit.span)
        if key not in seen:
            seen.add(key)
            yield each


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
    live = [_live(rule, settings) for rule in chosen if ("document" if rule.scope == "files" else rule.scope) in scopes]
    names = {each.rule.name for each in live}
    masking = [rule for rule in rules.rules.values() if rule.secret and rule.name not in names]
    needs = dict.fromkeys(need for each in live for need in each.rule.needs)
    return Plan(
        knowledge=knowledge,
        document=tuple(each for each in live if each.rule.scope == "document"),
        repository=tuple(each for each in live if each.rule.scope in ("files", "repository")),
        exceptions=tuple(each for each in live if each.rule.scope == "exceptions"),
        masking=tuple(_live(rule, settings) for rule in masking),
        needs=tuple(dict.fromkeys(need for name in needs for need in _asked(name))),
        persona=settings.persona,
        prefilter=prefilter,
    )


def _asked(need: str) -> Iterator[str]:
    """The kinds of facts that files are asked for; what something costs is not in any of them."""
    return (kind for kind in (need, *IMPLIED.get(need, ())) if kind in FACTS)


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
    configured, by_path = settings.values(rule)
    defaults = {name: option.default for name, option in rule.options.items()}
    options = Options(_listed(rule, {**defaults, **configured}))
    elsewhere = tuple((pattern, _listed(rule, given)) for pattern, given in by_path)
    return Live(rule, options, elsewhere)


def _listed(rule: Rule, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values, with a list of one for a single text where the option is a list."""
    return {
        name: [value] if isinstance(value, str) and not isinstance(rule.options[name].default, str) else value
        for name, value in values.items()
    }
