"""What a text can wake: the rules and facts of one language, by the signs that the text must show.

A sign is a word (a card's `words`; several with spaces between them must all be there) or a regular expression
(`candidates` of a rule's module; of a rule that has both, in prose). A rule with neither is always awake. Texts without
any sign are the rule, so nothing is parsed, and nothing asked, before a sign is seen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from quantum_lint.exemptions import HINTS
from quantum_lint.languages import PROSE
from quantum_lint.match.expression import WordFinder, encoded
from quantum_lint.match.words import Words
from quantum_lint.model.named import NamedTuple
from quantum_lint.parse import COMPOSITE, OPENERS, ancestry, reachable
from quantum_lint.signs import Finder, Haystack, Search, Shared, Signs

if TYPE_CHECKING:
    from quantum_lint.model.fragment import Fragment
    from quantum_lint.plan import Live, Plan

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


class Group(NamedTuple):
    """What kind of piece a file has: its language, and whether it may hold a piece in another one."""

    language: str
    opens: bool


def group_of(fragment: Fragment) -> Group:
    """The group of a piece. Of the Markdown of a notebook, little holds a block of code."""
    return _group(fragment.language, _holds_any(fragment.text, OPENERS.get(fragment.language, ())))


def _holds_any(text: str, openers: tuple[str, ...]) -> bool:
    # One character is looked for twenty times as fast as several, and most texts lack it.
    return any(opener[0] in text and opener in text for opener in openers)


@cache
def _group(language: str, opens: bool) -> Group:
    return Group(language, opens)


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
        if language == ANY and own:
            inner.append(Signs(patterns=HINTS))  # to look for them apart took a thirtieth of a scan of notebooks
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
