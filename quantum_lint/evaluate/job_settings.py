"""What a submission is told besides its circuits: options of the call, and of the primitive it is made on.

A setting has a path: arguments, attributes and keys with dots between them. `options.resilience.zne_mitigation` is the
same setting whether it is an attribute that was assigned, a key of a dictionary, an argument of an options class or an
argument of `options.update(...)`. An argument that has no name may be given with its position: `mode@0.max_time`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from quantum_lint.evaluate.calls import Argument, Call, Evaluation
from quantum_lint.evaluate.functions import Object
from quantum_lint.evaluate.positions import Where
from quantum_lint.evaluate.values import (
    DictValue,
    Instance,
    Known,
    Member,
    Unknown,
    Value,
    find_argument,
    options,
    qualified,
)
from quantum_lint.model.span import Span

#: Methods that set what their arguments name.
_SETTERS = frozenset({"update", "set_options", "update_options"})


class Setting(NamedTuple):
    """A setting that reaches a submission: its path, what it may be, and the code that sets it."""

    path: str
    value: Value
    where: Where

    def span(self, call: Call) -> Span:
        """The bytes that set it, or those of the call where another file sets it."""
        return self.where.span if self.where.positions.path == call.where.positions.path else call.span


class JobSettings:
    """The settings of the submissions of one evaluation."""

    def __init__(self, evaluation: Evaluation) -> None:
        self._assigned: dict[tuple[int, str], Where] = {}
        self._updated: dict[int, list[Argument]] = {}
        for assignment in evaluation.assignments:
            for option in options(assignment.receiver) if assignment.receiver else ():
                self._assigned[id(option), assignment.key] = assignment.where
        for call in evaluation.calls:
            if call.receiver is not None and call.callee.rpartition(".")[2] in _SETTERS:
                for option in options(call.receiver):
                    self._updated.setdefault(id(option), []).extend(call.arguments)

    def find(self, call: Call, paths: Iterable[str]) -> Iterator[Setting]:
        """What is set at one of the paths, by the arguments of the call and by what it is made on."""
        for path in paths:
            first, *rest = path.split(".")
            given = call.argument(*_place(first))
            if given is not None:
                yield from self._at(given.value, rest, path, given.where)
            if call.receiver is not None:
                yield from self._at(call.receiver, [first, *rest], path, call.where)

    def complete(self, call: Call, names: tuple[str, ...]) -> bool:
        """Whether everything that these arguments and attributes may set is known."""
        receivers = () if call.receiver is None else options(call.receiver)
        held = [value for each in receivers for name in names for value, _ in self._held(each, name)]
        given = [argument.value for argument in call.arguments if argument.name in names]
        unpacked = [each for each in receivers if isinstance(each, Instance) and not _named(each)]
        return call.complete() and not unpacked and all(_is_known(value) for value in (*held, *given))

    def _at(self, value: Value, path: list[str], whole: str, where: Where) -> Iterator[Setting]:
        if not path:
            yield Setting(whole, value, where)
            return
        for option in options(value):
            for held, place in self._held(option, path[0]):
                yield from self._at(held, path[1:], whole, place or where)

    def _held(self, value: Value, name: str) -> Iterator[tuple[Value, Where | None]]:
        """What an object or a dictionary has under a name, and where it got that; what was set later comes first."""
        name, position = _place(name)
        for argument in self._updated.get(id(value), ()):
            if argument.name == name:
                yield argument.value, argument.where
        if isinstance(value, DictValue):
            entry = value.get(name)
            if entry is not None:
                yield entry, self._assigned.get((id(value), name)) or _literal(entry)
        elif isinstance(value, (Instance, Object)):
            held = value.contents.get(name)
            given = None if isinstance(value, (Member, Object)) else find_argument(value.arguments, name, position)
            if held is not None:
                yield held, self._assigned.get((id(value), name))
            if given is not None and (held is None or isinstance(held, Member)):
                yield given.value, given.where


def names(value: Value) -> Iterator[object]:
    """What a setting may be: constants as they are, members of enumerations and objects by the ends of their names."""
    for option in options(value):
        if isinstance(option, Known):
            yield option.value
        name = qualified(option)
        if name is not None:
            parts = name.split(".")
            yield from (parts[-1], ".".join(parts[-2:]))


def _place(step: str) -> tuple[str, int | None]:
    """The name and the position in a step of a path."""
    name, _, position = step.partition("@")
    return name, int(position) if position else None


def _named(value: Instance) -> bool:
    return all(argument.name is not None or argument.position is not None for argument in value.arguments)


def _is_known(value: Value) -> bool:
    """Whether it is known what there is in a value, one level deep."""
    for option in options(value):
        if isinstance(option, Unknown) or (isinstance(option, DictValue) and not option.exact):
            return False
        if isinstance(option, Instance) and not isinstance(option, Member) and not _named(option):
            return False
    return True


def _literal(value: Value) -> Where | None:
    """The literal that a value of a dictionary was written as."""
    return value.sources[0] if isinstance(value, Known) and len(value.sources) == 1 else None
