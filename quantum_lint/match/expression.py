"""Regular expressions over text: RE2 where it is installed, so that no pattern is slow on any text."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from functools import lru_cache
from typing import Any

from quantum_lint.model.rule import WORD

#: Bytes that RE2 may use for one automaton. With its own 8 MB it starts anew now and then on long texts, and is slow.
_MEMORY = 64 << 20
_WORD = re.compile(WORD)
_SURROGATE = re.compile("[\ud800-\udfff]")


@lru_cache(maxsize=256)
def compile_expression(pattern: str) -> Any:
    """The pattern, in the syntax that RE2 and the standard library share, for texts."""
    return _compiled(pattern, "UTF8")


@lru_cache(maxsize=256)
def compile_for_bytes(pattern: str) -> Any:
    """The ASCII pattern for bytes, of which each is a character of its own: also those of a broken one."""
    return _compiled(pattern.encode("ascii"), "LATIN1")


@lru_cache(maxsize=256)
def searcher(patterns: tuple[str, ...]) -> Callable[[str], bool]:
    """Tells of a text whether any of the patterns occurs in it.

    RE2 is given UTF-8: for a text it would make a table of where each character starts, which takes twice the time.
    """
    if not patterns:
        return lambda _: False
    if not has_re2():
        expressions = tuple(map(re.compile, patterns))
        return lambda text: any(expression.search(text) for expression in expressions)
    joined = _compiled("|".join(f"(?:{pattern})" for pattern in patterns).encode(), "UTF8")
    return lambda text: joined.search(_encoded(text)) is not None


def word_searcher(words: Collection[str]) -> Callable[[str], bool]:
    """Tells of a text whether any of the words (identifiers, as `WORD` has them) occurs in it as a whole one."""
    if words and not has_re2():
        known = frozenset(words)
        return lambda text: not known.isdisjoint(_WORD.findall(text))
    return searcher((rf"(?:^|[^A-Za-z0-9_])[0-9]*(?:{'|'.join(sorted(words))})(?:[^A-Za-z0-9_]|$)",) if words else ())


def _encoded(text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError:
        return _SURROGATE.sub("\ufffd", text).encode()


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
