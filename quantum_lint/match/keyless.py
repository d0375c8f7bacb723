"""How a pipeline gets into the cloud of a quantum service without a stored key: `[sdk.keyless]` of provider files."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from quantum_lint.knowledge import Knowledge


class Keyless(NamedTuple):
    """What a cloud offers instead of keys; `advice` is an order. Names with a word of `temporary` are of a session."""

    provider: str
    advice: str
    temporary: tuple[str, ...] = ()


@lru_cache(maxsize=4)
def keyless(knowledge: Knowledge) -> dict[str, Keyless]:
    """The rows by provider; one without a row offers nothing of the kind."""
    tables = ((name, table["keyless"]) for name, table in knowledge.sdk.items() if "keyless" in table)
    return {name: Keyless(name, **row) for name, row in tables}
