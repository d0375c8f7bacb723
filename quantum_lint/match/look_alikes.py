"""Names that are easily taken for those of known packages: one or two slips away, or with other separators."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from quantum_lint.knowledge import Knowledge

#: Letters that a part of a name must have for one slip, and for two, to be a slip and not another word. Nine in ten
#: pairs of names on PyPI that are one letter apart have fewer.
_ONE_SLIP, _TWO_SLIPS = 6, 10
#: In shorter parts only letters that changed places count, in names that are nothing but this part from here on.
_SWAPPED, _SWAPPED_ALONE = 3, 4


class Near(NamedTuple):
    """The known package that a name is near to; `how` says in words what differs."""

    package: str
    how: str


def near(name: str, knowledge: Knowledge) -> Near | None:
    """The known package that a normalised name looks like; None for known packages and other real ones."""
    if name in knowledge.packages or name in knowledge.neighbours:
        return None
    return _near(name, tuple(knowledge.packages))


@lru_cache(maxsize=4096)
def _near(name: str, packages: tuple[str, ...]) -> Near | None:
    joined = name.replace("-", "")
    found = next((each for each in packages if each.replace("-", "") == joined), None)
    if found is not None:
        return Near(found, "only the hyphens differ")
    parts = name.split("-")
    slips = ((_slips(parts, each.split("-")), each) for each in packages if abs(len(each) - len(name)) <= 2)
    best = min(((count, each) for count, each in slips if count), default=None)
    return Near(best[1], "one letter differs" if best[0] == 1 else "two letters differ") if best else None


def _slips(parts: list[str], known: list[str]) -> int:
    """How many slips make one name of the other; 0 where more than typing went wrong."""
    different = [pair for pair in zip(parts, known, strict=False) if pair[0] != pair[1]]
    if len(parts) != len(known) or len(different) != 1:
        return 0
    part, right = different[0]
    count = edits(part, right, 2)
    if len(right) < _ONE_SLIP:
        enough = _SWAPPED if len(known) > 1 else _SWAPPED_ALONE
        return 1 if len(right) >= enough and count == 1 and sorted(part) == sorted(right) else 0
    return count if count <= (2 if len(right) >= _TWO_SLIPS else 1) else 0


def edits(first: str, second: str, most: int) -> int:
    """Letters to add, leave out, replace or swap to make `second` of `first`; more than `most` is `most` + 1."""
    if abs(len(first) - len(second)) > most:
        return most + 1
    rows = list(_rows(first, second))
    return min(rows[-1][-1], most + 1)


def _rows(first: str, second: str) -> Iterator[list[int]]:
    """The rows of the table of distances between all starts of the two words."""
    before: list[int] = []
    row = list(range(len(second) + 1))
    yield row
    for at, letter in enumerate(first, 1):
        following = [at]
        for place, other in enumerate(second, 1):
            least = min(row[place] + 1, following[-1] + 1, row[place - 1] + (letter != other))
            if at > 1 and place > 1 and letter == second[place - 2] and first[at - 2] == other:
                least = min(least, before[place - 2] + 1)
            following.append(least)
        before, row = row, following
        yield row
