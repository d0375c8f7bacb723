"""The time for a file, of which each of its parts gets a share."""

from __future__ import annotations

import time

from quantum_lint.evaluate.budget import ExhaustedError

#: Questions between two looks at the clock; what happens between two of them may take long.
_LOOKS = 5


class Clock:
    """Grants a part half of the seconds that are left, so that one that takes long leaves some to the others."""

    def __init__(self, seconds: float, parts: int) -> None:
        self._deadline = time.process_time() + seconds
        self._parts = parts
        self._asked = 0
        self._late = False
        self._share = self._granted()

    def _granted(self) -> float:
        now = time.process_time()
        return now + (self._deadline - now) / 2 if self._parts > 1 else self._deadline

    def part_read(self) -> None:
        """Start the share of the next part."""
        self._parts -= 1
        self._late = False
        self._share = self._granted()

    def check(self) -> None:
        """Raise ExhaustedError when the time for the part is over."""
        self._asked += 1
        self._late = self._late or (self._asked % _LOOKS == 0 and time.process_time() > self._share)
        if self._late:
            raise ExhaustedError
