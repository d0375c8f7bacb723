"""Credentials in text that a program printed: by shape, or as the value of a name that holds one.

Printed text has no grammar, so names are looked for in every form that programs use: `env: NAME=value`,
`'token': 'value'`, `api_key=value`, `Your API Key: value`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from quantum_lint.knowledge import Credential, Knowledge
from quantum_lint.match.expression import compile_expression
from quantum_lint.match.secrets import credential_in
from quantum_lint.match.shapes import find as find_shapes

#: A name that may hold a credential, and a value of 12 characters or more. Any setting name of a provider that holds
#: one ends in such a word, or is looked up below.
_NAMED = (
    r"(?i)\b([a-z_][a-z0-9_]{0,60}(?:token|key|secret|password|pass)|token|password|secret|api key)"
    r"""["']{0,2}[ \t]{0,3}(?:=|:|->)[ \t]{0,3}["']{0,2}([a-z0-9._~+/=-]{12,})"""
)
#: How far around a general name its provider may be named.
_NEAR = 400


class Echoed(NamedTuple):
    """A credential in printed text: characters `start` to `end` are what nobody may see."""

    credential: Credential
    start: int
    end: int


def find(text: str, knowledge: Knowledge) -> Iterator[Echoed]:
    """Every credential of the text, once."""
    shaped = [Echoed(each.credential, each.secret_start, each.secret_end) for each in find_shapes(text, knowledge)]
    yield from shaped
    for match in compile_expression(_NAMED).finditer(text):
        start, end = match.span(2)
        if any(start < each.end and each.start < end for each in shaped):
            continue
        credential = _credential(text, match, knowledge)
        if credential:
            yield Echoed(credential, start, end)


def _credential(text: str, match: re.Match[str], knowledge: Knowledge) -> Credential | None:
    name, value = match[1], match[2]
    setting = knowledge.settings.get(name)
    if setting is not None:
        if not setting.secret or setting.credential is None:
            return None
        return credential_in(value, knowledge.credentials[setting.provider, setting.credential], knowledge)
    around = text[max(match.start() - _NEAR, 0) : match.end() + _NEAR].lower()
    for credential in _by_keyword(knowledge, name.lower().replace(" ", "_")):
        if _named(knowledge, credential.provider).search(around):
            return credential_in(value, credential, knowledge)
    return None


@lru_cache(maxsize=512)
def _by_keyword(knowledge: Knowledge, name: str) -> tuple[Credential, ...]:
    """The credentials that some call takes under this name."""
    rows = (row for rows in knowledge.bindings.values() for row in rows if name in (row.keyword, row.attribute))
    return tuple(dict.fromkeys(knowledge.credentials[row.provider, row.credential] for row in rows))


@lru_cache(maxsize=128)
def _named(knowledge: Knowledge, provider: str) -> re.Pattern[str]:
    """The words that name a provider: its own name, its modules, its hosts."""
    known = knowledge.providers[provider]
    words = (provider, *known.modules, *(host.lstrip(".") for host in known.endpoints))
    return re.compile(rf"(?<![a-z0-9])(?:{'|'.join(map(re.escape, words))})(?![a-z0-9])")
