"""Credentials on one line of a file of any kind, for programs that read line by line."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.credential_defaults import credential_defaults
from quantum_lint.match.given_credentials import given
from quantum_lint.match.printed_credentials import find
from quantum_lint.model import lazy
from quantum_lint.model.fragment import Fragment
from quantum_lint.model.known import Credential
from quantum_lint.model.span import Span, TextMap
from quantum_lint.parse.python import PythonDocument

#: A line of a cell's source, as a notebook keeps it.
_NOTEBOOK_LINE = lazy.pattern(r'\s*"(?P<source>(?:[^"\\]|\\.)*)",?\s*')
_ESCAPE = lazy.pattern(r"\\(.)")
_WORD = lazy.pattern(r"[A-Za-z_]\w*")
#: Longer lines are data.
_LONGEST = 5000


def line_credentials(before: str, line: str, after: str, knowledge: Knowledge) -> Iterator[tuple[Credential, str]]:
    """Each credential of the line with its value; what stands before and after it may say whose it is."""
    if len(line) > _LONGEST:
        return
    code = _unescaped(line)
    text = f"{before}\n{code}\n{after}"
    start = len(before) + 1
    seen = set()
    for credential, value in (*_told(text, start, start + len(code), knowledge), *_taken(code.strip(), knowledge)):
        if value not in seen:
            seen.add(value)
            yield credential, value


def _unescaped(line: str) -> str:
    match = _NOTEBOOK_LINE.fullmatch(line)
    if match is None:
        return line
    return _ESCAPE.sub(lambda escape: " " if escape[1] in "nt" else escape[1], match["source"])


def _told(text: str, start: int, end: int, knowledge: Knowledge) -> Iterator[tuple[Credential, str]]:
    """What its shape or the name beside it tells."""
    for found in find(text, knowledge):
        if start <= found.start < end:
            yield found.credential, text[found.start : found.end]


def _taken(code: str, knowledge: Knowledge) -> Iterator[tuple[Credential, str]]:
    """What a call on the line takes, or has as a default, as far as the line alone is Python."""
    if _words(knowledge).isdisjoint(_WORD.findall(code)):
        return
    document = PythonDocument(Fragment("python", code, TextMap.identity()))
    data = code.encode("utf-8", "surrogatepass")

    def value(spans: tuple[Span, ...]) -> str:
        return "".join(data[span.start : span.end].decode("utf-8", "surrogatepass") for span in spans)

    for taken in given(document, knowledge):
        yield taken.credential, value(taken.spans)
    for default in credential_defaults(document, knowledge):
        yield default.credential, value(default.spans)


@lru_cache(maxsize=4)
def _words(knowledge: Knowledge) -> frozenset[str]:
    return frozenset((*knowledge.words("calls"), *knowledge.words("settings")))
