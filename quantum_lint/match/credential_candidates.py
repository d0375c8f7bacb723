"""Whether code can hold a credential at all: a look that spares reading most programs, whatever they mention.

Everything is seen in the text alone, so it must be right for values that code puts together of pieces, too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Any

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.credential_values import takes_any_text
from quantum_lint.match.expression import compile_expression, searcher
from quantum_lint.model import lazy
from quantum_lint.placeholders import is_placeholder

_BLANKS = r"(?:\s|\\[nrt])*"
#: A literal that is a value and nothing else.
_LITERAL = lazy.pattern(rf"""["']{_BLANKS}([A-Za-z0-9._~+/=-]{{12,}}|[^\s;"']{{32,}}){_BLANKS}["']""")
#: The first or the last piece of a literal that holds more, or that is a part of a longer text.
_PIECE = r"""["']([A-Za-z0-9]{8,})|([A-Za-z0-9]{8,})["']"""
#: A run within a literal, and characters that are written as numbers.
_RUN = lazy.pattern(r"[A-Za-z0-9_+/-]{16,}")
_DIGIT = lazy.pattern("[0-9]")
_ESCAPED = r"(?:\\[xuU][0-9A-Fa-f]+){8}"
#: So often a run of random characters changes between small letters, capitals and digits, and no name does.
_CHANGES = 4


@lru_cache(maxsize=8)
def may_hold_credential(text: str, knowledge: Knowledge) -> bool:
    """Whether any literal of the code may be a credential, or a piece of one, by its looks."""
    return _looks_random(text) or _may_hold_password(knowledge)(text)


def only_stands_for_one(literal: str, text: str, knowledge: Knowledge) -> bool:
    """Whether a literal in code of this text, which is a value as it is, shows where a credential belongs."""
    shown = is_placeholder(literal) and not _looks_random(f'"{literal}"')
    return shown and not _may_hold_password(knowledge)(text)


def _looks_random(text: str) -> bool:
    return (
        any(not is_placeholder(match[1]) for match in _LITERAL.finditer(text))
        or any(map(_is_mixed, _pieces(text)))
        or (_runs_randomly(text) and any(map(_runs_randomly, _literals(text))))
        or searcher((_ESCAPED,))(text)
    )


def _pieces(text: str) -> Iterator[str]:
    expression: Any = compile_expression(_PIECE)
    return (match[match.lastindex] for match in expression.finditer(text))


def _is_mixed(piece: str) -> bool:
    """Whether it is neither a word nor a number; one random value of 36 characters in 560 has no digit."""
    if piece.isalpha():
        return not (piece[1:].islower() or piece.isupper()) and not is_placeholder(piece)
    return not piece.isdigit()


def _runs_randomly(text: str) -> bool:
    return any(is_random(match[0]) for match in _RUN.finditer(text))


def _literals(text: str) -> Iterator[str]:
    """What stands between quotes or in comments; all of a text in which a string may stand in a field of another."""
    from quantum_lint.evaluate.positions import TOKENS

    found = [match[match.lastgroup or 0] for match in TOKENS.finditer(text)]
    return iter((text,) if any(each.count("{") != each.count("}") for each in found) else found)


def is_random(run: str) -> bool:
    """Whether the characters change as those of a random value do, and as those of no name."""
    if not _DIGIT.search(run):
        return False
    kinds = [(each.islower(), each.isupper()) for each in run if each not in "_-+/"]
    return sum(before != after for before, after in pairwise(kinds)) >= _CHANGES


@lru_cache(maxsize=4)
def _may_hold_password(knowledge: Knowledge) -> Callable[[str], bool]:
    """Tells whether a text names a provider that takes passwords, which may be any text."""
    free = {key for key, credential in knowledge.credentials.items() if takes_any_text(credential)}
    owners = {provider for provider, _ in free}
    words = {word for word, owner in _names(knowledge) if owner in owners}
    words.update(
        row.root for rows in knowledge.bindings.values() for row in rows if (row.provider, row.credential) in free
    )
    words.update(name for name, row in knowledge.settings.items() if (row.provider, row.credential) in free)
    return searcher(tuple(f"(?i:{re.escape(word)})" for word in sorted(words)))


def _names(knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    """What stands for a provider in a name or above a section, and the provider."""
    for provider in knowledge.providers.values():
        yield from ((word, provider.name) for word in (provider.name, *provider.spellings, *provider.clouds))
    yield from knowledge.sections.items()
