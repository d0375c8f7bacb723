"""Which names of a matrix try the code in more places, and which choose other hardware."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import prod

from quantum_lint.model import lazy
from quantum_lint.model.pipeline import Axis, Matrix

_NAMED = lazy.pattern(
    r"python|^py$|^os$|platform|operating|version|runner|runs[-_]on|^image$|arch|^node$", re.IGNORECASE
)
_CHOOSES = lazy.pattern(
    r"backend|device|qpu|provider|machine|target|chip|hardware|computer|channel|instance|environment|stage|account"
    r"|solver|processor|simulator",
    re.IGNORECASE,
)
_VERSION = lazy.pattern(r"(?:py|python|pypy|cp)?[-=<>~]*\d+(?:\.\d+|\.x)*\.?(?:[\w-]*)", re.IGNORECASE)
_SYSTEM = lazy.pattern(r"(?:ubuntu|macos|windows|linux|mac|win|debian|fedora|alpine)[\w.-]*", re.IGNORECASE)


def multiplying(matrix: Matrix) -> tuple[Axis, ...]:
    """The axes over versions of software and over systems: each of their values runs the same work again."""
    return tuple(axis for axis in matrix.axes if len(axis.values) > 1 and _tries(axis))


def factor(matrix: Matrix) -> int:
    """How often they make one piece of work run; 1 where the jobs are listed with hardware of their own."""
    found = prod(len(axis.values) for axis in multiplying(matrix))
    chosen = any(_CHOOSES.search(axis.name) and len(axis.values) > 1 for axis in matrix.axes)
    return min(found, matrix.times) if not chosen or found < matrix.times else 1


def _tries(axis: Axis) -> bool:
    if _CHOOSES.search(axis.name):
        return False
    return all(_SYSTEM.fullmatch(each) for each in axis.values) or (
        _NAMED.search(axis.name) is not None and all(map(_is_release, axis.values))
    )


def _is_release(value: str) -> bool:
    return _VERSION.fullmatch(value) is not None or _SYSTEM.fullmatch(value) is not None


def names(axes: tuple[Axis, ...]) -> Iterator[str]:
    """The names for people."""
    return (f"`{axis.name}`" for axis in axes)
