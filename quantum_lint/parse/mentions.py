"""Which files about infrastructure speak of a quantum service: only those, and what stands beside them, are read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from quantum_lint.model.fragment import Fragment
from quantum_lint.model.span import TextMap
from quantum_lint.model.template import Template, UnreadTemplate


def speaks(text: str, knowledge: Any) -> bool:
    """Whether the text speaks of a quantum service."""
    return _pattern(knowledge).search(text) is not None


def stated(document: Any, language: str, knowledge: Any) -> Iterator[Template | UnreadTemplate]:
    """The document's template; where it speaks of no quantum service, what it would be read from.

    Reading takes a second for each megabyte, and most modules have nothing to do with quantum hardware.
    """
    fragment: Fragment = document.fragment
    if speaks(fragment.text, knowledge):
        yield document.template
    else:
        # As it is the map may be one that is made when it is needed, which does not travel between processes.
        yield UnreadTemplate(language, fragment._replace(map=TextMap(*fragment.map.breakpoints())))


@lru_cache(maxsize=4)
def _pattern(knowledge: Any) -> re.Pattern[str]:
    tables = knowledge.infrastructure.values() if knowledge is not None else ()
    return re.compile("|".join(f"(?:{row['mentions'].removeprefix('(?i)')})" for row in tables), re.IGNORECASE)
