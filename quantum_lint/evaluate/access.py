"""Attributes and items of values: reading and writing them."""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from quantum_lint.evaluate import modules
from quantum_lint.evaluate.calls import Argument
from quantum_lint.evaluate.functions import Bound, Function, Object, Partial, SuperObject, UserClass
from quantum_lint.evaluate.later import attribute_set
from quantum_lint.evaluate.values import (
    ITEMS,
    NOTHING,
    TOO_FAR,
    UNKNOWN_ITEM,
    DictValue,
    Environment,
    Imported,
    Instance,
    Known,
    ListValue,
    Member,
    Reference,
    Series,
    Union,
    Unknown,
    Value,
    constant,
    join,
    options,
)

if TYPE_CHECKING:
    from quantum_lint.evaluate.machine import Machine

#: What a typical item of a list stands for when the index is not known.
_MANY = 8
#: Methods of classes from outside that call a method which their kinds define.
_ENTRY_POINTS = {"torch.autograd.Function.apply": "forward"}
#: Under what name an object from outside has its items, where these are known; no attribute is called so.
HELD = "[]"
#: Copying so many items takes as long as reading a node.
COPIED = 20


def attribute(machine: Machine, node: ast.Attribute) -> Value:
    """The value of `receiver.name`."""
    return read_attribute(machine, machine.evaluate(node.value), node.attr)


def read_attribute(machine: Machine, receiver: Value, name: str) -> Value:
    """The attribute of a value."""
    if isinstance(receiver, Reference):
        return _reference_attribute(machine, receiver, name)
    if isinstance(receiver, Unknown):
        return receiver
    if isinstance(receiver, Object):
        return _object_attribute(machine, receiver, name)
    if isinstance(receiver, UserClass):
        return _class_attribute(receiver, name)
    if isinstance(receiver, SuperObject):
        return _inherited(machine, receiver, name)
    if isinstance(receiver, Instance):
        return machine.library.attribute(machine, receiver, name) or member(machine, receiver, name)
    if isinstance(receiver, Union):
        return join(*(read_attribute(machine, option, name) for option in receiver.options))
    if isinstance(receiver, Known) and name == "value":
        # No constant has such an attribute, so this one is the member of an enumeration.
        return receiver
    return machine.library.attribute(machine, receiver, name) or Unknown(f"`{name}` is not followed")


def _reference_attribute(machine: Machine, receiver: Reference, name: str) -> Value:
    qualified = f"{receiver.name}.{name}"
    if len(qualified) > machine.limits.name:
        return TOO_FAR
    if isinstance(receiver, Imported):
        return modules.resolve(machine, Imported(qualified, receiver.at))
    return machine.library.constant(qualified) or Reference(qualified)


def member(machine: Machine, receiver: Instance, name: str) -> Value:
    """The attribute of an outside object; the same one each time, so that what is set on it stays."""
    held = receiver.contents.get(name)
    if held is not None:
        return held
    number = machine.sdk.number(receiver, name)
    if number is not None:
        return Known(number)
    callee = f"{receiver.callee}.{name}"
    if len(callee) > machine.limits.name:
        return TOO_FAR
    callee = machine.sdk.returns(f"{callee}()") or callee
    held = Member(callee, receiver.arguments, where=receiver.where, receiver=receiver)
    receiver.contents[name] = held
    return held


def _class_attribute(receiver: UserClass, name: str) -> Value:
    found = receiver.find(name)
    if isinstance(found, Function) and found.has_decorator("classmethod"):
        return Bound(receiver, found)
    return found or _entry_point(receiver, name) or Unknown(f"`{name}` is not defined in the class")


def _entry_point(kind: UserClass, name: str) -> Value | None:
    """What a method of a base from outside calls of the class, with an object of its own before the arguments."""
    called = kind.find(_ENTRY_POINTS.get(f"{kind.outside()}.{name}", ""))
    if not isinstance(called, Function):
        return None
    return Partial(called, (Argument(None, 0, Instance(f"{kind.outside()}.context"), called.where()),))


def _inherited(machine: Machine, receiver: SuperObject, name: str) -> Value:
    found = receiver.find(name)
    if found is None and receiver.receiver.outside is not None:
        return read_attribute(machine, receiver.receiver.outside, name)
    if isinstance(found, Bound) and found.function.is_property():
        return machine.invoke(found.function, (), receiver.receiver)
    return found or Unknown(f"`{name}` is not defined in the class")


def _object_attribute(machine: Machine, receiver: Object, name: str) -> Value:
    held: Value | None = receiver.contents.get(name)
    if name == "__dict__":
        return receiver  # another view of the same attributes
    found = held or receiver.kind.find(name)
    if isinstance(found, Function) and held is None:
        return machine.invoke(found, (), receiver) if found.is_property() else Bound(receiver, found)
    if found is None or (found == NOTHING and not machine.called):
        found = attribute_set(machine, receiver, name) or found
    return found or _computed(machine, receiver, name)


def _computed(machine: Machine, receiver: Object, name: str) -> Value:
    """An attribute that is not set anywhere: that of a base from outside, or what `__getattr__` makes of it."""
    if receiver.outside is not None:
        return read_attribute(machine, receiver.outside, name)
    getter = receiver.kind.find("__getattr__")
    if isinstance(getter, Function):
        return machine.invoke(getter, (Argument(None, 0, Known(name), machine.crossing),), receiver)
    return Unknown(f"`{name}` is not set on the object")


def write_attribute(machine: Machine, receiver: Value, name: str, value: Value) -> None:
    """Set an attribute."""
    for option in options(receiver):
        found = option.kind.find(name) if isinstance(option, Object) else None
        if isinstance(found, Function) and found.setter is not None:
            machine.invoke(found.setter, (Argument(None, 0, value, machine.crossing),), option)
        elif isinstance(option, (Object, Instance)):
            machine.state.bind(option.contents, name, value)
        elif isinstance(option, UserClass):
            machine.state.bind(option.scope.contents, name, value)
        elif isinstance(option, Imported):
            machine.state.bind(modules.contents(machine, option) or {}, name, value)
        else:
            machine.library.assign(machine, option, name, value)


def subscript(machine: Machine, node: ast.Subscript) -> Value:
    """The value of `container[index]`."""
    container = machine.evaluate(node.value)
    if isinstance(node.slice, ast.Slice):
        return _slice(machine, container, node.slice)
    return read_item(machine, container, machine.evaluate(node.slice))


def read_item(machine: Machine, container: Value, index: Value) -> Value:
    """The item of a container."""
    if isinstance(container, ListValue) and not (isinstance(index, Known) and isinstance(index.value, slice)):
        return _list_item(container, index)
    found = machine.library.item(machine, container, index)
    if found is not None:
        return found
    if isinstance(container, DictValue):
        return _entry(container, index)
    if isinstance(container, Reference):
        return _outside_item(container, index)
    if isinstance(container, Instance):
        held = container.contents.get(HELD)
        if held is not None:
            return read_item(machine, held, index)
        pair = container.callee.endswith(".items[]")
        return UNKNOWN_ITEM if pair and constant(index, int) == 0 else derived(machine, container)
    if isinstance(container, Series):
        return container.element
    if isinstance(container, Object):
        return _object_item(machine, container, index)
    if isinstance(container, Union):
        return join(*(read_item(machine, option, index) for option in container.options))
    if isinstance(container, Known) and isinstance(container.value, str):
        at = constant(index, int)
        if at is not None and -len(container.value) <= at < len(container.value):
            return Known(container.value[at], container.sources)
    return container if isinstance(container, Unknown) else UNKNOWN_ITEM


def _object_item(machine: Machine, container: Object, index: Value) -> Value:
    """What `__getitem__` gives, or a field of a named tuple."""
    getter = container.kind.find("__getitem__")
    if isinstance(getter, Function):
        return machine.invoke(getter, (Argument(None, 0, index, machine.crossing),), container)
    at = constant(index, int)
    fields = container.kind.fields
    if at is not None and container.kind.is_data_class() and -len(fields) <= at < len(fields):
        return read_attribute(machine, container, fields[at])
    return read_item(machine, container.outside, index) if container.outside is not None else UNKNOWN_ITEM


def derived(machine: Machine, container: Instance) -> Value:
    """An item of an outside object."""
    callee = f"{container.callee}[]"
    if len(callee) > machine.limits.name:
        return TOO_FAR
    made = machine.sdk.returns(callee) or callee
    return Instance(made, container.arguments, where=container.where, maker=callee, receiver=container)


def _list_item(container: ListValue, index: Value) -> Value:
    at = constant(index, int)
    items = container.items
    if at is None:
        return typical(items)
    return items[at] if -len(items) <= at < len(items) else UNKNOWN_ITEM


def typical(items: tuple[Value, ...]) -> Value:
    """Any one of the items."""
    return join(*items) if 0 < len(items) <= _MANY else UNKNOWN_ITEM


def _entry(container: DictValue, index: Value) -> Value:
    if isinstance(index, Known):
        held = container.get(index.value)
        return held if held is not None else UNKNOWN_ITEM
    return typical(tuple(value for _, value in container.items))


def _outside_item(container: Reference, index: Value) -> Value:
    if container.name == "os.environ":
        return Environment(constant(index, str))
    if container.name[:1].isupper() or container.name.startswith("typing.") or "." not in container.name:
        return container
    return Instance(f"{container.name}[]")


def _slice(machine: Machine, container: Value, node: ast.Slice) -> Value:
    bounds = [machine.evaluate(bound) if bound else Known(None) for bound in (node.lower, node.upper, node.step)]
    if all(isinstance(bound, Known) and isinstance(bound.value, (int, type(None))) for bound in bounds):
        cut = slice(*(bound.value for bound in bounds))  # type: ignore[attr-defined]
        if cut.step == 0:
            return UNKNOWN_ITEM
        if isinstance(container, ListValue):
            return ListValue(container.items[cut], container.kind)
        if isinstance(container, Known) and isinstance(container.value, (str, bytes)):
            return Known(container.value[cut], container.sources)
        found = machine.library.item(machine, container, Known(cut))
        if found is not None:
            return found
    if isinstance(container, ListValue):
        return Series(typical(container.items), None)
    if isinstance(container, Instance) and (node.lower or node.upper or node.step):
        return replace(container)  # like the whole in all but being it
    return container if isinstance(container, (Instance, Unknown)) else UNKNOWN_ITEM


def write_item(machine: Machine, container: Value, index: Value, value: Value) -> None:
    """Set an item."""
    for option in options(container):
        if machine.library.store(machine, option, index, value):
            continue
        if isinstance(option, DictValue) and len(option.items) < machine.limits.container:
            machine.steps -= len(option.items) // COPIED
            machine.state.bind(option.contents, ITEMS, _with_entry(option, index, value))
        elif isinstance(option, ListValue):
            at = constant(index, int)
            items = list(option.items)
            machine.steps -= len(items) // COPIED
            if at is not None and -len(items) <= at < len(items):
                items[at] = value
            else:
                items = [UNKNOWN_ITEM] * len(items)
            machine.state.bind(option.contents, ITEMS, tuple(items))
            machine.library.changed(machine, option)


def _with_entry(container: DictValue, index: Value, value: Value) -> tuple[tuple[Value, Value], ...]:
    """The entries with this one, which stays at its place if its key is there."""
    held = container.items
    same = (at for at, (key, _) in enumerate(held) if isinstance(key, Known) and key == index)
    at = next(same, len(held)) if isinstance(index, Known) else len(held)
    return (*held[:at], (index, value), *held[at + 1 :])


def delete_item(machine: Machine, container: Value, index: Value) -> None:
    """Take out an item, or those of a slice; where it is not known which, how many are left is not known either."""
    sure = not isinstance(container, Union)
    for option in options(container):
        if not isinstance(option, (ListValue, DictValue)):
            continue
        left = _left(machine, option, index) if sure and option.exact and not machine.doubts else None
        machine.steps -= len(option.items) // COPIED
        if left is None:
            machine.state.disturb(option.contents)
        else:
            machine.state.bind(option.contents, ITEMS, left)
        machine.library.changed(machine, option)


def _left(machine: Machine, container: ListValue | DictValue, index: Value) -> tuple[Any, ...] | None:
    """The items without those at the place, which may be a key that is no constant."""
    at = machine.library.place(machine, container, index) if isinstance(container, DictValue) else None
    if at is None:
        return _without(container, index)
    return (*container.items[:at], *container.items[at + 1 :]) if at >= 0 else container.items


def _without(container: ListValue | DictValue, index: Value) -> tuple[Any, ...] | None:
    """The items but for those at the place; None where these are not known."""
    if not isinstance(index, Known):
        return None
    if isinstance(container, DictValue):
        known = all(isinstance(key, Known) for key, _ in container.items)
        return tuple(pair for pair in container.items if pair[0] != index) if known else None
    left = list(container.items)
    try:
        del left[index.value]
    except (IndexError, TypeError, ValueError):
        return None
    return tuple(left)
