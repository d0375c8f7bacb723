"""Functions and classes that the program defines, and their objects."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from quantum_lint.evaluate.calls import Argument
from quantum_lint.evaluate.positions import Positions, Where
from quantum_lint.evaluate.state import Scope
from quantum_lint.evaluate.values import Foreign, Instance, Value, qualified

if TYPE_CHECKING:
    from quantum_lint.evaluate.machine import Machine

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
_BASES = 20


@dataclass(slots=True, eq=False)
class Function(Value):
    """A function of the program with the scope it closes over. `name` is qualified within the module.

    `wrapper` is what the program's own decorators made of it, `setter` the function that sets a property.
    """

    node: Definition
    scope: Scope
    positions: Positions
    name: str
    defaults: dict[str, Value]
    decorators: tuple[Value, ...] = ()
    owner: UserClass | None = None
    wrapper: Value | None = None
    setter: Function | None = None

    @classmethod
    def define(cls, machine: Machine, node: Definition, name: str) -> Function:
        """The function that a definition makes here and now."""
        owner = machine.classes[-1] if machine.classes and machine.scope is machine.classes[-1].scope else None
        around = owner.name if owner else (machine.calling[-1].name if machine.calling else None)
        decorated = () if isinstance(node, ast.Lambda) else node.decorator_list
        function = cls(
            node=node,
            scope=machine.scope.closure(),
            positions=machine.positions,
            name=f"{around}.{name}" if around and len(around) < machine.limits.name else name,
            defaults=_defaults(machine, node.args),
            decorators=tuple(machine.evaluate(decorator) for decorator in decorated),
            owner=owner,
        )
        if node not in machine.runs and machine.positions.path is None:
            machine.waiting[node] = function
        return function

    @property
    def qualified_name(self) -> str:
        """The name with that of its module, which is `__main__` for the file that is read."""
        return f"{self.scope.root().name}.{self.name}"

    def where(self) -> Where:
        """Where it is defined."""
        return Where(self.positions, self.node)

    def wrappers(self) -> tuple[Value, ...]:
        """The decorators of the function and of its class."""
        return self.decorators + (self.owner.decorators if self.owner else ())

    def has_decorator(self, *names: str) -> bool:
        """Whether the function itself carries one of these decorators."""
        return any(qualified(decorator) in names for decorator in self.decorators)

    def is_property(self) -> bool:
        """Whether reading the attribute calls it."""
        return self.has_decorator("property", "functools.cached_property", "abc.abstractproperty")

    def parameters(self) -> list[str]:
        """The names of the positional parameters."""
        arguments = self.node.args
        return [argument.arg for argument in (*arguments.posonlyargs, *arguments.args)]


def _defaults(machine: Machine, arguments: ast.arguments) -> dict[str, Value]:
    positional = [*arguments.posonlyargs, *arguments.args]
    given = positional[len(positional) - len(arguments.defaults) :]
    found = {argument.arg: machine.evaluate(node) for argument, node in zip(given, arguments.defaults, strict=False)}
    for argument, node in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=False):
        if node is not None:
            found[argument.arg] = machine.evaluate(node)
    return found


@dataclass(slots=True, eq=False)
class UserClass(Value):
    """A class of the program. `sample` is some object of it, `setting` the methods that set each attribute."""

    name: str
    bases: tuple[Value, ...]
    scope: Scope
    decorators: tuple[Value, ...] = ()
    fields: list[str] = field(default_factory=list)
    sample: Object | None = None
    setting: dict[str, list[Function]] | None = None

    @property
    def qualified_name(self) -> str:
        """The name with that of its module, which is `__main__` for the file that is read."""
        return f"{self.scope.root().name}.{self.name}"

    def lineage(self) -> Iterator[Value]:
        """The class and its bases, nearest first, each once."""
        queue: list[Value] = [self]
        for place in range(_BASES):
            if place >= len(queue):
                return
            yield queue[place]
            current = queue[place]
            queue.extend(current.bases if isinstance(current, UserClass) else ())

    def find(self, name: str) -> Value | None:
        """The class attribute of this name."""
        for kind in self.lineage():
            if isinstance(kind, UserClass) and name in kind.scope.contents:
                value: Value = kind.scope.contents[name]
                return value
        return None

    def outside(self) -> str | None:
        """The first base that is not defined in the program, by qualified name."""
        for kind in self.lineage():
            name = qualified(kind)
            if name is not None and name != "object":
                return name
        return None

    def is_data_class(self) -> bool:
        """Whether the constructor is made from the annotated fields."""
        names = [qualified(decorator) or "" for decorator in self.decorators]
        outside = self.outside() or ""
        return any(name.rpartition(".")[2] in ("dataclass", "define", "frozen") for name in names) or outside in (
            "typing.NamedTuple",
            "pydantic.BaseModel",
            "pydantic_settings.BaseSettings",
        )


@dataclass(slots=True, eq=False)
class Object(Value):
    """An instance of a class of the program; `contents` are its attributes.

    `outside` is the part of it that belongs to a class from outside, if its class has such a base.
    """

    kind: UserClass
    contents: dict[str, Any] = field(default_factory=dict, repr=False)
    outside: Instance | Foreign | None = None


@dataclass(slots=True, eq=False)
class SuperObject(Value):
    """`super()` inside a method."""

    receiver: Object
    kind: UserClass

    def find(self, name: str) -> Value | None:
        """The attribute of the next class in line."""
        for base in self.kind.bases:
            found = base.find(name) if isinstance(base, UserClass) else None
            if found is not None:
                return Bound(self.receiver, found) if isinstance(found, Function) else found
        return None


@dataclass(frozen=True, slots=True, eq=False)
class Bound(Value):
    """A method taken off its object."""

    receiver: Value
    function: Function


@dataclass(frozen=True, slots=True, eq=False)
class Partial(Value):
    """A callable some of whose arguments are given already."""

    function: Value
    arguments: tuple[Argument, ...]

    def completed(self, arguments: Sequence[Argument]) -> tuple[Argument, ...]:
        """All arguments of a call with these; one that is given by name again replaces the first."""
        names = {argument.name for argument in arguments if argument.name is not None}
        kept = [argument for argument in self.arguments if argument.name not in names]
        before = sum(1 for argument in kept if argument.position is not None)
        return (
            *kept,
            *(each if each.position is None else each._replace(position=each.position + before) for each in arguments),
        )
