"""Regular expressions over text: RE2 where it is installed, so that no pattern is slow on any text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cached_property, lru_cache
from typing import Any

from quantum_lint.model import lazy
from quantum_lint.model.rule import WORD

#: Instructions of an expression that is still looked for as fast as the smallest: 700 MB/s, whatever it is.
_SMALL = 4000
#: Bytes that RE2 may use for one automaton. With its own 8 MB it starts anew now and then on long texts, and is slow.
_MEMORY = 64 << 20
_WORD = lazy.pattern(WORD)
_SURROGATE = lazy.pattern("[\ud800-\udfff]")


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
    joined = _joined(patterns)
    return lambda text: joined.search(encoded(text)) is not None


def bundles(groups: Iterable[tuple[str, ...]]) -> list[list[tuple[str, ...]]]:
    """The groups of patterns, those together that one look finds any of as fast as one of them.

    An automaton of all of them has so many states that to make them takes longer than to look with several.
    """
    if not has_re2():
        return [[group] for group in groups]
    found: list[list[tuple[str, ...]]] = []
    room = 0
    for size, group in sorted((_joined(group).programsize, group) for group in groups):
        if size > room:
            found.append([])
            room = _SMALL
        found[-1].append(group)
        room -= size
    return found


@lru_cache(maxsize=256)
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
