"""Values that only stand where a credential would: examples, blanks, references, sequences.

The patterns are text, compiled by `re` when first used: most runs never meet a candidate, and compiling takes 2 ms.
"""

from __future__ import annotations

import re
from itertools import pairwise

#: Signs that a value is filled in later, or is a reference to one: templates, expansions, ellipses, masks.
_BLANK = r"[<>{}\[\]()]|\$|%[sdr]\b|\.\.\.|\u2026|\*{3}|x{4}|X{4}|_{4}|-{4}|#{3}|://"
#: Words that no credential is made of. Four letters or more: a random key of 44 characters holds a given
#: four-letter word, upper or lower case, about once in 25,000. Only the head of a long value is looked at.
_WORDS = (
    r"(?i)your|insert|fill[-_ ]|replace|placeholder|example|change[-_]?me|dummy|fake|redacted|removed|hidden|secret|"
    r"token|api[-_]?key|passw|credential|paste|enter|sample|synthetic|abcdef|qwert|asdf|foobar|deadbeef|cafebabe|fixme|"
    r"undefined|default|string|account|config|quantum|qiskit|valid|mock|test[-_]"
)
_HEAD = 80
_PIECES = r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+"
#: Three words or more, with years and numbers of three digits at most: `see-wiki-page-42`. Fewer are a password.
_NUMBERED = r"(?=(?:[-_. \d]*[A-Za-z]+[-_. ]){3})[A-Za-z]+(?:[-_. ](?:[A-Za-z]+|\d{1,3}|20\d\d))*"
_KEYED = r"(?s)(?:[A-Za-z]{1,4}[-_/])?(.*)"
#: Fewer different characters than this in 16 or more are no random value (16 random hex digits have 10.3 on average).
_VARIETY = 6
#: A share of neighbours that follow, precede or repeat each other above this is a sequence. Random hex digits: 0.18.
_ORDERLY = 0.5


def is_placeholder(value: str) -> bool:
    """Whether the value can be no credential, by its looks alone."""
    text = value.strip()
    return (
        len(text) < 6
        or re.search(_BLANK, text) is not None
        or re.search(_WORDS, text[:_HEAD]) is not None
        or _monotonous(text)
        or _repeated(text)
        or _orderly(text)
        or _spelled(text)
    )


def is_blank(value: str) -> bool:
    """Whether the value is a template, a reference or a word for a secret: what even a password is not."""
    text = value.strip()
    return (
        len(text) < 6
        or re.search(_BLANK, text) is not None
        or re.search(_WORDS, text[:_HEAD]) is not None
        or _repeated(text)
    )


def _monotonous(text: str) -> bool:
    return len(text) >= 16 and len(set(text)) < _VARIETY


def _repeated(text: str) -> bool:
    """A short piece, three times or more."""
    core = re.fullmatch(_KEYED, text)
    body = core[1] if core else text
    return any(
        len(body) >= 3 * size and body == (body[:size] * (len(body) // size + 1))[: len(body)] for size in range(1, 17)
    )


def _orderly(text: str) -> bool:
    """Mostly a run along the alphabet or the digits."""
    steps = [abs(ord(after) - ord(before)) <= 1 for before, after in pairwise(text)]
    return sum(steps) > _ORDERLY * len(steps)


def _spelled(text: str) -> bool:
    """Words with separators or humps: a name or a sentence, not a value. Short numbers may stand among them."""
    if any(character.isdigit() for character in text) and not re.fullmatch(_NUMBERED, text):
        return False
    pieces = re.findall(_PIECES, text)
    letters = sum(map(len, pieces))
    return bool(pieces) and letters / len(pieces) >= 3
