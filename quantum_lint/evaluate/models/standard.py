"""Models of builtins and of the standard library: what a call gives, by qualified name.

A model gets the machine, the arguments and the receiver, and returns the result, or None to leave it unknown.
The deep mode looks here last, after the libraries that it knows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from quantum_lint.evaluate import (
    bounds,
    callbacks,
    command_line,
    configurations,
    containers,
    decoding,
    handed_on,
    iteration,
    managers,
    operators,
    optimizers,
    records,
    rounding,
)
from quantum_lint.evaluate.calls import Argument
from quantum_lint.evaluate.functions import Object, SuperObject
from quantum_lint.evaluate.iteration import first
from quantum_lint.evaluate.text import concatenate
from quantum_lint.evaluate.values import (
    UNKNOWN_ITEM,
    DictValue,
    Environment,
    Instance,
    Known,
    ListValue,
    Text,
    Unknown,
    Value,
    constant,
    find_argument,
    truth,
)

if TYPE_CHECKING:
    from quantum_lint.evaluate.machine import Machine

Arguments = tuple[Argument, ...]
Model = Callable[["Machine", Arguments, "Value | None"], "Value | None"]


def _dictionary(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    pairs: list[tuple[Value, Value]] = []
    for argument in arguments:
        if argument.name is not None:
            pairs.append((Known(argument.name), argument.value))
        elif isinstance(argument.value, DictValue):
            pairs.extend(argument.value.items)
        elif isinstance(argument.value, ListValue):
            pairs.extend(_pairs(argument.value))
        else:
            return None
    return DictValue(pairs)


def _pairs(listed: ListValue) -> list[tuple[Value, Value]]:
    rows = [row.items for row in listed.items if isinstance(row, ListValue)]
    return [(row[0], row[1]) for row in rows if len(row) == 2]


def _converted(kind: Callable[[object], object]) -> Model:
    """`str`, `int`, `float`, `bool` of one value; what is not known stays what it was."""

    def model(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
        value = first(arguments)
        if isinstance(value, Known):
            if isinstance(value.value, (str, bytes)) and len(value.value) > 1_000 and kind is not str:
                return None
            try:
                return Known(kind(value.value), value.sources)
            except operators.FAILURES:
                return None
        if isinstance(value, (Environment, Instance, Unknown, Text)):
            return value
        return None

    return model


def _text(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    """`str(value)`, and `str(data, encoding)`."""
    value = first(arguments)
    encoding = find_argument(arguments, "encoding", 1)
    if isinstance(value, Known) and isinstance(value.value, bytes) and encoding is not None:
        return operators.method("decode", value, (), machine.limits)
    return _converted(str)(machine, arguments, receiver)


def _truth(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    value = first(arguments)
    holds = truth(value) if value is not None else None
    return None if holds is None else Known(holds)


def _extreme(choose: Callable[[Sequence[object]], object]) -> Model:
    def model(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
        values = [_operand(argument) for argument in arguments if argument.name is None]
        if len(values) == 1 and isinstance(values[0], ListValue):
            values = [*values[0].items, *(() if values[0].exact else (UNKNOWN_ITEM,))]
        if not values or len(values) > 100 or not all(isinstance(value, Known) for value in values):
            found = None if find_argument(arguments, "key") else bounds.bounded(choose, values)
            return found or (callbacks.best(machine, arguments, receiver) if choose is not sum else None)
        try:
            return Known(choose([value.value for value in values]))  # type: ignore[attr-defined]
        except operators.FAILURES:
            return None

    return model


def _operand(argument: Argument) -> Value:
    """The value of the argument; nobody knows which values come out of `*` of something unknown."""
    return UNKNOWN_ITEM if argument.position is None else argument.value


def _environment(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    name = find_argument(arguments, "key", 0)
    default = find_argument(arguments, "default", 1)
    return Environment(constant(name.value, str) if name else None, default.value if default else None)


def _super(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    function = machine.calling[-1] if machine.calling else None
    parameters = function.parameters() if function else []
    made = machine.scope.contents.get(parameters[0]) if parameters else None
    if function is not None and function.owner is not None and isinstance(made, Object):
        return SuperObject(made, function.owner)
    return None


def _joined_path(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    pieces: list[Value] = []
    for argument in arguments:
        pieces.extend((Known("/"), argument.value) if pieces else (argument.value,))
    return concatenate(machine, pieces) if all(containers.textual(piece) for piece in pieces) else None


MODELS: dict[str, Model] = {
    "dict": _dictionary,
    "str": _text,
    "int": _converted(int),  # type: ignore[arg-type]
    "float": _converted(float),  # type: ignore[arg-type]
    "bool": _truth,
    "max": _extreme(max),  # type: ignore[arg-type]
    "min": _extreme(min),  # type: ignore[arg-type]
    "sum": _extreme(sum),  # type: ignore[arg-type]
    "os.getenv": _environment,
    "os.environ.get": _environment,
    "super": _super,
    "os.path.join": _joined_path,
    **iteration.MODELS,
    **containers.MODELS,
    **callbacks.MODELS,
    **decoding.MODELS,
    **configurations.MODELS,
    **optimizers.MODELS,
    **command_line.MODELS,
    **handed_on.MODELS,
    **managers.MODELS,
    **records.MODELS,
    **rounding.MODELS,
}
