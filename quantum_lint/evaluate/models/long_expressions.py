"""Expressions of parameters that take too long to work out: which parameters are in them is known all the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from quantum_lint.evaluate.models import sizes
from quantum_lint.evaluate.models.conversion import NotKnownError, wrapped
from quantum_lint.evaluate.models.failing import FAILURES
from quantum_lint.evaluate.models.live import BOUNDED, Quality
from quantum_lint.evaluate.models.making import Prepared, performed
from quantum_lint.evaluate.models.unsettled import PREFIX, RANDOM, Unsettled, is_random
from quantum_lint.evaluate.values import Unknown, Value

if TYPE_CHECKING:
    from quantum_lint.evaluate.machine import Machine


def worked_out(
    machine: Machine, name: str, function: Callable[..., Any], prepared: Prepared, quality: Quality
) -> Value:
    """What a function of numbers gives, or what stands for that. Raises NotKnownError."""
    try:
        return wrapped(machine, performed(machine, name, function, prepared), quality)
    except NotKnownError as error:
        if not isinstance(error.__cause__, sizes.TooLongError):
            raise
        return stand_in(machine, function, prepared.args, prepared.named, str(error))


def stand_in(
    machine: Machine, function: Callable[..., Any], args: Sequence[Any], named: Mapping[str, Any], reason: str
) -> Value:
    """The sum of all parameters in place of what a function makes of them, in the same shape.

    A circuit with it has the right parameters and wrong angles, and is said to be bounded. Where the program knows none
    of the parameters, any number will do.
    """
    try:
        shape = _shape(function, args, named)
        held = sorted({one for each in (*args, *named.values()) for one in _parameters(each)}, key=lambda one: one.name)
        if all(one.name.startswith(PREFIX) for one in held):
            unsettled: Unsettled = machine.library.unsettled  # type: ignore[attr-defined]
            return wrapped(machine, unsettled.array(shape, RANDOM if is_random(held) else "")[()])
        return wrapped(machine, _filled(shape, sum(held)), Quality(BOUNDED, reason))
    except FAILURES:
        return Unknown(reason)


def _shape(function: Callable[..., Any], args: Sequence[Any], named: Mapping[str, Any]) -> tuple[int, ...]:
    """The shape of what the function gives, as numbers tell it."""
    import numpy as np

    return np.shape(function(*map(_plain, args), **{name: _plain(each) for name, each in named.items()}))


def _filled(shape: tuple[int, ...], real: Any) -> Any:
    import numpy as np

    return np.full(shape, real, object) if shape else real


def _parameters(real: Any) -> Iterator[Any]:
    """The parameters in a number, a list or an array."""
    inner = real if isinstance(real, (list, tuple)) else sizes.objects(real)
    for each in inner:
        yield from _parameters(each)
    yield from getattr(real, "parameters", ()) if not len(inner) else ()


def _plain(real: Any) -> Any:
    """A number in place of each expression."""
    import numpy as np

    if isinstance(real, (list, tuple)):
        return type(real)(map(_plain, real))
    if getattr(real, "shape", ()):
        return np.ones(real.shape)
    return 1.0 if hasattr(real, "parameters") else real
