"""Angles that are not known: parameters of ours stand for them, so that the structure of a circuit stays exact."""

from __future__ import annotations

import itertools
from typing import Any

#: Names of these parameters start so; no program would.
PREFIX = "?"
RANDOM = "random"


class Unsettled:
    """Makes parameters that stand for unknown numbers, each of them once."""

    def __init__(self) -> None:
        self._numbers = itertools.count()

    def parameter(self, reason: str = "") -> Any:
        """A new one; of a random number the name says so."""
        from qiskit.circuit import Parameter

        kind = RANDOM if reason.startswith(RANDOM) else "unknown"
        return Parameter(f"{PREFIX}{kind}{next(self._numbers)}")

    def array(self, shape: tuple[int, ...], reason: str = "") -> Any:
        """An array of new ones."""
        import numpy as np

        found = np.empty(shape, dtype=object)
        for place in np.ndindex(shape):
            found[place] = self.parameter(reason)
        return found

    def simplest(self, real: Any) -> Any:
        """The same, where an expression in which no number is known is a parameter of its own.

        A value that a loop works out again and again would become an expression without end.
        """
        if getattr(getattr(real, "dtype", None), "kind", "") == "O" and hasattr(real, "flat"):
            return self._simplest_array(real) if any(map(_is_hopeless, real.flat)) else real
        return self.parameter(RANDOM if is_random(real) else "") if _is_hopeless(real) else real

    def _simplest_array(self, real: Any) -> Any:
        found = real.copy()
        for place, each in enumerate(real.flat):
            found.flat[place] = self.simplest(each)
        return found


def _is_hopeless(real: Any) -> bool:
    """Whether a number is an expression of nothing but parameters of ours."""
    if type(real).__name__ != "ParameterExpression":
        return False
    return bool(real.parameters) and all(each.name.startswith(PREFIX) for each in real.parameters)


def is_unsettled(real: Any) -> bool:
    """Whether a number, or one in an array or list, is not known."""
    if isinstance(real, (list, tuple, set)):
        return any(is_unsettled(each) for each in real)
    if getattr(getattr(real, "dtype", None), "kind", "") == "O" and hasattr(real, "flat"):
        return any(is_unsettled(each) for each in real.flat)
    if type(real).__name__ not in ("Parameter", "ParameterExpression", "ParameterVectorElement"):
        return False
    return any(each.name.startswith(PREFIX) for each in real.parameters)


def is_random(real: Any) -> bool:
    """Whether a number that is not known is random."""
    if isinstance(real, (list, tuple, set)):
        return any(is_random(each) for each in real)
    if getattr(getattr(real, "dtype", None), "kind", "") == "O" and hasattr(real, "flat"):
        return any(is_random(each) for each in real.flat)
    if type(real).__name__ not in ("Parameter", "ParameterExpression", "ParameterVectorElement"):
        return False
    return any(each.name.startswith(PREFIX + RANDOM) for each in real.parameters)
