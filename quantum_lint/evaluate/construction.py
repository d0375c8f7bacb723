"""Objects of the program's classes: how they are made, and what is set on them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from quantum_lint.evaluate.calls import Argument
from quantum_lint.evaluate.functions import Function, Object, UserClass
from quantum_lint.evaluate.values import Foreign, Instance, Reference, Unknown, Value

if TYPE_CHECKING:
    from quantum_lint.evaluate.machine import Machine


def sample(machine: Machine, kind: UserClass) -> Object:
    """Some object of a class: the first that the program made, otherwise one made without arguments."""
    if kind.sample is None:
        construct(machine, kind, ())
    assert kind.sample is not None
    return kind.sample


def construct(machine: Machine, kind: UserClass, arguments: Sequence[Argument]) -> Object:
    """A new object of a class."""
    made = Object(kind)
    outside = kind.outside()
    if outside is not None:
        made.outside = machine.library.part(machine, kind) or _part(machine, made, outside, arguments)
    first = kind.sample is None
    if first:
        kind.sample = made
    _initialize(machine, made, arguments)
    machine.library.constructed(machine, made)
    if first and machine.state.trying:
        # What is tried is taken back, but the methods that nobody calls are read later, with what was set here.
        kind.sample = Object(kind, dict(made.contents), made.outside)
    return made


def _part(machine: Machine, made: Object, outside: str, arguments: Sequence[Argument]) -> Instance | Foreign | None:
    """The part of an object that belongs to the base from outside, as far as it is there before `__init__`."""
    own = isinstance(made.kind.find("__init__"), Function)
    if not machine.library.base(machine, outside):
        given = () if own else tuple(arguments)
        kind = machine.sdk.returns(outside) or outside
        return Instance(kind, given, made.contents, machine.crossing, maker=outside)
    base = None if own else machine.apply(Reference(outside), tuple(arguments))
    return base if isinstance(base, Foreign) else None


def _initialize(machine: Machine, made: Object, arguments: Sequence[Argument]) -> None:
    kind = made.kind
    constructor = kind.find("__init__")
    if isinstance(constructor, Function):
        machine.invoke(constructor, arguments, made)
    elif kind.is_data_class():
        _fill_fields(machine, made, arguments)
    elif kind.outside() is not None and not isinstance(made.outside, Foreign):
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
        machine.invoke(later, (), made)


def _field_default(machine: Machine, default: Value | None, name: str) -> Value:
    if isinstance(default, Instance) and default.callee.rpartition(".")[2] in ("field", "Field", "ib"):
        given = default.argument("default", 0)
        factory = default.argument("default_factory")
        if factory is not None:
            return machine.apply(factory.value, ())
        return given.value if given is not None else Unknown(f"`{name}` has no default")
    return default if default is not None else Unknown(f"`{name}` has no default")
