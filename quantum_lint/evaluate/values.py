"""What an expression may be: values that are known, and unknown ones that say why.

Containers, instances and objects have contents that change as the program goes on; all changes go through
`state.State`, which can take them back. Every other value is frozen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from quantum_lint.model.span import Span

if TYPE_CHECKING:
    from quantum_lint.evaluate.calls import Argument
    from quantum_lint.evaluate.positions import Where

#: A union of more than this many possibilities tells nobody anything.
WIDEST_UNION = 8
#: Defaults of defaults of environment reads are not followed further than this.
_MOST_CONSTANTS = 64
#: The key under which a container keeps its items.
ITEMS = "items"
#: Containers inside a container of at most this many items are copied with it.
_SMALL = 32
#: The key under which it is noted that branches or loops changed them, so that their number is not known.
INEXACT = "inexact"
#: The part of an evaluation that is never read.
NEVER = -1
#: The key under which an object of a traced class keeps what happened to it; no attribute has such a name.
HISTORY = "(history)"


class Value:
    """Any value of the evaluated program."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Known(Value):
    """A constant: str, bytes, number, bool, None or Ellipsis; `sources` are the literals it was made of."""

    value: Any
    sources: tuple[Where, ...] = field(default=(), compare=False, repr=False)

    @property
    def origins(self) -> tuple[Span, ...]:
        """Byte spans of the literals this was made of; those of strings without the quotes, none of other files."""
        return self.origins_in(None)

    def origins_in(self, path: str | None) -> tuple[Span, ...]:
        """The same of the literals that stand in the other file at `path`; None is the file that is read."""
        sources = (source for source in self.sources if source.positions.path == path)
        return tuple(dict.fromkeys(span for source in sources for span in source.literal_spans))


@dataclass(frozen=True, slots=True)
class Unknown(Value):
    """A value that reading alone does not give, and why."""

    reason: str


class Raised(Unknown):
    """What a call gives that surely fails, and why."""


@dataclass(frozen=True, slots=True)
class Reference(Value):
    """A module, function or class that is not defined here, by qualified name. Relative imports start with a dot."""

    name: str


@dataclass(frozen=True, slots=True)
class Imported(Reference):
    """Something that a module of the scanned tree may define, or such a module; the file at path `at` imports it."""

    at: str


@dataclass(frozen=True, slots=True)
class Environment(Value):
    """A read of an environment variable; `name` is None when the name is not known."""

    name: str | None
    default: Value | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Text(Value):
    """A string of which only some pieces are known, in order."""

    pieces: tuple[Value, ...]

    @property
    def prefix(self) -> str:
        """The known text it starts with."""
        first = self.pieces[0]
        return first.value if isinstance(first, Known) and isinstance(first.value, str) else ""

    @property
    def suffix(self) -> str:
        """The known text it ends with."""
        last = self.pieces[-1]
        return last.value if isinstance(last, Known) and isinstance(last.value, str) else ""


@dataclass(frozen=True, slots=True, eq=False)
class Union(Value):
    """One of a few values, because branches or calls differ."""

    options: tuple[Value, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Series(Value):
    """Something to iterate over, of which only a typical element and perhaps the length are known.

    `endless` says that it never ends by itself.
    """

    element: Value
    length: int | None
    endless: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Yielded(Series):
    """What a generator gives at one `yield` that surely runs, once."""


@dataclass(slots=True, eq=False, init=False)
class ListValue(Value):
    """A list, tuple or set with known items."""

    contents: dict[str, Any]
    kind: str

    def __init__(self, items: Sequence[Value] = (), kind: str = "list") -> None:
        self.contents = {ITEMS: tuple(items)}
        self.kind = kind

    @property
    def items(self) -> tuple[Value, ...]:
        """The items, in order."""
        items: tuple[Value, ...] = self.contents[ITEMS]
        return items

    @property
    def exact(self) -> bool:
        """Whether these are all the items and no others."""
        return INEXACT not in self.contents


@dataclass(slots=True, eq=False, init=False)
class DictValue(Value):
    """A dictionary. A pair with an unknown key stands for an entry that may be anything."""

    contents: dict[str, Any]

    def __init__(self, items: Sequence[tuple[Value, Value]] = ()) -> None:
        self.contents = {ITEMS: tuple(items)}

    @property
    def items(self) -> tuple[tuple[Value, Value], ...]:
        """Pairs of key and value, in order."""
        items: tuple[tuple[Value, Value], ...] = self.contents[ITEMS]
        return items

    @property
    def exact(self) -> bool:
        """Whether these are all the entries and no others."""
        return INEXACT not in self.contents

    def get(self, key: object) -> Value | None:
        """The value of a known key, or None when no such key is known."""
        for known, value in reversed(self.items):
            if isinstance(known, Known) and known.value == key:
                return value
        return None


@dataclass(slots=True, eq=False)
class Instance(Value):
    """An object from outside: the result of calling `callee` with `arguments`, or of the class that call returns.

    `callee` is qualified and grows with each step away from something known: `requests.get.json[]` is an item of
    the JSON of an answer. `maker` is the call it came from, `receiver` what that was called on, and `contents` are the
    attributes that were set on it.
    """

    callee: str
    arguments: tuple[Argument, ...] = ()
    contents: dict[str, Value] = field(default_factory=dict, repr=False)
    where: Where | None = field(default=None, repr=False)
    maker: str = ""
    receiver: Value | None = None

    def argument(self, name: str, position: int | None = None) -> Argument | None:
        """The argument given as `name`, or at `position` (from 0)."""
        return find_argument(self.arguments, name, position)


@dataclass(frozen=True, slots=True, eq=False)
class History(Value):
    """What happened to an object. It is all that happened in the part `epoch` of the evaluation (`Machine.epoch`)."""

    epoch: int


@dataclass(frozen=True, slots=True, eq=False)
class Either(History):
    """One of two histories, because branches differ or a loop may not run."""

    first: History
    second: History


class Moment(Value):
    """The state of an object at one moment; branches and loops join what each leaves behind."""

    __slots__ = ()

    def joined(self, other: Moment, *, loop: bool) -> Moment:
        """One of two states: of two branches, or before and after a loop that may run any number of times."""
        raise NotImplementedError


class Foreign(Value):
    """An object of a library that the deep mode really makes; `kind` is the qualified name of its class."""

    __slots__ = ()

    @property
    def kind(self) -> str:
        """The qualified name of its class."""
        raise NotImplementedError

    def truth(self) -> bool | None:
        """Whether it counts as true; None when that is not known."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True, eq=False)
class Method(Value):
    """A method taken off a foreign object."""

    receiver: Foreign
    name: str


@dataclass(slots=True, eq=False)
class Member(Instance):
    """An attribute of an outside object: a bound method when it is called, a property otherwise."""


def find_argument(arguments: Sequence[Argument], name: str, position: int | None = None) -> Argument | None:
    """The argument given as `name`, or at `position` (from 0)."""
    for argument in arguments:
        if argument.name == name or (position is not None and argument.position == position):
            return argument
    return None


NOTHING = Known(None)
UNKNOWN_ITEM = Unknown("the item is not known")
#: What a chain of attributes, items and calls ends in whose name grew too long.
TOO_FAR = Unknown("it is too far from anything known")


def options(value: Value) -> tuple[Value, ...]:
    """The possibilities of a value: those of a union, otherwise the value itself."""
    return value.options if isinstance(value, Union) else (value,)


def constants(value: Value | None) -> Iterator[Known]:
    """Every constant that a value may be, the default of an environment read included."""
    queue = [] if value is None else list(options(value))
    for option in queue:
        if isinstance(option, Known):
            yield option
        elif isinstance(option, Environment) and option.default is not None and len(queue) < _MOST_CONSTANTS:
            queue.extend(options(option.default))


def constant(value: Value | None, kind: type | tuple[type, ...] = object) -> Any:
    """The Python value of a constant of a type, or None. A bool is no int here."""
    if not isinstance(value, Known) or not isinstance(value.value, kind):
        return None
    if isinstance(value.value, bool) and kind is not bool and kind is not object:
        return None
    return value.value


def qualified(value: Value | None) -> str | None:
    """The qualified name of what a value refers to or is an instance of."""
    if isinstance(value, Reference):
        return value.name
    if isinstance(value, Instance):
        return value.callee
    return value.kind if isinstance(value, Foreign) else None


def truth(value: Value) -> bool | None:
    """Whether the value counts as true; None when that is not known."""
    if isinstance(value, Known):
        return bool(value.value)
    if isinstance(value, (ListValue, DictValue)):
        return True if value.items else (False if value.exact else None)
    return value.truth() if isinstance(value, Foreign) else None


def same(left: Value, right: Value) -> bool:
    """Whether two values are surely the same. Containers are compared one level deep."""
    if left is right:
        return True
    if type(left) is not type(right):
        return False
    if isinstance(left, Known) and isinstance(right, Known):
        return type(left.value) is type(right.value) and left.value == right.value
    if isinstance(left, ListValue) and isinstance(right, ListValue):
        return left.kind == right.kind and _same_items(left.items, right.items)
    if isinstance(left, DictValue) and isinstance(right, DictValue):
        return left.items == right.items
    if isinstance(left, Instance) and isinstance(right, Instance):
        if HISTORY in left.contents:
            return False  # two objects to which different things may happen
        return _of_one_place(left, right) and not _told_apart(left, right)
    return left == right


def _of_one_place(left: Value, right: Value) -> bool:
    """Whether both are what one place in the code gives, perhaps at different times."""
    if not isinstance(left, Instance) or not isinstance(right, Instance):
        return False
    return left.callee == right.callee and left.where is not None and left.where == right.where


def _told_apart(left: Instance, right: Instance) -> bool:
    """Whether a constant that one of them was made with is another one for the other, as the name of a device."""
    pairs = ((one.value, two.value) for one, two in zip(left.arguments, right.arguments, strict=False))
    return any(type(one) is Known and type(two) is Known and not same(one, two) for one, two in pairs)


def _same_items(left: tuple[Value, ...], right: tuple[Value, ...]) -> bool:
    if left is right:
        return True
    if len(left) != len(right):
        return False
    return all(
        one is other or (isinstance(one, Known) and same(one, other)) for one, other in zip(left, right, strict=True)
    )


def join(first: Value, *others: Value) -> Value:
    """One of these: the value itself if they agree, a union if there are few, otherwise unknown."""
    if all(value is first for value in others):
        return first
    found: list[Value] = []
    for value in (first, *others):
        for option in value.options if type(value) is Union else (value,):
            for other in found:
                if option is other or same(option, other):
                    break
            else:
                found.append(option)
        if len(found) > WIDEST_UNION:
            found = _by_place(found)
        if len(found) > WIDEST_UNION:
            return Unknown("there are too many possibilities")
    return found[0] if len(found) == 1 else Union(tuple(found))


def _by_place(several: list[Value]) -> list[Value]:
    """The first of those that each place in the code gives, where telling them apart makes too many."""
    found: list[Value] = []
    for value in several:
        if not any(_of_one_place(value, other) for other in found):
            found.append(value)
    return found


def snapshot(value: Value, depth: int = 2) -> Value:
    """The value as it is now: containers and small ones inside them are copied, so that later changes do not show."""
    if not depth or not isinstance(value, (ListValue, DictValue)):
        return value
    inner = depth - 1 if len(value.items) <= _SMALL else 0
    if isinstance(value, ListValue):
        return _marked(ListValue([snapshot(item, inner) for item in value.items], value.kind), value)
    return _marked(DictValue([(key, snapshot(item, inner)) for key, item in value.items]), value)


def _marked(copy: ListValue | DictValue, value: ListValue | DictValue) -> Value:
    if not value.exact:
        copy.contents[INEXACT] = True
    return copy
