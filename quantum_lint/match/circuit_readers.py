"""Functions of SDKs that read circuits from files and texts."""

from __future__ import annotations

from typing import NamedTuple


class ReaderRow(NamedTuple):
    """Calls that read circuits in a `format` from their first argument, called `argument`."""

    provider: str
    calls: tuple[str, ...]
    format: str
    argument: str
