"""What iterating over a value gives."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from quantum_lint.evaluate.access import derived, read_attribute, typical
from quantum_lint.evaluate.functions import Function, Object
from quantum_lint.evaluate.streams import Stream, iterated
from quantum_lint.evaluate.values import (
    UNKNOWN_ITEM,
    DictValue,
    Instance,
    Known,
    ListValue,
    Reference,
    Series,
    Union,
    Unknown,
    Value,
    join,
)

if TYPE_CHECKING:
    from quantum_lint.evaluate.machine import Machine

#: A longer string is not taken apart.
_CHARACTERS = 64
#: A longer loop is one that nobody waits for.
LONGEST = 10**15


class Items(NamedTuple):
    """All items if they are `known`, a typical `element`, how many there are if that is known, and whether they end."""

    known: Sequence[Value] | None
    element: Value
    length: int | None
    endless: bool = False


def items(machine: Machine, value: Value) -> Items:
    """What iterating over a value gives."""
    if isinstance(value, DictValue):
        keys = tuple(key for key, _ in value.items)
        return Items(keys if value.exact else None, typical(keys), len(keys) if value.exact else None)
    if isinstance(value, ListValue):
        exact = value.exact
        return Items(value.items if exact else None, typical(value.items), len(value.items) if exact else None)
    if isinstance(value, Series):
        if isinstance(value, Stream):
            iterated(machine, value)
        return Items(None, value.element, _within(value.length), value.endless)
    found = machine.library.items(machine, value)
    if found is not None:
        return Items(found, typical(tuple(found)), len(found))
    if isinstance(value, Known) and isinstance(value.value, (str, bytes)):
        return Items(_characters(value), UNKNOWN_ITEM, len(value.value))
    if isinstance(value, Object):
        return _of_object(machine, value)
    if isinstance(value, Instance):
        return Items(None, derived(machine, value), None)
    if isinstance(value, Reference):
        return Items(None, Instance(f"{value.name}[]"), None)
    if isinstance(value, Union):
        return _any_of([items(machine, option) for option in value.options])
    return Items(None, value if isinstance(value, Unknown) else UNKNOWN_ITEM, None)


def _within(length: int | None) -> int | None:
    return length if length is None or length <= LONGEST else None


def _of_object(machine: Machine, value: Object) -> Items:
    """What `__iter__` or `__next__` gives, or the fields of a named tuple."""
    iterates = value.kind.find("__iter__")
    if isinstance(iterates, Function):
        given = machine.invoke(iterates, (), value)
        if not isinstance(given, Object):
            return items(machine, given)
        value = given
    following = value.kind.find("__next__")
    if isinstance(following, Function):
        return Items(None, machine.invoke(following, (), value), None)
    if value.kind.outside() == "typing.NamedTuple":
        fields = [read_attribute(machine, value, name) for name in value.kind.fields]
        return Items(fields, typical(tuple(fields)), len(fields))
    return items(machine, value.outside) if value.outside is not None else Items(None, UNKNOWN_ITEM, None)


def _any_of(found: Sequence[Items]) -> Items:
    lengths = {each.length for each in found}
    return Items(
        None,
        join(*(each.element for each in found)),
        lengths.pop() if len(lengths) == 1 else None,
        all(each.endless for each in found),
    )


def _characters(text: Known) -> Sequence[Value] | None:
    """The characters of a short string."""
    if len(text.value) > _CHARACTERS or not isinstance(text.value, str):
        return None
    return [Known(character, text.sources) for character in text.value]
