"""Credentials in text that a program printed: by shape, or as the value of a name that holds one.

Printed text has no grammar, so names are looked for in every form that programs use: `env: NAME=value`,
`'token': 'value'`, `api_key=value`, `Your API Key: value`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.credential_values import credential_in
from quantum_lint.match.expression import compile_expression
from quantum_lint.match.setting_names import named
from quantum_lint.match.shapes import candidates as shape_candidates
from quantum_lint.match.shapes import find as find_shapes
from quantum_lint.model.known import Credential

#: What stands between a name and its value: signs, quotes that may be escaped, the border of a table's column, or what
#: the second of two fields is called, as in `"name": "NAME", "value": "value"`.
_QUOTES = r"""(?:\\?["'`]){0,2}"""
_BORDER = "\u2502"
_FIELD = r"""\s{0,80},\s{0,80}\\?["'][A-Za-z_]{0,24}(?i:value)\\?["'][ \t]{0,9}:[ \t]{0,9}"""
_SIGN = rf"[ \t]{{0,9}}(?:=|:|->|=>|\||{_BORDER})[ \t]{{0,9}}"
_GIVES = rf"{_QUOTES}(?:{_SIGN}|[ ]{{2,40}}|\t[ \t]{{0,9}}|{_FIELD}){_QUOTES}"
#: A name that may hold a credential of some provider, and a value of 12 characters or more.
_GENERAL = (
    r"(?i)\b([a-z_][a-z0-9_]{0,60}(?:token|key|secret|password|pass)|token|password|secret|api key)"
    rf"{_GIVES}([a-z0-9._~+/=-]{{12,}})"
)
#: What may stand after a value and is no part of it: closing brackets, and signs between one value and the next.
_AFTER = ")]}|,;:.\\\u2502"
#: How far around a general name its provider may be named.
_NEAR = 400


class Echoed(NamedTuple):
    """A credential in printed text: characters `start` to `end` are what nobody may see."""

    credential: Credential
    start: int
    end: int


def find(text: str, knowledge: Knowledge) -> Iterator[Echoed]:
    """Every credential of the text, once."""
    found: list[Echoed] = []
    for each in (*_shaped(text, knowledge), *_set(text, knowledge), *_named(text, knowledge)):
        if not any(each.start < other.end and other.start < each.end for other in found):
            found.append(each)
    yield from sorted(found, key=lambda each: each.start)


def candidates(knowledge: Knowledge) -> tuple[str, ...]:
    """What one of which a text must hold in which `find` finds anything."""
    return (*shape_candidates(knowledge), _set_names(knowledge), _GENERAL)


def _shaped(text: str, knowledge: Knowledge) -> Iterator[Echoed]:
    for each in find_shapes(text, knowledge):
        yield Echoed(each.credential, each.secret_start, each.secret_end)


def _set(text: str, knowledge: Knowledge) -> Iterator[Echoed]:
    """Values beside the name of a provider's setting."""
    for match in _settings(knowledge).finditer(text):
        credential = named(match[1], text, knowledge)
        value = match[2].rstrip(_AFTER)
        if credential and (found := credential_in(value, credential, knowledge)):
            yield Echoed(found, match.start(2), match.start(2) + len(value))


def _named(text: str, knowledge: Knowledge) -> Iterator[Echoed]:
    """Values beside a name that a provider's calls have, where the provider is named nearby."""
    for match in compile_expression(_GENERAL).finditer(text):
        if match[1] in knowledge.names:
            continue
        around = text[max(match.start() - _NEAR, 0) : match.end() + _NEAR].lower()
        for credential in _by_keyword(knowledge, match[1].lower().replace(" ", "_")):
            if _provider(knowledge, credential.provider).search(around):
                if found := credential_in(match[2], credential, knowledge):
                    yield Echoed(found, match.start(2), match.end(2))
                break


@lru_cache(maxsize=4)
def _settings(knowledge: Knowledge) -> Any:
    return compile_expression(_set_names(knowledge))


def _set_names(knowledge: Knowledge) -> str:
    """The names that hold credentials, and what they are set to."""
    return rf"\b({'|'.join(sorted(knowledge.names))}){_GIVES}([^\s\"'`<>]{{6,}})"


@lru_cache(maxsize=512)
def _by_keyword(knowledge: Knowledge, name: str) -> tuple[Credential, ...]:
    """The credentials that some call takes under this name."""
    rows = (row for rows in knowledge.bindings.values() for row in rows if name in (row.keyword, row.attribute))
    return tuple(dict.fromkeys(knowledge.credentials[row.provider, row.credential] for row in rows))


@lru_cache(maxsize=128)
def _provider(knowledge: Knowledge, provider: str) -> re.Pattern[str]:
    """The words that name a provider: its own name, its modules, its hosts."""
    known = knowledge.providers[provider]
    words = (provider, *known.modules, *(host.lstrip(".") for host in known.endpoints))
    return re.compile(rf"(?<![a-z0-9])(?:{'|'.join(map(re.escape, words))})(?![a-z0-9])")
