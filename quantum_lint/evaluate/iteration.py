"""Models of what is iterated over: ranges, enumerations, the tools of `itertools`, evenly spaced numbers."""

from __future__ import annotations

import itertools
import math
import operator
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from quantum_lint.evaluate import operators
from quantum_lint.evaluate.access import typical
from quantum_lint.evaluate.calls import Argument
from quantum_lint.evaluate.items import Items, items
from quantum_lint.evaluate.values import (
    UNKNOWN_ITEM,
    Instance,
    Known,
    ListValue,
    Series,
    Unknown,
    Value,
    constant,
    find_argument,
    join,
)

if TYPE_CHECKING:
    from quantum_lint.evaluate.machine import Machine

Arguments = tuple[Argument, ...]
Model = Callable[["Machine", Arguments, "Value | None"], "Value | None"]

_NUMBER = Unknown("the number is not known")
#: Of more items than this no number of choices is worked out.
_MOST_CHOSEN_FROM = 1_000


def first(arguments: Arguments) -> Value | None:
    """The value of the first positional argument."""
    return arguments[0].value if arguments and arguments[0].position == 0 else None


def whole(arguments: Arguments, name: str, position: int, default: int | None = None) -> int | None:
    """The whole number given as an argument, or its default where it is not given."""
    given = find_argument(arguments, name, position)
    return default if given is None else constant(given.value, int)


def _columns(machine: Machine, arguments: Arguments) -> list[Items] | None:
    """What each positional argument gives; None where there may be more of them."""
    if any(argument.name is None and argument.position is None for argument in arguments):
        return None
    return [items(machine, argument.value) for argument in arguments if argument.position is not None]


def _tuple(values: Iterable[Value]) -> ListValue:
    return ListValue(tuple(values), "tuple")


def _length(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    value = first(arguments)
    length = items(machine, value).length if value is not None else None
    return None if length is None else Known(length)


def _range(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    bounds = [constant(argument.value, int) for argument in arguments]
    if not bounds or any(bound is None for bound in bounds) or 0 in bounds[2:]:
        return Series(_NUMBER, None)
    numbers = range(*bounds[:3])
    length = max(0, (numbers.stop - numbers.start + numbers.step - (1 if numbers.step > 0 else -1)) // numbers.step)
    if length <= 4 * machine.limits.unrolled:
        return ListValue([Known(number) for number in numbers])
    return Series(_NUMBER, length)


def _steps(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    """`numpy.arange([start,] stop[, step])`, which takes fractions, too."""
    bounds = [constant(argument.value, (int, float)) for argument in arguments if argument.position is not None]
    if all(isinstance(bound, int) for bound in bounds) or None in bounds:
        return _range(machine, tuple(each for each in arguments if each.position is not None), receiver)
    start, stop, step = {1: [0, *bounds, 1], 2: [*bounds, 1]}.get(len(bounds), bounds[:3])
    try:
        return Series(_NUMBER, max(0, math.ceil((stop - start) / step)))
    except operators.FAILURES:
        return Series(_NUMBER, None)


def _sampled(default: int | None, name: str, position: int) -> Model:
    """`numpy.linspace(start, stop, num=50)` and peers: so many numbers."""

    def model(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
        return Series(_NUMBER, whole(arguments, name, position, default))

    return model


def _enumerate(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    value = first(arguments)
    if value is None:
        return None
    found = items(machine, value)
    start = whole(arguments, "start", 1, 0)
    if found.known is not None and start is not None:
        return ListValue([_tuple((Known(start + at), item)) for at, item in enumerate(found.known)])
    return Series(_tuple((_NUMBER, found.element)), found.length, found.endless)


def _zip(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    columns = _columns(machine, arguments)
    if not columns:
        return None
    if all(column.known is not None for column in columns):
        return ListValue([_tuple(row) for row in zip(*(column.known or () for column in columns), strict=False)])
    lengths = [column.length for column in columns if not column.endless]
    shortest = None if None in lengths or not lengths else min(length for length in lengths if length is not None)
    return Series(_tuple(column.element for column in columns), shortest, not lengths)


def _zip_longest(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    columns = _columns(machine, arguments)
    if not columns:
        return None
    lengths = [column.length for column in columns]
    longest = None if None in lengths else max(length for length in lengths if length is not None)
    return Series(_tuple(column.element for column in columns), longest, any(column.endless for column in columns))


def _product(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    columns = _columns(machine, arguments)
    repeat = whole(arguments, "repeat", -1, 1)
    if columns is None or repeat is None or not 0 <= repeat <= machine.limits.unrolled:
        return Series(UNKNOWN_ITEM, None)
    columns = columns * repeat
    lengths = [column.length for column in columns if column.length is not None]
    number = math.prod(lengths) if len(lengths) == len(columns) else None
    if number is not None and number <= 4 * machine.limits.unrolled and all(each.known is not None for each in columns):
        return ListValue([_tuple(row) for row in itertools.product(*(each.known or () for each in columns))])
    return Series(_tuple(column.element for column in columns), number)


def _chosen(count: Callable[[int, int], int], choose: Callable[..., Iterable[tuple[Value, ...]]]) -> Model:
    """`itertools.combinations(items, r)` and peers."""

    def model(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
        value, size = first(arguments), whole(arguments, "r", 1)
        if value is None or size is None or not 0 <= size <= machine.limits.container:
            return Series(UNKNOWN_ITEM, None)
        found = items(machine, value)
        if found.length is None or found.length > _MOST_CHOSEN_FROM:
            return Series(_tuple((found.element,) * size), None)
        number = count(found.length, size)
        if found.known is not None and number <= 4 * machine.limits.unrolled:
            return ListValue([_tuple(row) for row in choose(found.known, size)])
        return Series(_tuple((found.element,) * size), number)

    return model


def _permutations(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    if len(arguments) == 1:
        length = items(machine, arguments[0].value).length
        if length is None:
            return Series(UNKNOWN_ITEM, None)
        arguments = (*arguments, arguments[0]._replace(position=1, value=Known(length)))
    return _chosen(math.perm, itertools.permutations)(machine, arguments, receiver)


def _repeated(number: int, size: int) -> int:
    return math.comb(number + size - 1, size) if number or not size else 0


def _repeat(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    value = find_argument(arguments, "object", 0)
    if value is None:
        return None
    times = find_argument(arguments, "times", 1)
    return Series(value.value, None if times is None else constant(times.value, int), times is None)


def _count(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    return Series(_NUMBER, None, endless=True)


def _cycle(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    value = first(arguments)
    return Series(items(machine, value).element, None, endless=True) if value is not None else None


def _chain(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    return _one_after_the_other(machine, _columns(machine, arguments))


def _chain_of(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    value = first(arguments)
    rows = items(machine, value).known if value is not None else None
    return _one_after_the_other(machine, [items(machine, row) for row in rows] if rows is not None else None)


def _one_after_the_other(machine: Machine, columns: Sequence[Items] | None) -> Value:
    if columns is None:
        return Series(UNKNOWN_ITEM, None)
    if all(column.known is not None for column in columns):
        found = [item for column in columns for item in column.known or ()]
        if len(found) <= machine.limits.container:
            return ListValue(found)
    lengths = [column.length for column in columns]
    number = None if None in lengths else sum(length for length in lengths if length is not None)
    element = join(*(column.element for column in columns)) if columns else UNKNOWN_ITEM
    return Series(element, number, any(column.endless for column in columns))


def _cut(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    """`itertools.islice(items, [start,] stop[, step])`."""
    value = first(arguments)
    bounds = [constant(argument.value, (int, type(None))) for argument in arguments[1:4]]
    unknown = [argument for argument in arguments[1:] if not isinstance(argument.value, Known)]
    if value is None or not bounds or unknown or any(bound is not None and bound < 0 for bound in bounds):
        return Series(UNKNOWN_ITEM, None)
    found = items(machine, value)
    window = slice(*bounds)
    if found.known is not None and window.step != 0:
        return ListValue(found.known[window])
    if found.endless and window.stop is not None and window.step != 0:
        return Series(found.element, len(range(window.start or 0, window.stop, window.step or 1)))
    most = window.stop if found.length is None or window.stop is None else min(found.length, window.stop)
    return Series(found.element, most if found.length is not None and len(bounds) == 1 else None)


def _pairwise(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    value = first(arguments)
    if value is None:
        return None
    found = items(machine, value)
    if found.known is not None:
        return ListValue([_tuple(pair) for pair in zip(found.known, found.known[1:], strict=False)])
    length = None if found.length is None else max(found.length - 1, 0)
    return Series(_tuple((found.element, found.element)), length, found.endless)


def _of_same_length(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    """`itertools.accumulate(items)`."""
    value = first(arguments)
    return None if value is None else Series(UNKNOWN_ITEM, items(machine, value).length, items(machine, value).endless)


def _batched(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    value, size = first(arguments), whole(arguments, "n", 1)
    if value is None or size is None or size < 1:
        return Series(UNKNOWN_ITEM, None)
    found = items(machine, value)
    if found.known is not None:
        return ListValue([_tuple(found.known[at : at + size]) for at in range(0, len(found.known), size)])
    return Series(Series(found.element, None), None if found.length is None else -(-found.length // size))


def listed(kind: str) -> Model:
    """`list(items)`, and what else gives the items as they are."""

    def model(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
        value = find_argument(arguments, "iterable", 0)
        if value is None:
            return ListValue((), kind) if not arguments else None
        found = items(machine, value.value)
        if found.known is not None:
            return ListValue(found.known, kind)
        return value.value if isinstance(value.value, Instance) else Series(found.element, found.length, found.endless)

    return model


def _sorted(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    """Constants are put in order; of anything else the place of each is not known."""
    value = first(arguments)
    if value is None:
        return None
    found = items(machine, value)
    if found.known is None:
        return value if isinstance(value, Instance) else Series(found.element, found.length)
    plain = [item for item in found.known if isinstance(item, Known)]
    if len(plain) == len(found.known) and len(arguments) == 1:
        try:
            return ListValue(sorted(plain, key=operator.attrgetter("value")))
        except operators.FAILURES:
            pass
    return ListValue([typical(tuple(found.known))] * len(found.known))


def _backwards(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    value = first(arguments)
    if value is None:
        return None
    found = items(machine, value)
    if found.known is not None:
        return ListValue(found.known[::-1])
    return value if isinstance(value, Instance) else Series(found.element, found.length)


def _next(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    """`next(iterator[, default])`: any item, as nobody counts how many were taken before."""
    value = first(arguments)
    if value is None or isinstance(value, Instance):
        return None
    return join(items(machine, value).element, *(argument.value for argument in arguments[1:2]))


def _any_one(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    """`random.choice(items)`."""
    value = first(arguments)
    return None if value is None or len(arguments) > 1 else items(machine, value).element


def _some(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    """`random.sample(items, k)`."""
    value = first(arguments)
    number = whole(arguments, "k", 1)
    return None if value is None else Series(items(machine, value).element, number)


_PROGRESS = ("tqdm.tqdm", "tqdm.notebook.tqdm", "tqdm.auto.tqdm", "tqdm.std.tqdm", "tqdm.asyncio.tqdm",
             "tqdm.rich.tqdm", "tqdm.tqdm_notebook", "tqdm.notebook.tqdm_notebook", "rich.progress.track",
             "alive_progress.alive_it", "progressbar.progressbar", "fastprogress.progress_bar",
             "fastprogress.fastprogress.progress_bar")  # fmt: skip
_RANGES = ("range", "tqdm.trange", "tqdm.notebook.trange", "tqdm.auto.trange", "tqdm.tnrange")
_ARRAYS = ("numpy.array", "numpy.asarray", "jax.numpy.array", "pennylane.numpy.array", "iter", "list")

MODELS: dict[str, Model] = {
    "len": _length,
    **dict.fromkeys(_RANGES, _range),
    **dict.fromkeys(("numpy.arange", "jax.numpy.arange", "pennylane.numpy.arange"), _steps),
    **dict.fromkeys(("numpy.linspace", "jax.numpy.linspace", "pennylane.numpy.linspace"), _sampled(50, "num", 2)),
    **dict.fromkeys(("numpy.logspace", "numpy.geomspace"), _sampled(50, "num", 2)),
    **dict.fromkeys(("numpy.zeros", "numpy.ones", "numpy.empty"), _sampled(None, "shape", 0)),
    "enumerate": _enumerate,
    "zip": _zip,
    **dict.fromkeys(_PROGRESS, listed("list")),
    **dict.fromkeys(_ARRAYS, listed("list")),
    "tuple": listed("tuple"),
    "set": listed("set"),
    "frozenset": listed("set"),
    "collections.deque": listed("list"),
    "sorted": _sorted,
    "reversed": _backwards,
    "next": _next,
    "anext": _next,
    "random.choice": _any_one,
    "numpy.random.choice": _any_one,
    "random.sample": _some,
    "random.choices": _sampled(1, "k", 3),
    "itertools.product": _product,
    "itertools.combinations": _chosen(math.comb, itertools.combinations),
    "itertools.combinations_with_replacement": _chosen(_repeated, itertools.combinations_with_replacement),
    "itertools.permutations": _permutations,
    "itertools.repeat": _repeat,
    "itertools.count": _count,
    "itertools.cycle": _cycle,
    "itertools.chain": _chain,
    "itertools.chain.from_iterable": _chain_of,
    "itertools.islice": _cut,
    "itertools.pairwise": _pairwise,
    "itertools.batched": _batched,
    "itertools.zip_longest": _zip_longest,
    "itertools.accumulate": _of_same_length,
}
