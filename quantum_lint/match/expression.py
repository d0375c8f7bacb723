"""Regular expressions over text: RE2 where it is installed, so that no pattern is slow on any text."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache, cached_property, lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from quantum_lint.model import lazy
from quantum_lint.model.rule import WORD

#: Steps of an expression that is still looked for about as fast as the smallest: 700 MB/s, whatever it is.
_SMALL = 4000
#: Bytes that RE2 may use for one automaton. With its own 8 MB it starts anew now and then on long texts, and is slow.
_MEMORY = 64 << 20
_WORD = lazy.pattern(WORD)
_SURROGATE = lazy.pattern("[\ud800-\udfff]")
_COUNT = lazy.pattern(r"\{(\d+)")
#: A pattern that begins, after a boundary, with several characters of a class: so does nearly every word of a text.
_BROAD = lazy.pattern(r"(?:\(\?:\^\|[^()]*\))?(?:\((?:\?i?:)?)*(?:\[[^\]]+\]|\\[dw])[{+*]")


@lru_cache(maxsize=256)
def compile_expression(pattern: str) -> Any:
    """The pattern, in the syntax that RE2 and the standard library share, for texts."""
    return _compiled(pattern, "UTF8")


@lru_cache(maxsize=256)
def compile_for_bytes(pattern: str) -> Any:
    """The ASCII pattern for bytes, of which each is a character of its own: also those of a broken one."""
    return _compiled(pattern.encode("ascii"), "LATIN1")


#: Tells of a text, or of its UTF-8, whether what is looked for occurs in it.
Searcher = Callable[["str | bytes"], bool]


@lru_cache(maxsize=256)
def searcher(patterns: tuple[str, ...]) -> Searcher:
    """Looks for any of the patterns, whose `^` and `$` are those of lines.

    RE2 is given UTF-8: for a text it would make a table of where each character starts, which takes twice the time.
    """
    if not patterns:
        return lambda _: False
    if not has_re2():
        expressions = tuple(re.compile(pattern, re.MULTILINE) for pattern in patterns)
        return lambda text: any(expression.search(decoded(text)) for expression in expressions)
    joined = cache(lambda: _joined(patterns))
    return lambda text: joined().search(encoded(text)) is not None


def bundles(patterns: Sequence[str]) -> list[tuple[str, ...]]:
    """The patterns, those together that one look finds any of about as fast as one of them.

    An automaton of all of them has so many states that to make them takes longer than to look with several. Most come
    of patterns that count the characters of every word, while others follow how it is spelled: apart, those of the
    credentials are looked for in 62 MB of notebooks in 0.30 s, and mixed in two automata of one size in 0.47 s.
    """
    if not has_re2():
        return [(each,) for each in patterns]
    found: list[set[str]] = []
    sizes = sorted((bool(_BROAD.match(each)), _steps(each), each) for each in patterns)
    for _, alike in groupby(sizes, key=itemgetter(0)):
        room = 0
        for _, size, pattern in alike:
            if size > room:
                found.append(set())
                room = _SMALL
            found[-1].add(pattern)
            room -= size
    return [tuple(filter(each.__contains__, patterns)) for each in found]


def _steps(pattern: str) -> int:
    """How large an automaton of the pattern is, nearly: to make it only to be told takes as long as a short scan."""
    return len(pattern) + sum(map(int, _COUNT.findall(pattern)))


def _joined(patterns: tuple[str, ...]) -> Any:
    return _compiled(f"(?m){'|'.join(f'(?:{pattern})' for pattern in patterns)}".encode(), "UTF8")


class WordFinder:
    """Gives the first of the words (identifiers, as `WORD` has them) that a text, or its UTF-8, has as a whole one.

    An empty word stands for none.
    """

    def __init__(self, words: frozenset[str]) -> None:
        self._words = words

    def __call__(self, text: str | bytes) -> str:
        """The first of the words in the text."""
        if not has_re2():
            return next((word for word in _WORD.findall(decoded(text)) if word in self._words), "")
        match = self._expression.search(encoded(text)) if self._words else None
        return match[1].decode() if match else ""

    @cached_property
    def _expression(self) -> Any:
        pattern = rf"(?:^|[^A-Za-z0-9_])[0-9]*({'|'.join(sorted(self._words))})(?:[^A-Za-z0-9_]|$)"
        return _compiled(pattern.encode(), "UTF8")


def encoded(text: str | bytes) -> bytes:
    """UTF-8; a lone surrogate, which it does not know, becomes U+FFFD."""
    if isinstance(text, bytes):
        return text
    try:
        return text.encode()
    except UnicodeEncodeError:
        return _SURROGATE.sub("\ufffd", text).encode()


def decoded(text: str | bytes) -> str:
    """The text that `encoded` gives the bytes of."""
    return text if isinstance(text, str) else text.decode()


def _compiled(pattern: str | bytes, encoding: str) -> Any:
    if not has_re2():
        return re.compile(pattern)
    import re2

    options = re2.Options()
    options.encoding = getattr(re2.Options.Encoding, encoding)
    options.max_mem = _MEMORY
    # RE2 would write of its troubles to standard error, past every reporter.
    options.log_errors = False
    return re2.compile(pattern, options)  # type: ignore[no-untyped-call]


def has_re2() -> bool:
    """Whether RE2 is installed."""
    try:
        import re2  # noqa: F401
    except ImportError:
        return False
    return True
