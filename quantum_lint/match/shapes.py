"""Finds credentials by their shape, in any text, in one pass.

All shapes are one regular expression, which RE2 runs over the bytes of the text at 500 MB/s; fourteen expressions one
after the other would run at 770 MB/s each. (An RE2 set would do as well, but finds nothing, in silence, when its
automaton outgrows its memory.) Without google-re2 the standard library runs the same expression, a hundred times
slower.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Any

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.expression import compile_for_bytes
from quantum_lint.match.json_web_token import JsonWebToken
from quantum_lint.match.json_web_token import read as read_token
from quantum_lint.model import lazy
from quantum_lint.model.known import Credential
from quantum_lint.model.named import NamedTuple
from quantum_lint.placeholders import is_placeholder

#: Lines may be megabytes long (minified JSON); context is looked for this many characters away at most.
_FARTHEST = 600
#: Longer values are data; the longest credentials are web tokens and private keys of a few thousand characters.
_LONGEST = 20_000
#: Share of neighbours of another class (upper, lower, digit) that a random value of mixed characters has at least.
#: Random base64url: 0.63 on average and under 0.4 once in 1,000; identifiers: about 0.2.
_MIXED = 0.4
#: What follows a digest in its line where programs that make digests list files.
_LISTED_FILE = lazy.pattern(r" [ *]\S[^\n]*(?:\n|$)")


class Found(NamedTuple):
    """A credential in a text: characters `start` to `end`; `secret_start` to `secret_end` are what nobody may see.

    `token` is the decoded payload of a JSON web token, `host` the host that a key carries in itself.
    """

    credential: Credential
    start: int
    end: int
    secret_start: int
    secret_end: int
    token: JsonWebToken | None = None
    host: str | None = None


def find(text: str, knowledge: Knowledge) -> Iterator[Found]:
    """Credentials in the text, in order, that shape and context prove to be some."""
    finder = _finder(knowledge)
    data = text.encode("utf-8", "surrogatepass")
    offset = _same if len(data) == len(text) else _Characters(data)
    position = 0
    while match := finder.expression.search(data, position):
        group = match.lastindex
        start, position = match.span(group)
        first, last = offset(start), offset(position)
        found = _proven(text, first, last, finder.groups[group - 1]) if last - first <= _LONGEST else None
        if found:
            yield found


def candidates(knowledge: Knowledge) -> Iterator[str]:
    """What one of which a text must hold in which `find` finds anything."""
    return map(bounded, knowledge.shapes)


class _Finder(NamedTuple):
    """The expression, and for each of its groups the credentials that look like that."""

    expression: Any
    groups: tuple[tuple[Credential, ...], ...]


@cache
def _finder(knowledge: Knowledge) -> _Finder:
    groups: dict[str, list[Credential]] = {}
    for credential in knowledge.shapes:
        groups.setdefault(bounded(credential), []).append(credential)
    return _Finder(compile_for_bytes("|".join(groups)), tuple(tuple(each) for each in groups.values()))


def bounded(credential: Credential) -> str:
    """The pattern as the only group, with the boundary on both sides."""
    pattern = re.sub(r"(?<!\\)\((?!\?)", "(?:", credential.pattern)
    if not credential.boundary:
        return f"({pattern})"
    other = f"[^{credential.boundary}]"
    return f"(?:^|{other})({pattern})(?:$|{other})"


def _same(offset: int) -> int:
    return offset


class _Characters:
    """From byte offsets to character offsets, for offsets that are asked for in order: reads the bytes once."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._byte = 0
        self._character = 0

    def __call__(self, offset: int) -> int:
        self._character += len(self._data[self._byte : offset].decode("utf-8", "surrogatepass"))
        self._byte = offset
        return self._character


def _proven(text: str, start: int, end: int, candidates: tuple[Credential, ...]) -> Found | None:
    """The first of the candidates that the text proves."""
    value = text[start:end]
    if candidates[0].issuers:
        return _token(text, start, end, candidates)
    for credential in candidates:
        match = re.fullmatch(credential.pattern, value)
        if match is None:
            continue
        inner = match.span(1) if match.re.groups else (0, len(value))
        secret = value[slice(*inner)]
        host = _host(value) if credential.hosted else None
        if (
            not is_placeholder(secret)
            and (not credential.mixed or is_mixed(secret))
            and (not credential.hosted or host)
            and in_context(text, start, end, credential)
        ):
            return Found(credential, start, end, start + inner[0], start + inner[1], host=host)
    return None


def _token(text: str, start: int, end: int, candidates: tuple[Credential, ...]) -> Found | None:
    """A JSON web token: its issuer names the provider; without a known one the words around it do."""
    value = text[start:end]
    token = read_token(value)
    if token is None or is_placeholder(value.rpartition(".")[2]):
        return None
    for credential in candidates:
        if token.host in credential.issuers:
            return Found(credential, start, end, start, end, token)
    for credential in candidates:
        if in_context(text, start, end, credential):
            return Found(credential, start, end, start, end, token)
    return None


def in_context(text: str, start: int, end: int, credential: Credential) -> bool:
    """Whether the words around prove the credential, where its shape alone does not."""
    weak = credential.weak and re.fullmatch(credential.weak, text[start:end])
    if credential.strength == "alone" and not weak:
        return True
    if _is_checksum(text, start, end):
        return False
    around = _around(text, start, end, credential.near).lower()
    return any(word in around for word in credential.context) and not any(word in around for word in credential.against)


def _is_checksum(text: str, start: int, end: int) -> bool:
    """Whether the value is the digest in a list of files, as `sha512sum` prints them."""
    return (start == 0 or text[start - 1] == "\n") and _LISTED_FILE.match(text, end) is not None


def _around(text: str, start: int, end: int, lines: int) -> str:
    """The text from `lines` lines before to as many after, without the value itself."""
    first = max(start - _FARTHEST, 0)
    last = min(end + _FARTHEST, len(text))
    before = text[first:start].split("\n")[-lines - 1 :]
    after = text[end:last].split("\n")[: lines + 1]
    return "\n".join([*before, *after])


def is_mixed(value: str) -> bool:
    """Whether lower case, upper case and digits take turns as they do in random values."""
    classes = [(each.islower(), each.isupper(), each.isdigit()) for each in value]
    changes = sum(before != after for before, after in pairwise(classes))
    return len(set(classes) - {(False, False, False)}) == 3 and changes >= _MIXED * len(value)


def _host(value: str) -> str | None:
    """The host written in base32 between the underscore and the dot of a key."""
    import base64
    import binascii

    encoded = value.partition("_")[2].partition(".")[0].upper()
    try:
        host = base64.b32decode(encoded + "=" * (-len(encoded) % 8)).decode("ascii")
    except (binascii.Error, ValueError):
        return None
    return host if re.fullmatch(r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?::\d+)?", host) else None
