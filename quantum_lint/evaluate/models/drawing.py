"""Random numbers: of a generator with a known seed they are drawn as the program would, others are not known.

What is drawn without a seed has a shape all the same: angles become parameters, everything else is unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from quantum_lint.evaluate.calls import Argument
from quantum_lint.evaluate.models import sizes
from quantum_lint.evaluate.models.conversion import NotKnownError, Reader, wrapped
from quantum_lint.evaluate.models.live import Live
from quantum_lint.evaluate.models.making import Prepared, performed
from quantum_lint.evaluate.models.unsettled import RANDOM
from quantum_lint.evaluate.values import NOTHING, ListValue, Unknown, Value, constant, find_argument

if TYPE_CHECKING:
    from quantum_lint.evaluate.machine import Machine

Arguments = tuple[Argument, ...]
Model = Callable[["Machine", Arguments, "Value | None"], "Value | None"]

_DRAWN = Unknown(f"{RANDOM}: it is drawn without a seed")
#: What draws numbers, and the position of the shape; None where each argument is a dimension.
_SHAPES: dict[str, tuple[str, int | None]] = {
    "rand": ("", None), "randn": ("", None), "random": ("size", 0), "random_sample": ("size", 0), "ranf": ("size", 0),
    "randint": ("size", 2), "integers": ("size", 2), "choice": ("size", 1), "normal": ("size", 2),
    "uniform": ("size", 2), "standard_normal": ("size", 0), "exponential": ("size", 1), "sample": ("size", 0),
    "permutation": ("", -1), "shuffle": ("", -1),
}  # fmt: skip
_PYTHON = ("random", "randint", "uniform", "choice", "sample", "choices", "shuffle", "randrange", "gauss",
           "getrandbits", "betavariate", "normalvariate")  # fmt: skip


def seeds(machine: Machine) -> dict[str, Any]:
    """The generators of the modules that have a seed: part of the state, so that a trial does not use them up."""
    found: dict[str, Any] = machine.library.seeds  # type: ignore[attr-defined]
    return found


def _numpy_seed(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    import numpy as np

    seed = constant(arguments[0].value, int) if arguments else None
    known = seed is not None and 0 <= seed < 1 << 32 and not machine.state.trying and not machine.doubts
    machine.state.bind(seeds(machine), "numpy", np.random.RandomState(seed) if known else None)
    return NOTHING


def _python_seed(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    from random import Random

    seed = constant(arguments[0].value, (int, str)) if arguments else None
    known = seed is not None and not machine.state.trying and not machine.doubts
    machine.state.bind(seeds(machine), "random", Random(seed) if known else None)  # noqa: S311  (it repeats what the program draws)
    return NOTHING


def _generator(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    """`numpy.random.default_rng(seed)`."""
    import numpy as np

    given = find_argument(arguments, "seed", 0)
    seed = constant(given.value, int) if given else None
    return Live.of(machine, np.random.default_rng(seed)) if seed is not None and seed >= 0 else _GENERATOR


def _state(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    """`numpy.random.RandomState(seed)`."""
    import numpy as np

    seed = constant(arguments[0].value, int) if arguments else None
    return Live.of(machine, np.random.RandomState(seed)) if seed is not None and seed >= 0 else _GENERATOR


_GENERATOR = Unknown(f"{RANDOM}: its generator has no seed")


def _drawn(name: str) -> Model:
    """A function of `numpy.random`."""

    def model(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
        generator = seeds(machine).get("numpy")
        if not hasattr(generator, "randint"):
            return unseeded(machine, name, arguments)
        if machine.state.trying or machine.doubts:
            machine.state.bind(seeds(machine), "numpy", None)
            return unseeded(machine, name, arguments)
        return from_generator(machine, generator, name, arguments)

    return model


def from_generator(machine: Machine, generator: Any, name: str, arguments: Arguments) -> Value:
    """What a generator with a known state gives next."""
    reader = Reader(machine.library.unsettled)  # type: ignore[attr-defined]
    try:
        args = [reader.real(each.value) for each in arguments if each.position is not None]
        named = {each.name: reader.real(each.value) for each in arguments if each.name is not None}
        for each in (*args, *named.values()):
            number = each if isinstance(each, int) and name in ("rand", "randn", "random", "permutation") else 0
            if number > sizes.NUMBERS or (isinstance(each, (tuple, list)) and _product(each) > sizes.NUMBERS):
                return Unknown(f"{RANDOM}: there would be too many random numbers")
        return wrapped(machine, performed(machine, name, getattr(generator, name), Prepared(reader, args, named)))
    except NotKnownError as error:
        machine.state.bind(seeds(machine), "numpy", None)
        return Unknown(f"{RANDOM}: {error}")


def unseeded(machine: Machine, name: str, arguments: Arguments) -> Value:
    """Numbers of which only the shape is known."""
    shape = _shape(machine, name, arguments)
    if shape is None:
        return _DRAWN
    if _product(shape) > sizes.NUMBERS // 16:
        return Unknown("there would be too many random numbers")
    return wrapped(machine, machine.library.unsettled.array(shape, RANDOM))  # type: ignore[attr-defined]


def _shape(machine: Machine, name: str, arguments: Arguments) -> tuple[int, ...] | None:
    keyword, position = _SHAPES.get(name, ("size", -1))
    given: Sequence[Value]
    if position is None:
        given = [each.value for each in arguments if each.position is not None]
    else:
        found = find_argument(arguments, keyword, position) if keyword else None
        if found is None:
            return None
        given = found.value.items if isinstance(found.value, ListValue) else [found.value]
    numbers = [constant(each, int) for each in given]
    if not numbers or any(number is None or number < 0 for number in numbers):
        return None
    return tuple(number for number in numbers if number is not None)


def _product(shape: Sequence[Any]) -> int:
    result = 1
    for each in shape:
        result *= each if isinstance(each, int) else 1
    return result


def _python_drawn(name: str) -> Model:
    """A function of `random`."""

    def model(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
        generator = seeds(machine).get("random")
        if not hasattr(generator, "randint") or machine.state.trying or machine.doubts:
            machine.state.bind(seeds(machine), "random", None)
            return _python_unseeded(name, arguments)
        return from_generator(machine, generator, name, arguments) if name != "shuffle" else _forget(machine, arguments)

    return model


def _forget(machine: Machine, arguments: Arguments) -> Value:
    machine.state.bind(seeds(machine), "random", None)
    return _python_unseeded("shuffle", arguments)


def _python_unseeded(name: str, arguments: Arguments) -> Value:
    if name in ("sample", "choices"):
        number = find_argument(arguments, "k", 1 if name == "sample" else 3)
        count = constant(number.value, int) if number else 1
        if count is not None and 0 <= count <= 10_000:
            return ListValue([_DRAWN] * count)
    return _DRAWN


MODELS: dict[str, Model] = {
    "numpy.random.seed": _numpy_seed,
    "random.seed": _python_seed,
    "numpy.random.default_rng": _generator,
    "numpy.random.RandomState": _state,
    **{f"numpy.random.{name}": _drawn(name) for name in _SHAPES},
    **{f"random.{name}": _python_drawn(name) for name in _PYTHON},
}
