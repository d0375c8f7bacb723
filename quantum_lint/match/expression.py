"""Regular expressions over text: RE2 where it is installed, so that no pattern is slow on any text."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

#: Bytes that RE2 may use for one automaton. With its own 8 MB it starts anew now and then on long texts, and is slow.
_MEMORY = 64 << 20


@lru_cache(maxsize=256)
def compile_expression(pattern: str) -> Any:
    """The pattern, in the syntax that RE2 and the standard library share, for texts."""
    return _compiled(pattern, "UTF8")


@lru_cache(maxsize=256)
def compile_for_bytes(pattern: str) -> Any:
    """The ASCII pattern for bytes, of which each is a character of its own: also those of a broken one."""
    return _compiled(pattern.encode("ascii"), "LATIN1")


def _compiled(pattern: str | bytes, encoding: str) -> Any:
    try:
        import re2
    except ImportError:
        return re.compile(pattern)
    options = re2.Options()
    options.encoding = getattr(re2.Options.Encoding, encoding)
    options.max_mem = _MEMORY
    # RE2 would write of its troubles to standard error, past every reporter.
    options.log_errors = False
    return re2.compile(pattern, options)  # type: ignore[no-untyped-call]
