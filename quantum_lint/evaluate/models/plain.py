"""What builtins and the methods of plain values give when everything in them is known."""

from __future__ import annotations

import ast
import itertools
import operator
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from quantum_lint.evaluate import operators
from quantum_lint.evaluate.calls import Argument
from quantum_lint.evaluate.functions import Function, Object
from quantum_lint.evaluate.items import items
from quantum_lint.evaluate.models import endless, sizes
from quantum_lint.evaluate.models.conversion import NotKnownError, Reader, wrapped
from quantum_lint.evaluate.models.long_expressions import stand_in
from quantum_lint.evaluate.models.unsettled import is_unsettled
from quantum_lint.evaluate.streams import Stream
from quantum_lint.evaluate.values import (
    ITEMS,
    NOTHING,
    Foreign,
    Known,
    ListValue,
    Unknown,
    Value,
    find_argument,
    truth,
)

if TYPE_CHECKING:
    from quantum_lint.evaluate.machine import Machine

Arguments = tuple[Argument, ...]
Model = Callable[["Machine", Arguments, "Value | None"], "Value | None"]

#: Builtins without side effects, whose result is about as large as what they are given.
_PURE: dict[str, Callable[..., Any]] = {
    each.__name__: each
    for each in (abs, all, any, bin, bool, chr, complex, divmod, float, hex, int, max, min, oct, ord, pow, repr, round,
                 str, sum, sorted, format, slice)
}  # fmt: skip
_METHODS: dict[str, tuple[type, str]] = {
    f"{kind.__name__}.{name}": (kind, name)
    for kind, names in (
        (str, ("capitalize casefold center count endswith find format index isalnum isalpha isdecimal isdigit islower "
               "isnumeric isspace isupper join ljust lower lstrip partition removeprefix removesuffix replace rfind "
               "rindex rjust rpartition rsplit rstrip split splitlines startswith strip swapcase title upper zfill "
               "translate")),
        (int, "bit_length bit_count conjugate"),
        (float, "is_integer conjugate as_integer_ratio"),
        (complex, "conjugate"),
        (list, "count index"),
        (tuple, "count index"),
        (set, "union intersection difference issubset issuperset symmetric_difference isdisjoint copy"),
    )
    for name in names.split()
}  # fmt: skip
_ATTRIBUTES = frozenset(("real", "imag", "numerator", "denominator"))
_LONGEST = 100_000


def pure(name: str, function: Callable[..., Any], fallback: Model | None) -> Model:
    """A function of values that are all known; otherwise what the light mode makes of it."""

    def model(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
        reader = Reader(machine.library.unsettled)  # type: ignore[attr-defined]
        try:
            args = [reader.real(each.value) for each in arguments if each.position is not None]
            named = {each.name: reader.real(each.value) for each in arguments if each.name is not None}
            if receiver is not None and not isinstance(receiver, Foreign):
                args.insert(0, reader.real(receiver))
            if len(args) + len(named) < len(arguments) or not _fits(machine, name, args) or reader.quality.level:
                return fallback(machine, arguments, receiver) if fallback else None
            if any(is_unsettled(each) for each in (*args, *named.values())) and name not in ("sum", "abs", "list"):
                return Unknown("a number is not known")
            sizes.check(name, args, named)
            machine.steps -= 1 + sum(len(each) for each in args if isinstance(each, (list, tuple, str))) // 50
            return wrapped(machine, function(*args, **named))
        except sizes.TooLongError as error:
            return stand_in(machine, function, args, named, str(error))
        except (NotKnownError, sizes.TooLargeError, *operators.FAILURES):
            return fallback(machine, arguments, receiver) if fallback else None

    return model


def _fits(machine: Machine, name: str, args: Sequence[Any]) -> bool:
    if any(isinstance(each, (str, bytes, list, tuple)) and len(each) > _LONGEST for each in args):
        return False
    if name == "pow":
        return len(args) > 2 or operators.fits_power(args, machine.limits)
    if name in ("center", "ljust", "rjust", "zfill"):
        return len(args) > 1 and isinstance(args[1], int) and args[1] < _LONGEST
    if name == "replace":
        return len(args) > 2 and (len(args[0]) + 1) * (len(str(args[2])) + 1) < _LONGEST
    if name == "join":
        return len(args) > 1 and (len(args[0]) + 1) * (len(args[1]) + 1) < _LONGEST
    if name == "format":
        return not any(isinstance(each, str) and operators.is_wide(each) for each in args)
    return True


def _sorted(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    """`sorted(items, key=..., reverse=...)`."""
    key, backwards = find_argument(arguments, "key"), find_argument(arguments, "reverse")
    found = items(machine, arguments[0].value).known if arguments else None
    if found is None:
        return None
    ordered = order(machine, found, key, backwards)
    return ListValue(ordered) if ordered is not None else None


def order(
    machine: Machine, found: Sequence[Value], key: Argument | None, backwards: Argument | None
) -> list[Value] | None:
    """The items in order; None where that is not known."""
    reader = Reader(machine.library.unsettled)  # type: ignore[attr-defined]
    reverse = truth(backwards.value) if backwards else False
    try:
        has_key = key is not None and key.value != NOTHING
        keys = [_applied(machine, key, item) if has_key else item for item in found]
        reals = [reader.real(each) for each in keys]
        if reverse is None or reader.quality.level or is_unsettled(reals):
            return None
        places = sorted(range(len(reals)), key=reals.__getitem__, reverse=reverse)
        return [found[place] for place in places]
    except (NotKnownError, *operators.FAILURES):
        return None


def _applied(machine: Machine, key: Argument | None, item: Value) -> Value:
    assert key is not None
    return machine.apply(key.value, (Argument(None, 0, item, key.where),))


def _best(choose: str, fallback: Model) -> Model:
    """`max` and `min` with a key."""
    plain_model = pure(choose, _PURE[choose], fallback)

    def model(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
        key = find_argument(arguments, "key")
        if key is None:
            return plain_model(machine, arguments, receiver)
        given = [each.value for each in arguments if each.position is not None]
        found = items(machine, given[0]).known if len(given) == 1 else given
        ordered = order(machine, found, key, None) if found else None
        if not ordered:
            return fallback(machine, arguments, receiver)
        return ordered[0] if choose == "min" else ordered[-1]

    return model


def _reduce(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    """`functools.reduce(function, items[, initial])`, item by item."""
    if len(arguments) < 2:
        return None
    found = items(machine, arguments[1].value).known
    if found is None:
        return None
    rest = [*(each.value for each in arguments[2:3]), *found]
    if not rest:
        return None
    result = rest[0]
    for item in rest[1:]:
        given = (Argument(None, 0, result, arguments[0].where), Argument(None, 1, item, arguments[0].where))
        result = machine.apply(arguments[0].value, given)
    return result


def _map(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    """`map(function, items, ...)`, item by item."""
    columns = [items(machine, each.value).known for each in arguments[1:]]
    if not columns or any(column is None for column in columns):
        return None
    rows = zip(*(column or () for column in columns), strict=False)
    where = arguments[0].where
    return ListValue(
        [
            machine.apply(arguments[0].value, tuple(Argument(None, at, each, where) for at, each in enumerate(row)))
            for row in rows
        ]
    )


def _filter(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    """`filter(function, items)`, item by item."""
    found = items(machine, arguments[1].value).known if len(arguments) > 1 else None
    if found is None:
        return None
    kept = []
    for item in found:
        test = item if arguments[0].value == NOTHING else _applied(machine, arguments[0], item)
        holds = truth(test)
        if holds is None:
            return None
        kept += [item] * holds
    return ListValue(kept)


def _iterator(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    """`iter(items)`: a list of its own, from which `next` takes the first."""
    found = items(machine, arguments[0].value).known if len(arguments) == 1 else None
    return None if found is None else ListValue(found)


def _next(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    """`next(iterator[, default])`."""
    value = arguments[0].value if arguments else None
    if not isinstance(value, ListValue) or not value.exact or machine.doubts:
        return None
    if not value.items:
        return arguments[1].value if len(arguments) > 1 else Unknown("nothing is left to iterate over")
    item = value.items[0]
    machine.state.bind(value.contents, ITEMS, value.items[1:])
    return item


def _set(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    """Each item once; whole numbers in the order in which Python has them."""
    found = items(machine, arguments[0].value).known if arguments else ()
    return set_of(machine, found) if found is not None else None


def set_of(machine: Machine, found: Sequence[Value]) -> ListValue:
    """A set of values; where it is not known which of them are the same, how many it has is not known either."""
    once = distinct(machine, found)
    if once is None:
        once = ListValue(found, "set")
        machine.state.disturb(once.contents)
    return once


def distinct(machine: Machine, found: Sequence[Value]) -> ListValue | None:
    """Each value once; None where it is not known which of them are the same."""
    reader = Reader(machine.library.unsettled)  # type: ignore[attr-defined]
    try:
        reals = [reader.real(item) for item in found]
        numbers = all(isinstance(each, (int, float, tuple)) for each in reals)
        if is_unsettled(reals) or reader.quality.level:
            return None
        values = dict(zip(reversed(reals), reversed(found), strict=True))
        kept = set(reals) if numbers else dict.fromkeys(reals)
    except (NotKnownError, *operators.FAILURES):
        return None
    return ListValue([values[each] for each in kept], "set")


def _own_length(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    """`len(value)` of an object of the program whose class says how long it is."""
    value = arguments[0].value if len(arguments) == 1 else None
    method = value.kind.find("__len__") if isinstance(value, Object) else None
    return machine.invoke(method, (), value) if isinstance(method, Function) else None


def _length(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    """How many items there are of what is not known: not known for the same reason."""
    return next((each.value for each in arguments if isinstance(each.value, Unknown)), None)


def _accumulate(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    found = items(machine, arguments[0].value).known if arguments else None
    if found is None or len(arguments) > 1:
        return None
    reader = Reader(machine.library.unsettled)  # type: ignore[attr-defined]
    try:
        return wrapped(machine, list(itertools.accumulate(reader.real(each) for each in found)))
    except (NotKnownError, *operators.FAILURES):
        return None


def _is_instance(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    """`isinstance(value, kinds)` of plain values and objects of libraries."""
    if len(arguments) != 2:
        return None
    reader = Reader(machine.library.unsettled)  # type: ignore[attr-defined]
    try:
        kinds = reader.real(arguments[1].value)
        if isinstance(arguments[0].value, Stream):
            return endless.is_of(kinds)
        value = reader.real(arguments[0].value)
        return Known(isinstance(value, kinds)) if not is_unsettled(value) else None
    except (NotKnownError, *operators.FAILURES):
        return None


def attribute(receiver: Value, name: str) -> Value | None:
    """An attribute of a number."""
    if isinstance(receiver, Known) and name in _ATTRIBUTES and isinstance(receiver.value, (int, float, complex)):
        return Known(getattr(receiver.value, name))
    return None


def models(standard: dict[str, Model]) -> dict[str, Model]:
    """The models of builtins, over those of the light mode."""
    found = {name: pure(name, function, standard.get(name)) for name, function in _PURE.items()}
    for name, (kind, method) in _METHODS.items():
        found[name] = pure(method, getattr(kind, method), standard.get(name))
    found |= {"sorted": _or(_sorted, standard["sorted"]), "max": _best("max", standard["max"])}
    found |= {"min": _best("min", standard["min"]), "functools.reduce": _or(_reduce, standard["functools.reduce"])}
    found |= {"map": _or(_map, standard["map"]), "filter": _or(_filter, standard["filter"])}
    found |= {"iter": _or(_iterator, standard["iter"]), "next": _or(_next, standard["next"])}
    for name, model in endless.MODELS.items():
        found[name] = _or(model, found.get(name) or standard[name])
    found |= {"set": _or(_set, standard["set"]), "frozenset": _or(_set, standard["set"])}
    found |= {"len": _or(_own_length, _or(standard["len"], _length))}
    found |= {"itertools.accumulate": _or(_accumulate, standard["itertools.accumulate"]), "isinstance": _is_instance}
    return found


def _or(first: Model, other: Model) -> Model:
    def model(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
        found = first(machine, arguments, receiver)
        return found if found is not None else other(machine, arguments, receiver)

    return model


def _divided(left: Any, right: Any) -> Any:
    """Qiskit divides each term of a sum, which takes it minutes; times the inverse it is the same."""
    long = isinstance(right, (int, float)) and right and sizes.steps(left) > sizes.SUMMED
    return left * (1 / right) if long else left / right


BINARY: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: _divided,
    ast.FloorDiv: operator.floordiv, ast.Mod: operator.mod, ast.Pow: operator.pow, ast.MatMult: operator.matmul,
    ast.BitXor: operator.xor, ast.BitAnd: operator.and_, ast.BitOr: operator.or_, ast.LShift: operator.lshift,
    ast.RShift: operator.rshift,
}  # fmt: skip
UNARY: dict[type[ast.unaryop], Callable[[Any], Any]] = {
    ast.USub: operator.neg, ast.UAdd: operator.pos, ast.Invert: operator.invert,
}  # fmt: skip
COMPARE: dict[type[ast.cmpop], Callable[[Any, Any], Any]] = {
    ast.Eq: operator.eq, ast.NotEq: operator.ne, ast.Lt: operator.lt, ast.LtE: operator.le, ast.Gt: operator.gt,
    ast.GtE: operator.ge, ast.In: lambda left, right: left in right, ast.NotIn: lambda left, right: left not in right,
}  # fmt: skip
