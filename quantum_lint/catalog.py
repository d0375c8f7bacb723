"""The rule cards: front matter to `Rule`, and which rules a text can wake.

A card is found by standing in `rules/<pack>/`; nothing lists it. Its code, if it has any, is the module of the same
name in `quantum_lint/rules/<pack>/`; a card with a `[match]` table has no code.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

from quantum_lint import knowledge
from quantum_lint.cards import CardError, front_matter, line_of, read, split
from quantum_lint.compiled import compiled, rules_folder
from quantum_lint.languages import PROSE
from quantum_lint.model import lazy
from quantum_lint.model.named import NamedTuple
from quantum_lint.model.rule import Option, Options, Rule

if TYPE_CHECKING:
    from quantum_lint.knowledge import Knowledge
    from quantum_lint.model.hit import Hit

Check = Callable[[Any, Options, "Knowledge"], "Iterator[Hit]"]

#: How often something may be repeated. RE2 writes out every repetition: 405 of them took a third of its time to compile
#: what wakes the rules about credentials, and a hook compiles that each time.
_AT_MOST = lazy.pattern(r"(?<!\\)\{([0-9]+),[0-9]+\}")

#: Folders of `rules/` that hold knowledge, not cards.
NOT_PACKS = frozenset({"providers", "devices", "hosts"})


class Catalog(NamedTuple):
    """All rules by name, in name order, and the old names that still mean one of them."""

    rules: Mapping[str, Rule]
    old_names: Mapping[str, str]

    @property
    def packs(self) -> tuple[str, ...]:
        """The names of the packs, sorted."""
        return tuple(sorted({rule.pack for rule in self.rules.values()}))

    def resolve(self, name: str) -> Rule | None:
        """The rule of this name or of this old name."""
        return self.rules.get(self.old_names.get(name, name))


def load(cards: Iterable[str] = ()) -> Catalog:
    """The shipped rules and those of `cards`, paths of a user's own declarative cards."""
    return _catalog(_rule(table) for table in (*_shipped(), *map(_foreign_table, cards)))


@cache
def _shipped() -> list[dict[str, Any]]:
    """The tables of the shipped cards, for which a run asks two or three times."""
    paths = _shipped_cards()
    tables: list[dict[str, Any]] = compiled(
        "catalog", [*paths, *_modules(), *knowledge.inputs()], lambda: _tables(paths)
    )
    return tables


def body(rule: Rule) -> str:
    """The prose of a rule's card: Markdown from the title on."""
    return split(read(rule.card), rule.card)[1]


def check_of(rule: Rule) -> Check:
    """The function that finds the rule's hits; its module is imported now."""
    if rule.match:
        compiled_check: Check = _verb(rule.match).compile(dict(rule.match))
        return compiled_check
    check: Check = _module(rule.pack, rule.name).check
    return check


def module_name(rule: str) -> str:
    """The module that holds the code of a rule."""
    return rule.replace("-", "_")


def _module(pack: str, rule: str) -> ModuleType:
    return import_module(f"quantum_lint.rules.{pack}.{module_name(rule)}")


def module_of_verb(verb: str) -> str:
    """The module of a `[match]` verb (`import` is a keyword, so its module is `imports`)."""
    return "imports" if verb == "import" else verb


def _tables(paths: Iterable[str]) -> list[dict[str, Any]]:
    """The tables of all cards. Equal values are one, also in the cache: most rules wake to the same words."""
    known: dict[Any, Any] = {}
    tables = map(_table, paths)
    return [{key: _once(value, known) for key, value in table.items()} for table in tables]


def _once(value: Any, known: dict[Any, Any]) -> Any:
    """The first of the values that are equal to this one and cannot change."""
    if isinstance(value, (frozenset, tuple)):
        return known.setdefault(value, type(value)(_once(each, known) for each in value))
    return known.setdefault(value, value) if isinstance(value, str) else value


def _table(path: str) -> dict[str, Any]:
    """The front matter with what wakes the rule: the words of its verb and of the groups it names, or candidates."""
    table = front_matter(path)
    match = table.get("match")
    words = table.get("words")
    if match and words is None:
        words = _verb(match).words(match, knowledge.load())
    if words is not None:
        table = {**table, "words": frozenset(_spelled_out(words))}
    coded = not match and (words is None or not PROSE.isdisjoint(table["languages"]))
    return {**table, "candidates": _candidates(table)} if coded else table


def _candidates(table: Mapping[str, Any]) -> tuple[str, ...] | None:
    """What the code of a rule says that all it finds matches, each once, and without the most of repetitions."""
    pack, name = table["pack"], table["name"]
    named = getattr(_module(pack, name), "candidates", None) if _may_name_candidates(pack, name) else None
    return (
        None
        if named is None
        else tuple(dict.fromkeys(_AT_MOST.sub(r"{\1,}", each) for each in named(knowledge.load())))
    )


def _may_name_candidates(pack: str, rule: str) -> bool:
    """Whether the word is in the module of the rule, as far as its text can be read.

    One in six has it. To import the others took a third of the time of a first run on one file.
    """
    try:
        with open(os.path.join(_rules_folder(), pack, f"{module_name(rule)}.py"), "rb") as stream:
            return b"candidates" in stream.read()
    except OSError:
        return True


def _foreign_table(path: str) -> dict[str, Any]:
    """The front matter of a user's own card, tried out: whoever wrote it has no tests that would."""
    front = front_matter(path)
    match = front.get("match")
    if not match:
        raise CardError(
            path, 1, "a card outside quantum-lint needs a [match] table: code of a scanned tree is never run"
        )
    verb = next(iter(match))
    if verb not in verbs():
        raise CardError(path, line_of(path, verb), f"[match] starts with a verb: one of {', '.join(verbs())}")
    if not isinstance(match.get("note"), str):
        raise CardError(path, line_of(path, "match"), "[match] has no note: the sentence that a finding says")
    try:
        _verb(match).compile(dict(match))
        return _table(path)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise CardError(path, line_of(path, verb), f"[match] is not what the verb {verb!r} takes: {error}") from error


def _spelled_out(words: Iterable[str]) -> Iterator[str]:
    for word in words:
        yield from knowledge.load().words(word[1:]) if word.startswith("@") else (word,)


def _verb(match: Mapping[str, Any]) -> ModuleType:
    return import_module(f"quantum_lint.match.{module_of_verb(next(iter(match)))}")


def verbs() -> tuple[str, ...]:
    """The verbs of `[match]`: the modules of `match/` that compile a table."""
    modules = (name[:-3] for name in os.listdir(_match_folder()) if name.endswith(".py") and not name.startswith("_"))
    found = (name for name in modules if hasattr(import_module(f"quantum_lint.match.{name}"), "compile"))
    return tuple(sorted("import" if name == "imports" else name for name in found))


def _match_folder() -> str:
    return os.path.join(os.path.dirname(os.path.abspath(__file__)), "match")


def _rules_folder() -> str:
    return os.path.join(os.path.dirname(os.path.abspath(__file__)), "rules")


def _modules() -> Iterator[str]:
    """The modules that words and candidates come from."""
    packs = sorted(entry.path for entry in os.scandir(_rules_folder()) if entry.is_dir())
    for folder in (_match_folder(), *packs):
        yield from (os.path.join(folder, name) for name in sorted(os.listdir(folder)) if name.endswith(".py"))


def _rule(table: Mapping[str, Any]) -> Rule:
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}
    values["options"] = {name: Option(**option) for name, option in table.get("options", {}).items()}
    return Rule(**values)


def _catalog(rules: Iterable[Rule]) -> Catalog:
    by_name: dict[str, Rule] = {}
    for rule in sorted(rules, key=lambda rule: rule.name):
        if rule.name in by_name:
            raise CardError(rule.card, 1, f"a rule named {rule.name!r} exists already")
        by_name[rule.name] = rule
    old_names = {old: rule.name for rule in by_name.values() for old in rule.was}
    return Catalog(by_name, old_names)


def _shipped_cards() -> list[str]:
    top = rules_folder()
    packs = sorted(entry.name for entry in os.scandir(top) if entry.is_dir() and entry.name not in NOT_PACKS)
    return [
        os.path.join(top, pack, name)
        for pack in packs
        for name in sorted(os.listdir(os.path.join(top, pack)))
        if name.endswith(".md")
    ]
