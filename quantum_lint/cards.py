"""Reading a rule card: front matter and prose, with a clear word on whatever is wrong in it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from quantum_lint.model.rule import LEVELS, PERSONAS, Rule
from quantum_lint.parse import LANGUAGES

FENCE = "+++"

_REQUIRED = frozenset({"summary", "languages", "severity", "confidence", "persona", "since"})
#: Keys of `Rule` that come from where the card stands.
_DERIVED = frozenset({"name", "pack", "card"})
_KEYS = frozenset(Rule._fields) - _DERIVED
#: Keys that take one of a few words.
_CHOICES: Mapping[str, tuple[str, ...]] = {
    "severity": LEVELS,
    "confidence": LEVELS,
    "persona": PERSONAS,
    "scope": ("document", "files", "repository", "exceptions"),
    "fix": ("safe", "unsafe"),
}
_TABLES = frozenset({"options", "match"})
_TEXTS = frozenset({"summary", "since"})


class CardError(Exception):
    """A card that cannot be used. `path`, `line` and `message` say where and why."""

    def __init__(self, path: str, line: int, message: str) -> None:
        super().__init__(f"{path}:{line}: {message}")
        self.path = path
        self.line = line
        self.message = message


def front_matter(path: str) -> dict[str, Any]:
    """The front matter of a card as plain values, with name, pack and card path added."""
    from quantum_lint.toml import TOMLDecodeError, loads

    text, _ = split(read(path), path)
    try:
        table = loads(text)
    except TOMLDecodeError as error:
        raise CardError(path, 1, f"the front matter is not TOML: {error}") from error
    for key in sorted(_REQUIRED - set(table)):
        raise CardError(path, 1, f"the front matter has no {key!r}")
    for key, value in table.items():
        problem = _problem(key, value)
        if problem:
            raise CardError(path, line_of(path, key), problem)
    name = os.path.splitext(os.path.basename(path))[0]
    return {**table, "name": name, "pack": os.path.basename(os.path.dirname(path)), "card": path}


def _problem(key: str, value: Any) -> str | None:
    """What is wrong with a key of the front matter."""
    if key not in _KEYS:
        return f"the front matter takes no key {key!r}; it takes {', '.join(sorted(_KEYS))}"
    if key in _CHOICES:
        return None if value in _CHOICES[key] else f"{key} must be one of {', '.join(_CHOICES[key])}"
    if key in _TABLES:
        return None if isinstance(value, dict) and value else f"{key} must be a table with something in it"
    if key in _TEXTS:
        return None if isinstance(value, str) else f"{key} must be text"
    if key == "secret":
        return None if isinstance(value, bool) else "secret must be true or false"
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        return f"{key} must be a list of texts"
    unknown = [item for item in value if item != "*" and item not in LANGUAGES] if key == "languages" else []
    return f"{unknown[0]!r} is no language; there are {', '.join(LANGUAGES)} and '*'" if unknown else None


def split(text: str, path: str) -> tuple[str, str]:
    """Front matter and body of a card's text."""
    if not text.startswith(FENCE + "\n"):
        raise CardError(path, 1, f"a card starts with front matter between {FENCE} lines")
    head, found, rest = text[len(FENCE) + 1 :].partition("\n" + FENCE + "\n")
    if not found:
        raise CardError(path, 1, f"the front matter is not closed by a {FENCE} line")
    return head + "\n", rest


def line_of(path: str, key: str) -> int:
    """The first line of a card that starts with the key, from 1; the first line where none does."""
    lines = read(path).split("\n")
    return next((number for number, line in enumerate(lines, 1) if line.lstrip("[ ").startswith(key)), 1)


def read(path: str) -> str:
    """The text of a card."""
    try:
        with open(path, encoding="utf-8") as stream:
            return stream.read().replace("\r\n", "\n")
    except (OSError, UnicodeDecodeError) as error:
        raise CardError(path, 1, f"the card cannot be read: {error}") from error
