"""Regular expressions over text: RE2 where it is installed, so that no pattern is slow on any text."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any


@lru_cache(maxsize=256)
def compile_expression(pattern: str) -> Any:
    """The pattern, in the syntax that RE2 and the standard library share."""
    try:
        import re2
    except ImportError:
        return re.compile(pattern)
    return re2.compile(pattern)  # type: ignore[no-untyped-call]
