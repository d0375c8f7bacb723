r"""Private keys in PEM: over several lines, on one with `\n`, in JSON, in code, and once more in base64."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from quantum_lint.match.expression import searcher

#: What a text with such a key holds, in the syntax of RE2.
MARK = r"PRIVATE KEY(?: BLOCK)?-----|(?:LS0tLS1CRUdJTi|eyJ0eXBl|ewo[gJ])[A-Za-z0-9+/]{20}"
# Plain texts, which `re` compiles when they are used: every run reads this module for the mark, few find one.
_HEADER = r"-----BEGIN (?P<kind>(?:[A-Z0-9]+ )?PRIVATE KEY)(?: BLOCK)?-----"
_FOOTER = "-----END"
#: PEM, or a JSON object with a key in it, in base64.
_ENCODED = r"(?<![A-Za-z0-9+/])(?:LS0tLS1CRUdJTi|eyJ0eXBl|ewo[gJ])[A-Za-z0-9+/]{100,20000}={0,2}"
#: Lines of PEM before the key itself, such as the version of the program that made it.
_ATTRIBUTE = r"[A-Za-z][A-Za-z-]*: [^\n\\]*"
#: What stands between the lines of a key: the marks of comments, breaks, escaped ones, the ends of joined strings.
_BETWEEN = r"(?:(?<=[\n\"'])[ \t]*(?:[#>|*+]|//)|\\{1,4}[nrt]|[\s\"',\\()])+"
_KEY = r"[A-Za-z0-9+/]{48,}={0,2}(?:=[A-Za-z0-9+/]{4})?"
_LONGEST = 20_000
#: A key of OpenSSH starts with this; then comes the cipher that it is encrypted with.
_OPENSSH = "openssh-key-v1\0"
_WORDS = {"PRIVATE KEY": "private key", "OPENSSH": "OpenSSH"}


class PrivateKey(NamedTuple):
    """A key that no password protects. Characters `start` to `end` are what nobody may see, `key` is its base64.

    `around` is the text it stands in; for one that is encoded once more, that text decoded.
    """

    kind: str
    start: int
    end: int
    key: str
    around: str


def private_keys(text: str) -> Iterator[PrivateKey]:
    """Every such key of the text."""
    if not searcher((MARK,))(text):
        return
    yield from _written(text)
    for match in re.finditer(_ENCODED, text):
        for key in _written(_decoded(match[0])):
            yield key._replace(start=match.start(), end=match.end())


def _written(text: str) -> Iterator[PrivateKey]:
    for header in re.finditer(_HEADER, text):
        start = header.end()
        end = text.find(_FOOTER, start, start + _LONGEST)
        body = re.sub(_ATTRIBUTE, lambda match: " " * len(match[0]), text[start:end]) if end >= 0 else ""
        key = re.sub(_BETWEEN, "", body)
        if re.fullmatch(_KEY, key) and not _encrypted(header["kind"], text[start:end], key):
            first, last = _inside(body)
            yield PrivateKey(_kind(header["kind"]), start + first, start + last, key, text)


def _inside(body: str) -> tuple[int, int]:
    """The key without what stands before and after it."""
    gaps = [match.span() for match in re.finditer(_BETWEEN, body)]
    first = gaps[0][1] if gaps and gaps[0][0] == 0 else 0
    last = gaps[-1][0] if gaps and gaps[-1][1] == len(body) else len(body)
    return first, last


def _encrypted(kind: str, body: str, key: str) -> bool:
    head = _decoded(key[:80])
    return "ENCRYPTED" in kind + body or (head.startswith(_OPENSSH) and "none" not in head)


def _kind(written: str) -> str:
    for old, new in _WORDS.items():
        written = written.replace(old, new)
    return written


def _decoded(value: str) -> str:
    """The bytes behind base64, each as a character; nothing where it is none."""
    import base64
    import binascii

    try:
        return base64.b64decode(value + "=" * (-len(value) % 4)).decode("latin-1")
    except (binascii.Error, ValueError):
        return ""
