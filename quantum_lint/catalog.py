"""The rule cards: front matter to `Rule`, and which rules a text can wake.

A card is found by standing in `rules/<pack>/`; nothing lists it. Its code, if it has any, is the module of the same
name in `quantum_lint/rules/<pack>/`; a card with a `[match]` table has no code.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any, NamedTuple

from quantum_lint import knowledge
from quantum_lint.compiled import compiled, rules_folder
from quantum_lint.model.rule import Option, Options, Rule

if TYPE_CHECKING:
    from quantum_lint.knowledge import Knowledge
    from quantum_lint.model.hit import Hit

Check = Callable[[Any, Options, "Knowledge"], "Iterator[Hit]"]

#: Folders of `rules/` that hold knowledge, not cards.
NOT_PACKS = frozenset({"providers", "devices"})
FENCE = "+++"


class CardError(Exception):
    """A card that cannot be read. `path`, `line` and the message say where and why."""

    def __init__(self, path: str, line: int, message: str) -> None:
        super().__init__(f"{path}:{line}: {message}")
        self.path = path
        self.line = line
        self.message = message


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
    paths = _shipped_cards()
    tables = compiled("catalog", [*paths, *_verbs(), *knowledge.sources()], lambda: [_table(path) for path in paths])
    return _catalog(_rule(table) for table in (*tables, *map(_foreign_table, cards)))


def body(rule: Rule) -> str:
    """The prose of a rule's card: Markdown from the title on."""
    return split(_read(rule.card), rule.card)[1]


def check_of(rule: Rule) -> Check:
    """The function that finds the rule's hits; its module is imported now."""
    if rule.match:
        compiled_check: Check = _verb(rule.match).compile(dict(rule.match))
        return compiled_check
    check: Check = import_module(f"quantum_lint.rules.{rule.pack}.{module_name(rule.name)}").check
    return check


def module_name(rule: str) -> str:
    """The module that holds the code of a rule."""
    return rule.replace("-", "_")


def module_of_verb(verb: str) -> str:
    """The module of a `[match]` verb (`import` is a keyword, so its module is `imports`)."""
    return "imports" if verb == "import" else verb


def front_matter(path: str) -> dict[str, Any]:
    """The front matter of a card as plain values, with name, pack and card path added."""
    from quantum_lint.toml import TOMLDecodeError, loads

    text, _ = split(_read(path), path)
    try:
        table = loads(text)
    except TOMLDecodeError as error:
        raise CardError(path, 1, f"front matter is not TOML: {error}") from error
    unknown = sorted(set(table) - _KEYS)
    if unknown:
        raise CardError(path, 1, f"unknown key {unknown[0]!r} in the front matter")
    missing = sorted(_REQUIRED - set(table))
    if missing:
        raise CardError(path, 1, f"key {missing[0]!r} is missing in the front matter")
    name = os.path.splitext(os.path.basename(path))[0]
    return {**table, "name": name, "pack": os.path.basename(os.path.dirname(path)), "card": path}


def split(text: str, path: str) -> tuple[str, str]:
    """Front matter and body of a card's text."""
    if not text.startswith(FENCE + "\n"):
        raise CardError(path, 1, f"a card starts with front matter between {FENCE} lines")
    head, found, rest = text[len(FENCE) + 1 :].partition("\n" + FENCE + "\n")
    if not found:
        raise CardError(path, 1, f"the front matter is not closed by a {FENCE} line")
    return head + "\n", rest


_DERIVED = frozenset({"name", "pack", "card"})
_KEYS = frozenset(Rule._fields) - _DERIVED
_REQUIRED = frozenset({"summary", "languages", "severity", "confidence", "persona", "since"})


def _table(path: str) -> dict[str, Any]:
    """The front matter with the words of its verb and of the groups it names written out."""
    table = front_matter(path)
    match = table.get("match")
    words = table.get("words")
    if match and words is None:
        words = _verb(match).words(match, knowledge.load())
    return {**table, "words": None if words is None else sorted(_spelled_out(words))}


def _foreign_table(path: str) -> dict[str, Any]:
    table = _table(path)
    if not table.get("match"):
        raise CardError(
            path, 1, "a card outside quantum-lint needs a [match] table: code of a scanned tree is never run"
        )
    return table


def _spelled_out(words: Iterable[str]) -> Iterator[str]:
    for word in words:
        yield from knowledge.load().words(word[1:]) if word.startswith("@") else (word,)


def _verb(match: Mapping[str, Any]) -> ModuleType:
    return import_module(f"quantum_lint.match.{module_of_verb(next(iter(match)))}")


def _verbs() -> list[str]:
    folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "match")
    return [os.path.join(folder, name) for name in sorted(os.listdir(folder)) if name.endswith(".py")]


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


def _read(path: str) -> str:
    with open(path, encoding="utf-8") as stream:
        return stream.read()
