"""The clocks of Jenkins: lines of cron in which `H` stands for a time that Jenkins chooses for each project.

A date and a weekday must both fit here. With a step that does not divide its range, such as `H/7`, the hours or minutes
are counted from the start of the range: Jenkins may fire once less.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from quantum_lint.model import lazy
from quantum_lint.model.named import NamedTuple
from quantum_lint.parse import cron

_ALIASES = {
    "@yearly": "H H H H *",
    "@annually": "H H H H *",
    "@monthly": "H H H * *",
    "@weekly": "H H * * H",
    "@daily": "H H * * *",
    "@midnight": "H H(0-2) * * *",
    "@hourly": "H * * * *",
}
#: Where each field starts, and where the times end that Jenkins chooses from: no date after the 28th.
_RANGES = ((0, 59), (0, 23), (1, 28), (1, 12), (0, 6))
_CHOSEN = lazy.pattern(r"H(?:\((\d+)-(\d+)\))?(/\d+)?")
#: Behind a `%` the plugin for clocks with parameters writes these.
_LINE = lazy.pattern(r"[^\S\n]*([^#%\s][^#%\n]*)")


class Clock(NamedTuple):
    """A line that fires so often a month (None: nobody knows), from character `start` to `end`."""

    start: int
    end: int
    fires: Fraction | None


def clocks(text: str) -> Iterator[Clock]:
    """The lines of a text that fire; comments and time zones are left out."""
    for match in re.finditer(rf"(?m)^{_LINE.pattern}", text):
        line = match[1].strip()
        if not line.startswith("TZ="):
            yield Clock(match.start(1), match.start(1) + len(line), _fires(_ALIASES.get(line, line)))


def _fires(line: str) -> Fraction | None:
    fields = line.split()
    if len(fields) != len(_RANGES):
        return None
    return cron.fires(" ".join(map(_plain, fields, _RANGES)), either=False)


def _plain(field: str, limits: tuple[int, int]) -> str:
    """The field with a time in the place of each that Jenkins chooses."""

    def chosen(match: re.Match[str]) -> str:
        first, last = match[1] or str(limits[0]), match[2] or str(limits[1])
        return f"{first}-{last}{match[3]}" if match[3] else first

    return _CHOSEN.sub(chosen, field)
