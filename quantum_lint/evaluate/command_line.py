"""Values that a command line may change: the defaults of argparse, click and typer, or whatever somebody types."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from quantum_lint.evaluate.calls import Argument
from quantum_lint.evaluate.values import (
    NOTHING,
    DictValue,
    Instance,
    Known,
    ListValue,
    Unknown,
    Value,
    constant,
    find_argument,
    join,
)

if TYPE_CHECKING:
    from quantum_lint.evaluate.machine import Machine

Arguments = tuple[Argument, ...]
Model = Callable[["Machine", Arguments, "Value | None"], "Value | None"]

TYPED = Unknown("it comes from the command line")
_OPTIONS = frozenset({"typer.Option", "typer.Argument", "typer.params.Option", "typer.params.Argument"})
_DECORATORS = frozenset({"click.option", "click.argument", "rich_click.option", "rich_click.argument"})
#: The key under which a parser keeps what it was told; no attribute has such a name.
_TOLD = "add_argument()"


def is_option(value: Value) -> bool:
    """Whether it is `typer.Option(...)`, written as the default of a parameter."""
    return isinstance(value, Instance) and value.callee in _OPTIONS


def or_outside(option: Value) -> Value:
    """The default of `typer.Option(default)` or what is typed."""
    given = option.argument("default", 0) if isinstance(option, Instance) else None
    return TYPED if given is None or given.value == Known(...) else join(given.value, TYPED)


def option_of(decorator: Instance, name: str) -> Value | None:
    """What `click.option` gives a parameter, if the decorator is about that one."""
    if decorator.callee not in _DECORATORS:
        return None
    names = [constant(each.value, str) or "" for each in decorator.arguments if each.position is not None]
    return _typed(decorator.arguments) if name == _destination(names) else None


def _destination(names: Sequence[str]) -> str:
    """The name of the variable: one without dashes, or the first long one, or the first."""
    plain = [name for name in names if not name.startswith("-")]
    long = [name for name in names if name.startswith("--")]
    chosen = next(iter((*plain, *long, *names)), "")
    return chosen.partition("/")[0].lstrip("-").replace("-", "_")


def _typed(arguments: Sequence[Argument], outside: Value = TYPED) -> Value:
    """The default of an option or what somebody types; one of its choices, where it has such."""
    default = find_argument(arguments, "default")
    kept = default.value if default is not None else _implied(arguments)
    choices = find_argument(arguments, "choices")
    if choices is not None and isinstance(choices.value, ListValue) and choices.value.exact and choices.value.items:
        return join(*(() if kept is None else (kept,)), *choices.value.items)
    return outside if kept is None else join(kept, outside)


def _implied(arguments: Sequence[Argument]) -> Value | None:
    """The default that an option has which only switches something on or off."""
    action = find_argument(arguments, "action")
    flag = find_argument(arguments, "is_flag")
    switched = {"store_true": False, "store_false": True}.get(constant(action.value, str) or "") if action else None
    if flag is not None and constant(flag.value, bool):
        switched = False
    return None if switched is None else Known(switched)


def _add(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    """`parser.add_argument("--device", default="...")`."""
    if not isinstance(receiver, Instance):
        return None
    names = [constant(each.value, str) or "" for each in arguments if each.position is not None]
    named = find_argument(arguments, "dest")
    destination = constant(named.value, str) if named else _destination(names)
    if destination:
        outside = Instance(f"argparse.ArgumentParser.parse_args.{destination}", where=machine.crossing)
        _tell(machine, receiver, destination, _typed(arguments, outside))
    return None


def _tell(machine: Machine, parser: Instance, name: str, value: Value) -> None:
    held = parser.contents.get(_TOLD)
    told = held if isinstance(held, DictValue) else DictValue()
    if len(told.items) < machine.limits.container:
        machine.state.bind(parser.contents, _TOLD, DictValue((*told.items, (Known(name), value))))


def _set_defaults(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    for argument in arguments:
        if isinstance(receiver, Instance) and argument.name is not None:
            outside = Instance(f"argparse.ArgumentParser.parse_args.{argument.name}", where=machine.crossing)
            _tell(machine, receiver, argument.name, join(argument.value, outside))
    return NOTHING


def _same(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    """A group or a subcommand: what is added to it is found in the same place."""
    return receiver


def _parse(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    if not isinstance(receiver, Instance):
        return None
    told = receiver.contents.get(_TOLD)
    values: dict[str, Value] = {}
    for key, value in told.items if isinstance(told, DictValue) else ():
        name = constant(key, str)
        if name is not None:
            values[name] = join(values[name], value) if name in values else value
    return Instance("argparse.ArgumentParser.parse_args", arguments, values, machine.crossing, receiver=receiver)


def _parse_known(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    parsed = _parse(machine, arguments, receiver)
    return None if parsed is None else ListValue([parsed, TYPED], "tuple")


_PARSERS = ("argparse.ArgumentParser", "configargparse.ArgumentParser", "configargparse.ArgParser")
_GROUPS = ("add_argument_group", "add_mutually_exclusive_group", "add_subparsers", "add_parser")
MODELS: dict[str, Model] = {
    **{f"{parser}.add_argument": _add for parser in _PARSERS},
    **{f"{parser}.set_defaults": _set_defaults for parser in _PARSERS},
    **{f"{parser}.{group}": _same for parser in _PARSERS for group in _GROUPS},
    **{f"{parser}.parse_args": _parse for parser in _PARSERS},
    **{f"{parser}.parse_known_args": _parse_known for parser in _PARSERS},
}
