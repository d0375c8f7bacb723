"""Models of the small containers of the standard library: named tuples, namespaces, data classes as dictionaries."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from quantum_lint.evaluate.access import write_attribute
from quantum_lint.evaluate.calls import Argument
from quantum_lint.evaluate.functions import Object, UserClass
from quantum_lint.evaluate.state import Scope
from quantum_lint.evaluate.targets import note_attribute
from quantum_lint.evaluate.values import (
    NOTHING,
    DictValue,
    Instance,
    Known,
    ListValue,
    Reference,
    Value,
    constant,
    find_argument,
)

if TYPE_CHECKING:
    from quantum_lint.evaluate.machine import Machine

Arguments = tuple[Argument, ...]
Model = Callable[["Machine", Arguments, "Value | None"], "Value | None"]


def _named_tuple(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    """`namedtuple("Account", "user secret")`, or with a list of names or of pairs of name and type."""
    name, fields = find_argument(arguments, "typename", 0), find_argument(arguments, "field_names", 1)
    if name is None or fields is None:
        return None
    made = UserClass(
        name=constant(name.value, str) or "namedtuple",
        bases=(Reference("typing.NamedTuple"),),
        scope=Scope(machine.module, is_class=True),
        fields=list(_field_names(fields.value)),
    )
    defaults = find_argument(arguments, "defaults")
    if defaults is not None and isinstance(defaults.value, ListValue) and defaults.value.items:
        values = defaults.value.items
        made.scope.contents.update(zip(made.fields[-len(values) :], values, strict=False))
    return made


def _field_names(value: Value) -> Iterator[str]:
    if isinstance(value, ListValue):
        for item in value.items:
            first = item.items[0] if isinstance(item, ListValue) and item.items else item
            yield constant(first, str) or "?"
    else:
        yield from (constant(value, str) or "").replace(",", " ").split()


def _namespace(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    named = {argument.name: argument.value for argument in arguments if argument.name is not None}
    return Instance("types.SimpleNamespace", arguments, contents=named, where=machine.crossing)


def _as_dictionary(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    """`asdict(record)` and `vars(record)`."""
    record = arguments[0].value if arguments else None
    if isinstance(record, UserClass):
        return _dictionary(record.scope.contents)
    if isinstance(record, Object) or (isinstance(record, Instance) and record.contents):
        return _dictionary(record.contents)
    return None


def _dictionary(contents: dict[str, Value]) -> DictValue:
    return DictValue([(Known(name), value) for name, value in contents.items()])


def _secret(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    """`SecretStr(value).get_secret_value()`."""
    return receiver.arguments[0].value if isinstance(receiver, Instance) and receiver.arguments else None


def _set_attribute(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    if len(arguments) != 3:
        return None
    name = constant(arguments[1].value, str)
    if name is not None:
        write_attribute(machine, arguments[0].value, name, arguments[2].value)
        note_attribute(machine, arguments[0].value, name, arguments[2])
    return NOTHING


MODELS: dict[str, Model] = {
    "collections.namedtuple": _named_tuple,
    "typing.NamedTuple": _named_tuple,
    "types.SimpleNamespace": _namespace,
    "argparse.Namespace": _namespace,
    "dataclasses.asdict": _as_dictionary,
    "vars": _as_dictionary,
    "pydantic.SecretStr.get_secret_value": _secret,
    "pydantic.types.SecretStr.get_secret_value": _secret,
    "setattr": _set_attribute,
}
