"""The parameters of functions: what a call gives them, and what is known of those that it does not give."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import TYPE_CHECKING

from quantum_lint.evaluate.calls import Argument
from quantum_lint.evaluate.functions import Function, Object
from quantum_lint.evaluate.missing import not_given
from quantum_lint.evaluate.values import INEXACT, DictValue, Known, ListValue, Series, Unknown, Value

if TYPE_CHECKING:
    from quantum_lint.evaluate.machine import Machine

_NOT_GIVEN = Unknown("nobody calls the function")
_PERHAPS_GIVEN = Unknown("how many arguments there are is not known")


def bound(
    machine: Machine, function: Function, arguments: Sequence[Argument], receiver: Value | None, *, nobody: bool
) -> dict[str, Value]:
    """The values of the parameters. With `nobody` no one calls the function."""
    parameters = function.parameters()
    names: dict[str, Value] = {}
    if receiver is not None and not function.has_decorator("staticmethod"):
        if parameters:
            names[parameters.pop(0)] = _self(receiver, function)
        else:
            arguments = _after_receiver(machine, receiver, arguments)
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
    more = any(each.name is None and each.position is None for each in arguments)
    _collect(function.node.args, names, extra, others, nobody=nobody, more=more)
    for name in accepted.difference(names):
        names[name] = _PERHAPS_GIVEN if more else not_given(machine, function, name)
    return names


def _after_receiver(machine: Machine, receiver: Value, arguments: Sequence[Argument]) -> Sequence[Argument]:
    """The arguments of a method that takes its object as the first of any number."""
    moved = (each if each.position is None else each._replace(position=each.position + 1) for each in arguments)
    return (Argument(None, 0, receiver, machine.crossing), *moved)


def _self(receiver: Value, function: Function) -> Value:
    if function.has_decorator("classmethod") and isinstance(receiver, Object):
        return receiver.kind
    return receiver


def _collect(
    arguments: ast.arguments,
    names: dict[str, Value],
    extra: list[Value],
    others: list[tuple[Value, Value]],
    *,
    nobody: bool,
    more: bool,
) -> None:
    """Fill `*args` and `**kwargs`, of which nothing is known where nobody calls the function.

    With `more` a call has others that are not known (`*given()`), which may be any of both.
    """
    if arguments.vararg is not None:
        rest = ListValue(extra, "tuple")
        if more:
            rest.contents[INEXACT] = True
        names[arguments.vararg.arg] = Series(_NOT_GIVEN, None) if nobody else rest
    if arguments.kwarg is not None:
        named = names[arguments.kwarg.arg] = DictValue(others)
        if nobody or more:
            named.contents[INEXACT] = True
