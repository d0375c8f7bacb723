"""Keys of the clouds that quantum services are part of: by shape, by name, and one half of a pair beside the other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.credential_values import credential_in
from quantum_lint.match.expression import compile_expression
from quantum_lint.match.private_keys import MARK
from quantum_lint.match.shapes import bounded, find, in_context, is_mixed
from quantum_lint.model.known import Credential
from quantum_lint.placeholders import is_placeholder

#: How far from one half of a pair the other is looked for: lines, and characters.
_LINES = 2
_FARTHEST = 400
#: Between a name and its value, in code, data files and shell.
_GIVES = r"""["'\]]{0,3}[ \t]{0,8}(?:=>|:=|[:=,])[ \t]{0,8}\\?["']{0,2}"""


class CloudKey(NamedTuple):
    """A key of a cloud: characters `start` to `end` are what nobody may see."""

    credential: Credential
    start: int
    end: int


def candidates(knowledge: Knowledge) -> Iterator[str]:
    """What one of which a text holds that has anything with the shape or the name of such a key, or a private key."""
    yield MARK
    yield from (re.sub(r"\((?!\?)", "(?:", kind.pattern) for kind in knowledge.shapes if kind.cloud)
    yield from (f"(?i:{_names(kind, knowledge)})" for kind in _by_name(knowledge))


def cloud_keys(text: str, knowledge: Knowledge) -> Iterator[CloudKey]:
    """Every such key of the text, once."""
    seen: set[tuple[int, int]] = set()
    for key in (*_shaped(text, knowledge), *_named(text, knowledge)):
        if (key.start, key.end) not in seen:
            seen.add((key.start, key.end))
            yield key


def _shaped(text: str, knowledge: Knowledge) -> Iterator[CloudKey]:
    """Those that their shape tells, and the other half of the pair near each."""
    for found in find(text, knowledge):
        if found.credential.cloud:
            yield CloudKey(found.credential, found.secret_start, found.secret_end)
            yield from _beside(text, found.start, found.end, found.credential, knowledge)


def _beside(text: str, start: int, end: int, half: Credential, knowledge: Knowledge) -> Iterator[CloudKey]:
    first, last = _near(text, start, end)
    for other in _halves(half, knowledge):
        for match in compile_expression(bounded(other)).finditer(text[first:last]):
            place = first + match.start(1), first + match.end(1)
            apart = place[1] <= start or end <= place[0]
            if apart and is_mixed(match[1]) and not is_placeholder(match[1]):
                yield CloudKey(other, *place)


def _near(text: str, start: int, end: int) -> tuple[int, int]:
    before = text[max(start - _FARTHEST, 0) : start].split("\n")[-_LINES - 1 :]
    after = text[end : end + _FARTHEST].split("\n")[: _LINES + 1]
    return start - len("\n".join(before)), end + len("\n".join(after))


def _named(text: str, knowledge: Knowledge) -> Iterator[CloudKey]:
    """Values beside the name that a call, a setting or a file has for such a key."""
    for credential in _by_name(knowledge):
        for match in compile_expression(_assignment(credential, knowledge)).finditer(text):
            if _proven(text, match, credential, knowledge):
                yield CloudKey(credential, *match.span(1))


def _proven(text: str, match: Any, credential: Credential, knowledge: Knowledge) -> bool:
    """A value of the shape, or one beside words that say whose it is: `client_secret` may be anybody's."""
    if not is_mixed(match[1]) or credential_in(match[1], credential, knowledge) is None:
        return False
    if re.fullmatch(credential.pattern, match[1]):
        return True
    told = credential._replace(strength="context")
    return bool(told.context) and in_context(text, match.start(1), match.end(1), told)


@cache
def _by_name(knowledge: Knowledge) -> tuple[Credential, ...]:
    return tuple(kind for kind in knowledge.credentials.values() if kind.cloud and _names(kind, knowledge))


@cache
def _halves(half: Credential, knowledge: Knowledge) -> tuple[Credential, ...]:
    """The provider's cloud keys that have no shape of their own but belong to one that has."""
    kinds = knowledge.credentials.values()
    return tuple(each for each in kinds if each.provider == half.provider and each.cloud and each.strength == "binding")


@cache
def _names(credential: Credential, knowledge: Knowledge) -> str:
    """The names as one expression: `aws[_-]?secret[_-]?access[_-]?key|...`."""
    # The plain rows: making values of all of them takes 4 ms, and every run comes here.
    tables = knowledge.tables
    rows = [*(row for rows in tables["bindings"].values() for row in rows), *tables["settings"].values()]
    own = [row for row in rows if (row["provider"], row.get("credential")) == (credential.provider, credential.id)]
    found = {str(row[key]).lower() for row in own for key in ("keyword", "attribute", "name") if key in row}
    telling = sorted(name for name in found if "_" in name)
    return "|".join("[_-]?".join(map(re.escape, name.split("_"))) for name in telling)


def _assignment(credential: Credential, knowledge: Knowledge) -> str:
    return rf"(?i:{_names(credential, knowledge)}){_GIVES}([A-Za-z0-9/+=~._-]{{20,}})"
