"""Functions and classes that the program defines: reading their bodies with the arguments they are given."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from quantum_lint.evaluate.budget import ExhaustedError
from quantum_lint.evaluate.calls import Argument
from quantum_lint.evaluate.positions import Positions
from quantum_lint.evaluate.state import Scope
from quantum_lint.evaluate.values import (
    NOTHING,
    DictValue,
    Instance,
    Known,
    ListValue,
    Series,
    Unknown,
    Value,
    join,
    qualified,
)

if TYPE_CHECKING:
    from quantum_lint.evaluate.machine import Machine

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
_RECURSIVE = Unknown("the function calls itself")
_FAR = Unknown("too much happens in other files")
_OFTEN = Unknown("the function is called too often to be followed")
_BASES = 20


@dataclass(slots=True, eq=False)
class Function(Value):
    """A function of the program with the scope it closes over. `name` is qualified within the module."""

    node: Definition
    scope: Scope
    positions: Positions
    name: str
    defaults: dict[str, Value]
    decorators: tuple[Value, ...] = ()
    owner: UserClass | None = None

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
            name=f"{around}.{name}" if around else name,
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

    def wrappers(self) -> tuple[Value, ...]:
        """The decorators of the function and of its class."""
        return self.decorators + (self.owner.decorators if self.owner else ())

    def has_decorator(self, *names: str) -> bool:
        """Whether the function itself carries one of these decorators."""
        return any(qualified(decorator) in names for decorator in self.decorators)

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
    """A class of the program."""

    name: str
    bases: tuple[Value, ...]
    scope: Scope
    decorators: tuple[Value, ...] = ()
    fields: list[str] = field(default_factory=list)
    sample: Object | None = None

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
    """An instance of a class of the program; `contents` are its attributes."""

    kind: UserClass
    contents: dict[str, Any] = field(default_factory=dict, repr=False)


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
        outside = self.kind.outside()
        return Instance(f"{outside}.{name}") if outside else None


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


def invoke(machine: Machine, function: Function, arguments: Sequence[Argument], receiver: Value | None = None) -> Value:
    """What a call of the function returns; calls in its body are noted."""
    if function.positions.path is None or machine.positions.path is not None:
        return _invoked(machine, function, arguments, receiver)
    try:
        with machine.spending_abroad():
            return _invoked(machine, function, arguments, receiver)
    except ExhaustedError:
        return _FAR


def _invoked(machine: Machine, function: Function, arguments: Sequence[Argument], receiver: Value | None) -> Value:
    node = function.node
    runs = machine.runs.get(node, 0)
    if runs >= machine.limits.runs and machine.costs.get(node, 0) > machine.limits.function_steps:
        return machine.results.get(node, _OFTEN)
    active = sum(1 for calling in machine.calling if calling.node is node)
    if active > 1 or len(machine.calling) >= machine.limits.call_depth:
        return machine.results.get(node, _RECURSIVE)
    machine.runs[node] = runs + 1
    machine.waiting.pop(node, None)
    before = machine.steps
    result = _run(machine, function, bound(machine, function, arguments, receiver))
    machine.costs[node] = machine.costs.get(node, 0) + before - machine.steps
    machine.results[node] = join(result, machine.results.get(node, result))
    return result


def _run(machine: Machine, function: Function, names: dict[str, Value]) -> Value:
    scope = Scope(function.scope)
    scope.contents.update(names)
    outer = (machine.scope, machine.positions, machine.returned, machine.recorder)
    machine.scope, machine.positions, machine.returned = scope, function.positions, []
    machine.recorder = machine.recorder_for(function.positions)
    machine.calling.append(function)
    try:
        if isinstance(function.node, ast.Lambda):
            return machine.evaluate(function.node.body)
        machine.block(function.node.body)
        return _returned(machine.returned)
    finally:
        machine.calling.pop()
        machine.scope, machine.positions, machine.returned, machine.recorder = outer


def _returned(values: list[Value]) -> Value:
    if not values:
        return NOTHING
    if all(isinstance(value, Series) for value in values):
        return Series(join(*(value.element for value in values if isinstance(value, Series))), None)
    return join(*values)


def bound(
    machine: Machine, function: Function, arguments: Sequence[Argument], receiver: Value | None
) -> dict[str, Value]:
    """The values of the parameters."""
    parameters = function.parameters()
    names: dict[str, Value] = dict(function.defaults)
    if receiver is not None and parameters and not function.has_decorator("staticmethod"):
        names[parameters.pop(0)] = _self(receiver, function)
    extra = [one.value for one in arguments if one.position is not None and one.position >= len(parameters)]
    others: list[tuple[Value, Value]] = []
    accepted = {*parameters, *(parameter.arg for parameter in function.node.args.kwonlyargs)}
    for argument in arguments:
        if argument.name in accepted and argument.name is not None:
            names[argument.name] = argument.value
        elif argument.name is not None:
            others.append((Known(argument.name), argument.value))
        elif argument.position is not None and argument.position < len(parameters):
            names[parameters[argument.position]] = argument.value
    _collect(function.node.args, names, extra, others)
    for name in accepted:
        if name not in names:
            names[name] = fixture(machine, name)
    return names


def _self(receiver: Value, function: Function) -> Value:
    if function.has_decorator("classmethod") and isinstance(receiver, Object):
        return receiver.kind
    return receiver


def _collect(
    arguments: ast.arguments, names: dict[str, Value], extra: list[Value], others: list[tuple[Value, Value]]
) -> None:
    if arguments.vararg is not None:
        names[arguments.vararg.arg] = ListValue(extra, "tuple")
    if arguments.kwarg is not None:
        names[arguments.kwarg.arg] = DictValue(others)


def fixture(machine: Machine, name: str) -> Value:
    """The value of a parameter nobody gives: what the pytest fixture of that name returns, if there is one."""
    made = machine.module.contents.get(name)
    if isinstance(made, Function) and any("fixture" in (qualified(decorator) or "") for decorator in made.wrappers()):
        result = invoke(machine, made, ())
        return result.element if isinstance(result, Series) else result
    return Unknown(f"nothing in this file says what `{name}` is")


def enter(machine: Machine, function: Function) -> None:
    """Read a function that nobody called, with its defaults."""
    owner = function.owner
    receiver = None
    if owner is not None and not function.has_decorator("staticmethod"):
        receiver = owner if function.has_decorator("classmethod") else sample(machine, owner)
    if function.node not in machine.runs:
        result = invoke(machine, function, (), receiver)
        machine.results.setdefault(function.node, result)


def sample(machine: Machine, kind: UserClass) -> Object:
    """Some object of a class: the first that the program made, otherwise one made without arguments."""
    if kind.sample is None:
        construct(machine, kind, ())
    assert kind.sample is not None
    return kind.sample


def construct(machine: Machine, kind: UserClass, arguments: Sequence[Argument]) -> Object:
    """A new object of a class."""
    made = Object(kind)
    first = kind.sample is None
    if first:
        kind.sample = made
    _initialize(machine, made, arguments)
    if first and machine.state.trying:
        # What is tried is taken back, but the methods that nobody calls are read later, with what was set here.
        kind.sample = Object(kind, dict(made.contents))
    return made


def _initialize(machine: Machine, made: Object, arguments: Sequence[Argument]) -> None:
    kind = made.kind
    constructor = kind.find("__init__")
    if isinstance(constructor, Function):
        invoke(machine, constructor, arguments, made)
    elif kind.is_data_class():
        _fill_fields(machine, made, arguments)
    elif kind.outside() is not None:
        for argument in arguments:
            if argument.name is not None:
                machine.state.bind(made.contents, argument.name, argument.value)


def _fill_fields(machine: Machine, made: Object, arguments: Sequence[Argument]) -> None:
    names = [name for kind in reversed(list(made.kind.lineage())) for name in getattr(kind, "fields", ())]
    for argument in arguments:
        if argument.name is not None:
            machine.state.bind(made.contents, argument.name, argument.value)
        elif argument.position is not None and argument.position < len(names):
            machine.state.bind(made.contents, names[argument.position], argument.value)
    for name in names:
        if name not in made.contents:
            default = made.kind.find(name)
            machine.state.bind(made.contents, name, _field_default(machine, default, name))
    later = made.kind.find("__post_init__")
    if isinstance(later, Function):
        invoke(machine, later, (), made)


def _field_default(machine: Machine, default: Value | None, name: str) -> Value:
    if isinstance(default, Instance) and default.callee.rpartition(".")[2] in ("field", "Field", "ib"):
        given = default.argument("default", 0)
        factory = default.argument("default_factory")
        if factory is not None and isinstance(factory.value, Function):
            return invoke(machine, factory.value, ())
        return given.value if given is not None else Unknown(f"`{name}` has no default")
    return default if default is not None else Unknown(f"`{name}` has no default")
