"""Whether a program may give an SDK a credential, seen in its text alone: a look that spares reading most programs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.credential_candidates import may_hold_credential, only_stands_for_one
from quantum_lint.match.words import Words, words_of
from quantum_lint.model import lazy
from quantum_lint.model.callee import tail
from quantum_lint.model.known import Binding
from quantum_lint.model.named import NamedTuple

if TYPE_CHECKING:
    from quantum_lint.parse.python import PythonDocument

#: All that calls are given: `literals` are worth a look only where the text holds one that may be a credential, and
#: one such as `'YOUR_TOKEN'` is nothing.
Gift = Literal["nothing", "literals", "anything"]

_TEXT = r"""[rbRBuU]{0,2}(?:"([^"\\\n]*)"|'([^'\\\n]*)')"""
#: What stands behind the name of a callable where it is given a literal first, and where it is given nothing at all:
#: no argument, only arguments with names, an attribute, a line of an import.
_FIRST_LITERAL = lazy.pattern(rf"\s*\(\s*{_TEXT}\s*[,)]")
_NOTHING = lazy.pattern(r"\s*\(\s*(?:\)|\w+\s*=(?!=))|\s*\.")
_IMPORTING = lazy.pattern(r"\bimport[ \t]*(?:\([^()#]*|[^()#;\r\n]*)")
_IMPORTED = lazy.pattern(r"[ \t]*(?:[,)#;\r\n]|$)")
#: A name this long is nobody else's; a shorter one needs its package named in the text.
TELLING = 12
#: The longest list of names that is imported at once.
_LIST = 2000
#: No line of a program is longer.
_LINE = 300


class _Given(NamedTuple):
    """What a call is given: a `literal` or not, and its `text` where that is all of it and stands there."""

    literal: bool
    text: str | None = None


def may_give_value(document: PythonDocument, knowledge: Knowledge) -> bool:
    """Whether a call or an attribute may take a credential that is written here or in a module of the tree."""
    given = gift(document.fragment.text, knowledge)
    if may_hold_credential(document.fragment.text, knowledge):
        return given != "nothing" or document.uses_tree(knowledge)
    return given == "anything" and document.uses_tree(knowledge)


def may_give(document: PythonDocument, knowledge: Knowledge) -> bool:
    """Whether a call or an attribute of the running code may take a credential, wherever it comes from."""
    given = gift(document.fragment.text, knowledge) != "nothing" and gift(document.code, knowledge)
    return given == "anything" or (given == "literals" and may_hold_credential(document.code, knowledge))


@lru_cache(maxsize=8)
def gift(text: str, knowledge: Knowledge) -> Gift:
    """What those calls and attributes of the text are given that take a credential."""
    words = words_of(text)
    if not _calls(knowledge).among(words):
        return "nothing"
    found = set()
    for given in _gifts(list(_rows(text, words, knowledge)), text, words):
        if not given.literal:
            return "anything"
        found.add(given.text)
    worth = any(each is None or not only_stands_for_one(each, text, knowledge) for each in found)
    return "literals" if worth else "nothing"


@lru_cache(maxsize=4)
def _calls(knowledge: Knowledge) -> Words:
    return Words(knowledge.words("calls"))


def _rows(text: str, words: frozenset[str], knowledge: Knowledge) -> Iterator[Binding]:
    for name in words.intersection(knowledge.bindings):
        rows = knowledge.bindings[name]
        yield from (row for row in rows if len(name) >= TELLING or row.root in text)
    for name in words.intersection(knowledge.attributes):
        yield from (row for row in knowledge.attributes[name] if tail(row.callable)[0] in words)


def _gifts(rows: list[Binding], text: str, words: frozenset[str]) -> Iterator[_Given]:
    """What the calls are given: most name what they take alike, and are looked for together."""
    if any(row.attribute in words for row in rows):
        yield _Given(literal=False)
    for keyword in dict.fromkeys(row.keyword for row in rows if row.keyword in words):
        yield from _by_keyword(keyword or "", text)
    for name, first in dict.fromkeys((tail(row.callable)[-1], row.positions == (0,)) for row in rows if row.positions):
        yield from _by_position(name, text, first=first)


def _by_keyword(keyword: str, text: str) -> Iterator[_Given]:
    """What the keyword is given, or what has its name: an item of a mapping, a field, an attribute."""
    for match in _named(keyword).finditer(text):
        yield _given(text, match.start(), match)


@lru_cache(maxsize=256)
def _named(keyword: str) -> re.Pattern[str]:
    return re.compile(rf"""\b{keyword}\b(?:\s*=\s*{_TEXT}\s*[,)]|\s*[=:](?!=))|["']{keyword}\\?["']|\.{keyword}\b""")


def _by_position(name: str, text: str, *, first: bool) -> Iterator[_Given]:
    """What stands in the brackets behind the name. An alias, or the name as a value, may be called anywhere.

    With `first` only what stands first is taken.
    """
    for match in re.finditer(rf"\b{name}\b", text):
        if not _NOTHING.match(text, match.end()) and not _is_imported(text, match):
            yield _given(text, match.start(), _FIRST_LITERAL.match(text, match.end()) if first else None)


def _given(text: str, start: int, literal: re.Match[str] | None) -> _Given:
    """What is given at a place: the literal there, what only a comment gives, or anything."""
    if literal and literal.lastindex:
        return _Given(literal=True, text=literal[literal.lastindex])
    return _Given(literal=_is_commented(text, start))


def _is_commented(text: str, start: int) -> bool:
    """Whether it stands in a line that is commented out, of which nothing but literals is ever read."""
    return text[max(start - _LINE, 0) : start].rpartition("\n")[2].lstrip().startswith("#")


def _is_imported(text: str, name: re.Match[str]) -> bool:
    """Whether the name stands where it is imported, under no other name."""
    before = text[max(name.start() - _LIST, 0) : name.start()]
    importing = before.rfind("import")
    listed = importing >= 0 and _IMPORTING.fullmatch(before, importing) is not None
    return listed and _IMPORTED.match(text, name.end()) is not None
