"""Parameters of our models of SDKs on which nothing depends that is told of a circuit."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import lru_cache
from typing import Any

#: Annotates such a parameter: what is given for it is not asked for, and the model gets None.
Ignored = Any


@lru_cache(maxsize=2_000)
def _annotated(function: Callable[..., Any]) -> tuple[frozenset[str], frozenset[str], bool]:
    """The names of all parameters, of those that are ignored, and whether other keywords are, too."""
    try:
        found = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):
        return frozenset(), frozenset(), False
    ignored = [each for each in found if each.annotation == "Ignored"]
    names = frozenset(each.name for each in found)
    return names, frozenset(each.name for each in ignored), any(each.kind is each.VAR_KEYWORD for each in ignored)


def ignores(function: Callable[..., Any], name: str) -> bool:
    """Whether nothing depends on what the function is given under this name."""
    names, ignored, others = _annotated(function)
    return name in ignored or (others and name not in names)
