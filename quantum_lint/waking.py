"""What a text can wake: the rules and facts of one language, by the signs that the text must show.

A sign is a word (a card's `words`; several with spaces between them must all be there) or a regular expression
(`candidates` of a rule's module; of a rule that has both, in prose). A rule with neither is always awake. Texts without
any sign are the rule, so nothing is parsed, and nothing asked, before a sign is seen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property, lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeVar

from quantum_lint.languages import PROSE
from quantum_lint.match.expression import Searcher, WordFinder, bundles, decoded, encoded, searcher
from quantum_lint.match.words import Words
from quantum_lint.model.named import NamedTuple
from quantum_lint.parse import COMPOSITE, OPENERS, ancestry, reachable

if TYPE_CHECKING:
    from quantum_lint.model.fragment import Fragment
    from quantum_lint.plan import Live, Plan

Answer = TypeVar("Answer", bool, str)
#: Gives the first word that it looks for, of a text in UTF-8; an empty one stands for none.
Finder = Callable[[bytes], str]

#: A rule of this language sees every top-level fragment as plain text, unparsed.
ANY = "*"

#: Languages in which names are bound to values.
_NAMING = ("python", "shell", "yaml", "toml", "json", "ini", "dockerfile", "makefile", "jenkinsfile")
#: What installs packages; the name of one is in every command that does.
_INSTALLERS = ("pip", "pip3", "pipx", "uv", "pipenv", "pdm", "poetry", "conda", "mamba", "micromamba", "pixi")
#: Facts of the repository: the languages that state them, and the words one of which a text must hold.
FACTS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...] | None]] = {
    "dependencies": (("requirements", "pyproject", "pipfile", "lock", "conda-environment"), None),
    "installs": (("shell", "script-metadata"), ("@packages", "@advisories", *_INSTALLERS)),
    "manifests": (("requirements", "pyproject", "pipfile", "lock", "conda-environment"), None),
    "credential-uses": (_NAMING, ("@settings", "@calls")),
    "credential-values": (_NAMING, ("@settings", "@calls")),
    "environment-dumps": (("python",), ("environ", "environb", "dotenv_values")),
    "printed-environments": (("shell",), ("env", "printenv", "export", "declare", "set", "inspect")),
    "pipeline-jobs": (
        (
            "github-workflow",
            "github-action",
            "gitlab-ci",
            "azure-pipelines",
            "circleci",
            "bitbucket-pipelines",
            "jenkinsfile",
        ),
        ("jobs", "runs", "script", "extends", "steps", "sh", "bat", "powershell", "pwsh"),
    ),
    "ignore-patterns": (("gitignore",), None),
    "owners": (("codeowners",), None),
    "security-checks": (
        ("shell", "yaml", "python"),
        (
            "gitleaks",
            "betterleaks",
            "trufflehog",
            "detect secrets",
            "ggshield",
            "gitguardian",
            "secretlint",
            "Secret Detection",
            "Dependency Scanning",
            "pip audit",
            "uv audit",
            "osv scanner",
            "trivy",
            "grype",
            "snyk",
            "safety",
            "guarddog",
            "dependency review",
            "scorecard",
            "quantum lint",
        ),
    ),
    "submissions": (("python",), ("@modules",)),
    "flawed-calls": (("python",), ("@reached",)),
    "written-versions": (
        ("requirements", "conda-environment", "pyproject", "pipfile", "script-metadata", "shell"),
        ("@advisories",),
    ),
    "saved-outputs": (("notebook",), None),
    "circuits": (
        ("python", "qasm"),
        ("from_qasm_str", "qasm2 loads", "qasm3 loads", "from_ir", "openqasm", "from_qasm", "from_qasm3", "OPENQASM"),
    ),
    "circuit-reads": (("python",), ("qpy", "qpy_serialization")),
    # What a called workflow needs is known only if one that needs nothing is known, too.
    "secret-jobs": (("github-workflow", "github-action"), ("jobs", "runs")),
    # None of the words: a module is known to be about quantum hardware by any one of its files.
    "templates": (
        ("terraform", "terraform-json", "cloudformation", "cloudformation-json", "arm", "bicep", "iam-policy"),
        None,
    ),
}


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

    def rule_out(self, parts: Sequence[Searcher], joint: Searcher) -> None:
        """Ask all parts of a joint search at once; most texts have none of what they look for."""
        if not self.ask(joint):
            self._answers.update(dict.fromkeys(parts, False))

    def words(self, search: Search) -> frozenset[str]:
        """What a search says of the words of the text."""
        found = self._words.get(search)
        if found is None:
            found = self._words[search] = search.words(self)
        return found

    def known(self, look: Callable[[bytes], Answer]) -> Answer | None:
        """What it said when it was asked; None if it was not."""
        return self._answers.get(look)


class Group(NamedTuple):
    """What kind of piece a file has: its language, and whether it may hold a piece in another one."""

    language: str
    opens: bool


def group_of(fragment: Fragment) -> Group:
    """The group of a piece. Of the Markdown of a notebook, little holds a block of code."""
    text, openers = fragment.text, OPENERS.get(fragment.language, ())
    return _group(fragment.language, any(opener in text for opener in openers) if openers else False)


@cache
def _group(language: str, opens: bool) -> Group:
    return Group(language, opens)


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
        for parts, joint in self._bundles:
            haystack.rule_out(parts, joint)
        shown = [haystack.ask(search) for search in self._searchers]
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
        # It is one that others wake to. To take a text of many apart takes ten times as long as another look.
        word = haystack.ask(self._finder)
        return word in self._words.single or (word != "" and self._words.among(self._words.of(haystack.text)))

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
        return list(map(searcher, self.groups))

    @cached_property
    def _bundles(self) -> list[tuple[list[Searcher], Searcher]]:
        """Searchers of its own that one look can rule out, and what looks."""
        own = (group for group in self.groups if group not in self._shared.groups)
        several = [groups for groups in bundles(own) if len(groups) > 1]
        return [(list(map(searcher, groups)), searcher(tuple(chain(*groups)))) for groups in several]


class Awake:
    """The rules and facts of one language in one kind of file, by the signs that wake them."""

    def __init__(self, plan: Plan, language: str, traits: frozenset[str]) -> None:
        fitting = [live for live in plan.document if traits.issuperset(live.rule.traits)]
        facts = [(FACTS[name][0], _words_of_fact(plan, name)) for name in plan.needs]
        kinds = [name for name in plan.needs if _concerns(FACTS[name][0], language)]
        shared = Shared(lambda: plan.telling, plan.awake(ANY, traits).groups if language != ANY else ())
        self._prefilter = plan.prefilter
        self._openers = tuple(map(encoded, OPENERS.get(language, ())))
        signs = [(live, _signs(live, language)) for live in fitting if _concerns(live.rule.languages, language)]
        self._own = [(live, Search((each,), shared)) for live, each in signs]
        stated = [words for languages, words in facts if _concerns(languages, language)]
        wanted = [None if words is None else Words(words) for words in stated]
        self._facts = tuple(zip(kinds, wanted, strict=True))
        asking = [*((live.rule.languages, live.rule.words) for live in fitting), *facts]
        inner = [
            Signs(words or frozenset(), always=words is None)
            for each in _inside(language)
            for languages, words in asking
            if _concerns(languages, each)
        ]
        own = [each for _, each in signs]
        own += [Signs(words or frozenset(), always=words is None) for words in stated]
        if inner and language in COMPOSITE:
            own.append(Signs(always=True))  # only so is it known that a file cannot be taken apart
        self._own_search, self._search = Search(own, shared), Search([*own, *inner], shared)
        # The steps of all pipelines are made of the same few words: what these wake is found out once.
        self._spoken = lru_cache(maxsize=1000)(self._woken_by)

    @property
    def groups(self) -> tuple[tuple[str, ...], ...]:
        """The patterns that are looked for together."""
        return self._search.groups

    def words(self, haystack: Haystack) -> frozenset[str] | None:
        """The words of the text that may wake something (None: everything is awake); empty: nothing to do."""
        if self._search.idle:
            return frozenset()
        return haystack.words(self._searched(haystack)) if self._prefilter else None

    def stirs(self, haystack: Haystack) -> bool:
        """Whether one of many texts may wake anything."""
        return not self._search.idle and (not self._prefilter or self._searched(haystack).occur(haystack))

    def _searched(self, haystack: Haystack) -> Search:
        """What to look for: signs of other languages only where the text can hold a piece in one."""
        holds = haystack.opens
        if holds is None:
            holds = any(opener in haystack.data for opener in self._openers)
        return self._search if holds or not self._openers else self._own_search

    def rules(self, words: frozenset[str] | None, haystack: Haystack) -> list[Live]:
        """The rules to run on the fragment itself."""
        if words is None:
            return [live for live, _ in self._own]
        return [live for live, search in self._spoken(words) if search is None or search.wakes(words, haystack)]

    def _woken_by(self, words: frozenset[str]) -> list[tuple[Live, Search | None]]:
        """The rules that a text with these words may wake, and what to look for besides where they alone do not."""
        told = ((live, None if search.spoken(words) else search) for live, search in self._own)
        return [(live, search) for live, search in told if search is None or search.groups]

    def facts(self, words: frozenset[str] | None) -> frozenset[str]:
        """The kinds of facts that the fragment is asked for."""
        asked = (kind for kind, wanted in self._facts if wanted is None or words is None or wanted.among(words))
        return frozenset(asked)


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


def _inside(language: str) -> Iterator[str]:
    """The languages of the pieces that a text in this language may hold."""
    return (each for each in reachable(language) if each != language) if language != ANY else iter(())


def _concerns(languages: tuple[str, ...], language: str) -> bool:
    """Whether what is about `languages` is about this one: about it, or about one that it refines."""
    return not set(languages).isdisjoint(ancestry(language) if language != ANY else (ANY,))


def _signs(live: Live, language: str) -> Signs:
    if language in COMPOSITE:
        return Signs(always=True)  # what is written in the file comes in other languages
    candidates = live.rule.candidates
    if live.rule.words is not None and (candidates is None or language not in PROSE):
        return Signs(live.rule.words)
    return Signs(always=True) if candidates is None else Signs(patterns=candidates)


def telling(plan: Plan) -> Finder:
    """Finds something in every text that shows a word among the signs of any rule or fact of the plan."""
    wanted = (*(live.rule.words for live in plan.document), *(_words_of_fact(plan, name) for name in plan.needs))
    return WordFinder(frozenset().union(*(Words(words).telling for words in wanted if words)))


def _words_of_fact(plan: Plan, name: str) -> frozenset[str] | None:
    words = FACTS[name][1]
    if words is None:
        return None
    groups = (plan.knowledge.words(word[1:]) if word.startswith("@") else (word,) for word in words)
    return frozenset().union(*groups)
