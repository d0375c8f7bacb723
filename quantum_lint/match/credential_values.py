"""Whether a value that is bound to a credential's place is a credential."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from quantum_lint.knowledge import Knowledge
from quantum_lint.model import lazy
from quantum_lint.model.fragment import Document
from quantum_lint.model.known import Credential
from quantum_lint.model.span import Span
from quantum_lint.placeholders import is_blank, is_placeholder

#: What an access token without a published shape is made of, and the length it has at least.
_OPAQUE = lazy.pattern(r"[A-Za-z0-9._~+/-]{16,}={0,2}")
#: A pattern that takes spaces and signs is that of a password, which people choose and may spell with words.
_FREE = lazy.pattern(r"\\S\.")
#: Tests call what they make up by such words, and make up passwords of a few characters.
_MADE_UP = r"(?i)fake|dummy|mock|stub|sample|made_?up|invalid|bogus|(?:^|[^a-z])test[^a-z]"
_SHORTEST_IN_TESTS = 10


def credential_in(value: str, credential: Credential, knowledge: Knowledge) -> Credential | None:
    """The kind of credential that a value bound to `credential` is, or None when it is none at all.

    A provider's calls often take several kinds; the one whose shape the value has is named. Blanks around a value,
    which texts over several lines end in, are no part of it.
    """
    value = value.strip()
    if takes_any_text(credential):
        fits = re.fullmatch(credential.pattern, value) and not is_blank(value)
        return credential if fits else None
    for kind in (credential, *_others(knowledge, credential)):
        match = _match(kind.pattern, value)
        if match:
            return None if is_placeholder(match[match.re.groups]) else kind
    return credential if _OPAQUE.fullmatch(value) and not is_placeholder(value) else None


def takes_any_text(credential: Credential) -> bool:
    """Whether it is one that people choose, of which nothing can be told by its looks."""
    return _FREE.match(credential.pattern) is not None


def is_dummy(document: Document, spans: Iterable[Span]) -> bool:
    """Whether test code shows that the values at these places are made up: too short, or called so beside them."""
    if "test" not in document.fragment.traits:
        return False
    text, offset = document.fragment.text, document.fragment.map.offset
    for span in spans:
        start, end = offset(span.start), offset(span.end)
        line = text[text.rfind("\n", 0, start) + 1 : start]
        if end - start >= _SHORTEST_IN_TESTS and not re.search(_MADE_UP, line):
            return False
    return True


def _match(pattern: str, value: str) -> re.Match[str] | None:
    """A pattern with a group describes what stands around the secret as well, so the value may go on."""
    compiled = re.compile(pattern)
    return compiled.search(value) if compiled.groups else compiled.fullmatch(value)


@lru_cache(maxsize=256)
def _others(knowledge: Knowledge, credential: Credential) -> tuple[Credential, ...]:
    """The provider's other credentials that have a shape of their own."""
    return tuple(each for each in knowledge.shapes if each.provider == credential.provider and each is not credential)
