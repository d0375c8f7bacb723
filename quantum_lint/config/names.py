"""The names of rules and packs that people write, in a configuration or on the command line.

Apart from the reader of configurations, which takes a fifth of the time of a hook that only selects some rules.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from quantum_lint.config.settings import EVERY

if TYPE_CHECKING:
    from quantum_lint.catalog import Catalog


def resolve_names(names: Iterable[str], rules: Catalog) -> tuple[frozenset[str], str | None]:
    """Present names of what is named, and the first name that means nothing."""
    found: set[str] = set()
    for name in names:
        rule = rules.resolve(name)
        if rule is None and name not in rules.packs and name != EVERY:
            return frozenset(found), name
        found.add(rule.name if rule else name)
    return frozenset(found), None


def suggestion(name: str, known: Iterable[str]) -> str:
    """A sentence part with the nearest right spelling, empty if nothing is near."""
    from difflib import get_close_matches

    near = get_close_matches(name, list(known), 1, 0.6)
    return f"; did you mean {near[0]!r}?" if near else ""


def names_of(rules: Catalog) -> tuple[str, ...]:
    """Everything that may be named where rules are listed."""
    return (*rules.rules, *rules.packs, EVERY)
