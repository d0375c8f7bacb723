"""A progress line on the terminal, for runs that take long enough to wonder."""

from __future__ import annotations

import sys
import time

#: Seconds before the line appears, and between two of its states.
PATIENCE = 1.0
PERIOD = 0.1
_WIDTH = 30


class Progress:
    """Called with how many are done and how many there are; draws on standard error."""

    def __init__(self, unit: str = "file") -> None:
        self._unit = unit
        self._next = time.monotonic() + PATIENCE
        self._drawn = False

    def __call__(self, done: int, total: int) -> None:
        """Draw how far the run is, if it is time to."""
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + PERIOD
        self._drawn = True
        filled = _WIDTH * done // total
        sys.stderr.write(f"\r[{'#' * filled}{'.' * (_WIDTH - filled)}] {done:,} of {total:,} {self._unit}s")
        sys.stderr.flush()

    def clear(self) -> None:
        """Take the line away again."""
        if self._drawn:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def wanted(unit: str = "file") -> Progress | None:
    """A progress line if there is a terminal to draw it on."""
    return Progress(unit) if sys.stderr.isatty() else None
