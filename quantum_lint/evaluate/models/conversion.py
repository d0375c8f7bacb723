"""From values to the objects that libraries take, and back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from quantum_lint.evaluate.functions import Bound, Function, Object
from quantum_lint.evaluate.models.allowed import kind_of, member_of_library
from quantum_lint.evaluate.models.live import SURE, UNKNOWN, Live, Quality
from quantum_lint.evaluate.models.unsettled import RANDOM, Unsettled, is_random, is_unsettled
from quantum_lint.evaluate.values import (
    DictValue,
    Environment,
    Instance,
    Known,
    ListValue,
    Reference,
    Series,
    Union,
    Unknown,
    Value,
)

if TYPE_CHECKING:
    from quantum_lint.evaluate.machine import Machine

#: Lists inside lists are followed so far, and results are taken apart up to so many items.
_DEEPEST = 12
MOST_ITEMS = 100_000
_PLAIN = (str, bytes, int, float, complex, bool, type(None), type(Ellipsis), slice)
_BUILTIN_TYPES: dict[str, type] = {
    kind.__name__: kind for kind in (int, float, complex, bool, str, list, tuple, dict, set)
}
_LISTS: dict[str, Callable[..., Any]] = {"list": list, "tuple": tuple, "set": set}


class NotKnownError(Exception):
    """A value that a call needs is not known; the message says why."""


class Reader:
    """Turns values into objects, and gathers how certain these are."""

    def __init__(self, unsettled: Unsettled) -> None:
        self.quality = SURE
        self._unsettled = unsettled

    def real(self, value: Value, depth: int = _DEEPEST) -> Any:
        """The object that a value is. Raises NotKnownError."""
        if isinstance(value, Known):
            return value.value
        if isinstance(value, Live):
            self.quality = self.quality.worse(value.quality)
            return value.real
        if depth and isinstance(value, ListValue) and value.exact:
            return _held(_LISTS[value.kind], [self.real(item, depth - 1) for item in value.items])
        if depth and isinstance(value, DictValue) and value.exact:
            return _held(dict, [(self.real(key, depth - 1), self.real(item, depth - 1)) for key, item in value.items])
        if isinstance(value, Object) and value.outside is not None:
            return self.real(value.outside, depth - 1)
        if isinstance(value, Reference):
            return _class(value)
        raise NotKnownError(why(value))

    def number(self, value: Value, depth: int = _DEEPEST) -> Any:
        """The same of an angle, or a list of them: what is not known becomes a parameter of its own."""
        try:
            return self.real(value, depth)
        except NotKnownError as error:
            return self._number(value, depth, str(error))

    def _number(self, value: Value, depth: int, reason: str) -> Any:
        if depth and isinstance(value, ListValue) and value.exact:
            return _held(_LISTS[value.kind], [self.number(item, depth - 1) for item in value.items])
        if depth and isinstance(value, DictValue) and value.exact:
            return _held(dict, [(self.real(key, depth - 1), self.number(item, depth - 1)) for key, item in value.items])
        if isinstance(value, Series) and value.length is not None and value.length <= MOST_ITEMS:
            return [self.number(value.element, depth - 1) for _ in range(value.length)]
        if isinstance(value, (Unknown, Instance, Environment)) or _is_number(value):
            return self._unsettled.parameter(reason)
        raise NotKnownError(reason)


def _held(container: Callable[..., Any], items: list[Any]) -> Any:
    """The container with these items. An array is one that no set and no key of a dictionary can be."""
    try:
        return container(items)
    except TypeError as error:
        raise NotKnownError("it holds what no container of its kind can hold") from error


def _is_number(value: Value) -> bool:
    return isinstance(value, Union) and all(
        isinstance(option, (Unknown, Instance, Environment))
        or (isinstance(option, Known) and isinstance(option.value, (int, float)))
        for option in value.options
    )


def why(value: Value) -> str:
    """Why the object that a value is is not known."""
    if isinstance(value, Unknown):
        return value.reason
    if isinstance(value, Union):
        return next((why(each) for each in value.options if isinstance(each, Unknown)), "it is one of several values")
    if isinstance(value, Series):
        return "how many there are is not known" if value.length is None else why(value.element)
    if isinstance(value, Instance):
        return f"`{value.maker or value.callee}` gives it"
    if isinstance(value, (ListValue, DictValue)):
        return "not all of its items are known"
    if isinstance(value, (Function, Bound)):
        return "it is a function"
    if isinstance(value, Environment):
        return f"the environment variable `{value.name}` is not known" if value.name else "the environment is not known"
    return f"`{value.name}` is not followed" if isinstance(value, Reference) else "it comes from outside"


def _class(value: Reference) -> Any:
    if value.name in _BUILTIN_TYPES:
        return _BUILTIN_TYPES[value.name]
    if value.name.startswith("numpy."):
        from quantum_lint.evaluate.models.numeric import TYPES

        if value.name[6:] in TYPES:
            return TYPES[value.name[6:]]()
    found = member_of_library(value.name)
    if not isinstance(found, type):
        raise NotKnownError(f"`{value.name}` is not followed")
    return found


def wrapped(machine: Machine, real: Any, quality: Quality = SURE, owner: Live | None = None) -> Value:
    """The value that an object is."""
    # Some numbers of numpy are plain ones too, but what they give when they are compared is not.
    if isinstance(real, _PLAIN) and type(real).__module__ != "numpy":
        return Known(real) if quality.level == 0 else Unknown(quality.reason)
    scalar = _scalar(real)
    if scalar is not None:
        return wrapped(machine, scalar, quality)
    if quality.level == UNKNOWN and not hasattr(real, "count_ops"):
        return Unknown(quality.reason)
    if type(real).__name__ in _SEQUENCES or isinstance(real, (list, tuple, set, frozenset)):
        return _sequence(machine, real, quality, owner)
    if isinstance(real, dict) or type(real).__name__ in ("mappingproxy", "OrderedDict"):
        return DictValue(
            [(wrapped(machine, key, quality), wrapped(machine, each, quality)) for key, each in real.items()]
        )
    if kind_of(real) is None:
        return Unknown(f"`{type(real).__name__}` is not followed")
    simplest = machine.library.unsettled.simplest(real)  # type: ignore[attr-defined]
    return Live.of(machine, simplest, quality, owner)


#: Views and generators that libraries give where programs want a list.
_SEQUENCES = frozenset(("ParameterView", "CircuitData", "QuantumCircuitData", "dict_keys", "dict_values", "dict_items",
                        "EdgeList", "WeightedEdgeList", "NodeIndices", "EdgeIndices", "range"))  # fmt: skip


def _sequence(machine: Machine, real: Any, quality: Quality, owner: Live | None) -> Value:
    if len(real) > MOST_ITEMS:
        return Unknown("there are too many items")
    kind = "tuple" if isinstance(real, tuple) else ("set" if isinstance(real, (set, frozenset)) else "list")
    return ListValue([wrapped(machine, each, quality, owner) for each in real], kind)


def _scalar(real: Any) -> Any:
    """The plain number that a number of numpy is; None for anything else."""
    item = getattr(real, "item", None)
    if item is None or getattr(real, "shape", None) != () or type(real).__module__ != "numpy":
        return None
    found = item()
    return found if isinstance(found, _PLAIN) else None


def settled(real: Any) -> None:
    """Raise NotKnownError if a number in the object is not known."""
    if is_unsettled(real):
        raise NotKnownError(f"{RANDOM}: it is drawn without a seed" if is_random(real) else "a number is not known")
