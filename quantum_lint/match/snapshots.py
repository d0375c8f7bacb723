"""What the shipped device snapshots say of devices as a whole: who they are, of which day, and how fast they repeat."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from quantum_lint.compiled import compiled, rules_folder


class Snapshot(NamedTuple):
    """A device on the day `as_of`.

    `repetition_delay` is the pause before a circuit is run again, in seconds; None where nothing is published.
    """

    name: str
    title: str
    provider: str
    as_of: str
    qubits: int
    repetition_delay: float | None = None

    @property
    def dated(self) -> str:
        """The device and the day of the snapshot: `IBM Fez (as of 2025-02-26)`."""
        return f"{self.title} (as of {self.as_of})"


@cache
def snapshots() -> Mapping[str, Snapshot]:
    """All that are shipped, by name."""
    paths = _sources()
    found = (Snapshot(*row) for row in compiled("devices", paths, lambda: tuple(map(_row, paths))))
    return {each.name: each for each in found}


def _sources() -> list[str]:
    folder = os.path.join(rules_folder(), "devices")
    return [os.path.join(folder, name) for name in sorted(os.listdir(folder)) if name.endswith(".json")]


def _row(path: str) -> tuple[Any, ...]:
    import json

    with open(path, encoding="utf-8") as stream:
        table = json.load(stream)
    delay = table.get("repetition_delay_us")
    return (*(table[key] for key in Snapshot._fields[:5]), None if delay is None else delay / 1e6)
