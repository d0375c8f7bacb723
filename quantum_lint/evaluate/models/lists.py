"""Methods of lists, sets and dictionaries whose items are known: they leave exactly what Python would leave."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from quantum_lint.evaluate import operators
from quantum_lint.evaluate.calls import Argument
from quantum_lint.evaluate.containers import extend
from quantum_lint.evaluate.items import items
from quantum_lint.evaluate.models.conversion import NotKnownError, Reader
from quantum_lint.evaluate.models.plain import distinct, order
from quantum_lint.evaluate.models.standard import MODELS as STANDARD
from quantum_lint.evaluate.values import (
    ITEMS,
    NOTHING,
    DictValue,
    ListValue,
    Unknown,
    Value,
    constant,
    find_argument,
)

if TYPE_CHECKING:
    from quantum_lint.evaluate.machine import Machine

Arguments = tuple[Argument, ...]
Model = Callable[["Machine", Arguments, "Value | None"], "Value | None"]
#: Where a dictionary keeps what makes the values of keys that are not there.
_FACTORY = "default factory"
#: What a method leaves of the items, or None where that is not known.
Change = Callable[["Machine", ListValue, Arguments], "Sequence[Value] | None"]


def _changing(change: Change) -> Model:
    def model(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
        if not isinstance(receiver, ListValue):
            return None
        left = change(machine, receiver, arguments) if receiver.exact else None
        if left is None:
            machine.state.disturb(receiver.contents)
        else:
            extend(machine, receiver, tuple(left))
        doubt(machine, receiver)
        return NOTHING

    return model


def doubt(machine: Machine, container: ListValue | DictValue) -> None:
    """Note that what was just done to a container may not have been done, if that is so."""
    if machine.doubts:
        machine.state.disturb(container.contents)


def _append(machine: Machine, receiver: ListValue, arguments: Arguments) -> Sequence[Value] | None:
    return (*receiver.items, arguments[0].value) if arguments else None


def _extend(machine: Machine, receiver: ListValue, arguments: Arguments) -> Sequence[Value] | None:
    added = items(machine, arguments[0].value).known if arguments else None
    return None if added is None else (*receiver.items, *added)


def _insert(machine: Machine, receiver: ListValue, arguments: Arguments) -> Sequence[Value] | None:
    at = constant(arguments[0].value, int) if len(arguments) == 2 else None
    if at is None:
        return None
    left = list(receiver.items)
    left.insert(at, arguments[1].value)
    return left


def _clear(machine: Machine, receiver: ListValue, arguments: Arguments) -> Sequence[Value] | None:
    return ()


def _reverse(machine: Machine, receiver: ListValue, arguments: Arguments) -> Sequence[Value] | None:
    return receiver.items[::-1]


def _sort(machine: Machine, receiver: ListValue, arguments: Arguments) -> Sequence[Value] | None:
    return order(machine, receiver.items, find_argument(arguments, "key"), find_argument(arguments, "reverse"))


def _remove(machine: Machine, receiver: ListValue, arguments: Arguments) -> Sequence[Value] | None:
    at = place(machine, receiver.items, arguments[0].value) if arguments else None
    if at is None:
        return None
    return receiver.items if at < 0 else (*receiver.items[:at], *receiver.items[at + 1 :])


def _add(machine: Machine, receiver: ListValue, arguments: Arguments) -> Sequence[Value] | None:
    found = distinct(machine, (*receiver.items, *(each.value for each in arguments)))
    return found.items if isinstance(found, ListValue) else None


def _update(machine: Machine, receiver: ListValue, arguments: Arguments) -> Sequence[Value] | None:
    added = _extend(machine, receiver, arguments)
    found = distinct(machine, added) if added is not None else None
    return found.items if isinstance(found, ListValue) else None


def table_of(machine: Machine, pairs: Sequence[tuple[Value, Value]]) -> DictValue:
    """A dictionary of keys and values: a key that comes again keeps its place and takes the later value."""
    reader = Reader(machine.library.unsettled)  # type: ignore[attr-defined]
    held: dict[Any, tuple[Value, Value]] = {}
    try:
        for key, value in pairs:
            real = reader.real(key)
            held[real] = (held.get(real, (key, value))[0], value)
    except (NotKnownError, *operators.FAILURES):
        made = DictValue(pairs)
        machine.state.disturb(made.contents)
        return made
    return DictValue(list(held.values()))


def place(machine: Machine, found: Sequence[Value], wanted: Value) -> int | None:
    """The place of the first item that equals a value, -1 where none does; None where that is not known."""
    reader = Reader(machine.library.unsettled)  # type: ignore[attr-defined]
    try:
        real = reader.real(wanted)
        places = [at for at, item in enumerate(found) if _equal(reader.real(item), real)]
    except (NotKnownError, *operators.FAILURES):
        return next((at for at, item in enumerate(found) if item is wanted), None)
    return places[0] if places else -1


def _equal(left: Any, right: Any) -> bool:
    return bool(left is right or left == right)


def _pop_entry(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    """`table.pop(key[, default])`."""
    if not isinstance(receiver, DictValue) or not arguments:
        return None
    at = place(machine, [key for key, _ in receiver.items], arguments[0].value) if receiver.exact else None
    if at is None:
        machine.state.disturb(receiver.contents)
        return Unknown("the key is not known")
    if at < 0:
        return arguments[1].value if len(arguments) > 1 else Unknown("there is no such key")
    held = receiver.items[at][1]
    machine.state.bind(receiver.contents, ITEMS, (*receiver.items[:at], *receiver.items[at + 1 :]))
    doubt(machine, receiver)
    return held


def _with_defaults(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    """`collections.defaultdict(factory, entries)`: reading a key that is not there adds what the factory makes."""
    factory = arguments[0] if arguments and arguments[0].position == 0 else None
    rest = arguments[1:] if factory is not None else arguments
    made = STANDARD["dict"](machine, rest, receiver)
    if factory is not None and isinstance(made, DictValue):
        made.contents[_FACTORY] = factory.value
    return made


def added(machine: Machine, table: DictValue, key: Value) -> Value | None:
    """What reading a key that is not there adds to a dictionary with defaults; one that is not known adds any."""
    factory = table.contents.get(_FACTORY)
    at = place(machine, [known for known, _ in table.items], key) if factory is not None else 0
    if at is None:
        machine.state.disturb(table.contents)
    if factory is None or at != -1 or not table.exact:
        return None
    made = machine.apply(factory, ())
    machine.state.bind(table.contents, ITEMS, (*table.items, (key, made)))
    doubt(machine, table)
    return made


MODELS: dict[str, Model] = {
    "collections.defaultdict": _with_defaults,
    "collections.OrderedDict": STANDARD["dict"],
    "list.append": _changing(_append),
    "list.extend": _changing(_extend),
    "list.insert": _changing(_insert),
    "list.clear": _changing(_clear),
    "list.reverse": _changing(_reverse),
    "list.sort": _changing(_sort),
    "list.remove": _changing(_remove),
    "set.add": _changing(_add),
    "set.update": _changing(_update),
    "set.discard": _changing(_remove),
    "set.remove": _changing(_remove),
    "set.clear": _changing(_clear),
    "dict.pop": _pop_entry,
}
