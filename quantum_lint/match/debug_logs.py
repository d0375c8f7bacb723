"""Loggers, and other switches, that make an SDK or its HTTP client write down what it sends and receives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from quantum_lint.evaluate.calls import Argument, Assignment, Call, Evaluation
from quantum_lint.evaluate.positions import Where
from quantum_lint.evaluate.values import (
    DictValue,
    Known,
    Reference,
    Value,
    constant,
    find_argument,
    options,
    qualified,
    truth,
)
from quantum_lint.knowledge import Knowledge
from quantum_lint.match.bound_names import BoundName
from quantum_lint.model import lazy

#: `logging.DEBUG`, and what stands for it; higher levels leave the messages out.
_DEBUG = 10
_LEVEL = "logging.DEBUG"
#: The level written down: `logging.DEBUG`, `DEBUG` or `"DEBUG"`, or its number.
_WRITTEN = lazy.pattern(rf"""(?:\w+\.)?DEBUG|"DEBUG"|'DEBUG'|{_DEBUG}""")
_SETTER = ".setLevel"
_ROOT = "logging.root.setLevel"
_NAMED = "logging.getLogger.setLevel"
_WIRE = ("http.client.HTTPConnection", "debuglevel")


class LoggerRow(NamedTuple):
    """What an SDK writes down when it is told to, and how that is done.

    `names` are its loggers, used once one of the classes or modules `uses` is; `shows` is what they write at DEBUG.
    `variables` set their level in the environment, `levels` are those that show as much. `switches` are calls that turn
    all of it on, the logger as their first argument and the level as their second; `flag` is an argument of calls
    below `modules` that does. `wire` is set where requests go through `http.client`, `shared` where other services of
    a cloud have the same loggers.
    """

    provider: str
    uses: tuple[str, ...]
    names: tuple[str, ...] = ()
    shows: str = "requests and answers"
    variables: tuple[str, ...] = ()
    levels: tuple[str, ...] = ("DEBUG",)
    switches: tuple[str, ...] = ()
    flag: str = ""
    modules: tuple[str, ...] = ()
    wire: bool = False
    shared: bool = False


class Opened(NamedTuple):
    """A place that makes an SDK write its traffic down: `what` is turned on, `level` is what says so if it stands
    there by itself, and `instead` what to write in its place.
    """

    row: LoggerRow
    where: Where
    what: str
    level: Where | None = None
    instead: str = ""


@lru_cache(maxsize=4)
def logger_rows(knowledge: Knowledge) -> tuple[LoggerRow, ...]:
    """The rows `[[sdk.logger]]` of all providers."""
    tables = knowledge.sdk.items()
    return tuple(LoggerRow(provider=name, **row) for name, table in tables for row in table.get("logger", ()))


def concerns(text: str, knowledge: Knowledge) -> bool:
    """Whether a text names any of it, so that it is worth being read."""
    return any(sign in text for sign in _signs(knowledge))


@lru_cache(maxsize=4)
def _signs(knowledge: Knowledge) -> frozenset[str]:
    rows = logger_rows(knowledge)
    used = {name.rpartition(".")[2] for row in rows for name in row.uses}
    return frozenset(used.union(*(row.names for row in rows), *(row.variables for row in rows)))


def variable_of(each: BoundName, knowledge: Knowledge) -> LoggerRow | None:
    """The row whose variable is bound to a level that shows the traffic."""
    for row in logger_rows(knowledge):
        if each.name in row.variables and each.value.upper() in row.levels:
            return row
    return None


def opened(evaluation: Evaluation, knowledge: Knowledge) -> Iterator[Opened]:
    """Every place of a program that surely turns on the log of an SDK's traffic."""
    rows = logger_rows(knowledge)
    used = [row for row in rows if _is_used(row, evaluation)]
    others = [row for row in rows if row not in used and not row.shared]
    for call in evaluation.calls:
        if not any(guard.holds is not True and not is_entry(guard.text) for guard in call.context.guards):
            yield from _by_name(call, used, others)
            yield from _by_root(call, used, evaluation)
            yield from _by_switch(call, used)
    for assignment in evaluation.assignments:
        yield from _by_wire(assignment, used)


def is_entry(condition: str) -> bool:
    """Whether a condition only asks if the file is run as a program."""
    return condition.startswith("__name__")


def _is_used(row: LoggerRow, evaluation: Evaluation) -> bool:
    names = [imported.qualified for imported in evaluation.imports] + [call.callee for call in evaluation.calls]
    return any(_within(name, use) for name in names for use in row.uses)


def _within(name: str, owner: str) -> bool:
    return name == owner or name.startswith(f"{owner}.")


def _by_name(call: Call, used: Sequence[LoggerRow], others: Sequence[LoggerRow]) -> Iterator[Opened]:
    """A logger is set to DEBUG by its name: one of a used SDK or above it, or surely one of another."""
    levels: list[tuple[str, Value, Argument | None]] = [(*each, None) for each in _configured(call)]
    name, level = _logger(call), _level_argument(call)
    if name is not None and level is not None:
        levels.append((name, level.value, level))
    for name, value, given in levels:
        rows = [*(row for row in used if _reaches(name, row)), *(row for row in others if _below(name, row.names))]
        for row in rows if name and _is_debug(value) else ():
            yield Opened(row, call.where, f"The logger `{name}`", *_lowered(given))


def _by_root(call: Call, used: Sequence[LoggerRow], evaluation: Evaluation) -> Iterator[Opened]:
    """All loggers are set to DEBUG, and those of the SDK are not set to anything else."""
    level = find_argument(call.arguments, "level") if call.callee == "logging.basicConfig" else None
    if call.callee == _ROOT or (call.callee == _NAMED and _logger(call) == ""):
        level = _level_argument(call)
    values = [value for name, value in _configured(call) if not name]
    if not (level and _is_debug(level.value)) and not any(map(_is_debug, values)):
        return
    for row in used:
        if row.names and not any(_quiets(other, row) for other in evaluation.calls):
            yield Opened(row, call.where, "The root logger, and with it every other one,", *_lowered(level))


def _by_switch(call: Call, used: Sequence[LoggerRow]) -> Iterator[Opened]:
    for row in used:
        level = find_argument(call.arguments, "level", 1)
        if call.callee in row.switches and (level is None or _is_debug(level.value)):
            yield Opened(row, call.where, f"`{call.callee}`", *_lowered(level))
        given = find_argument(call.arguments, row.flag) if row.flag else None
        if given is not None and constant(given.value, bool) is True and _below(call.callee, row.modules):
            yield Opened(row, call.where, f"`{row.flag}`", *_instead(given, "True", "False"))


def _by_wire(assignment: Assignment, used: Sequence[LoggerRow]) -> Iterator[Opened]:
    """The HTTP client under the SDK prints what goes over the wire."""
    guarded = any(not is_entry(guard.text) for guard in assignment.context.guards)
    owners = {qualified(option) for option in options(assignment.receiver or assignment.value)}
    if assignment.key != _WIRE[1] or _WIRE[0] not in owners or guarded or not truth(assignment.value):
        return
    written = assignment.value_where
    number = written if written is not None and written.text.isdigit() else None
    for row in used:
        if row.wire:
            yield Opened(row, assignment.where, "The HTTP client of the standard library", number, "0")


def _below(callee: str, modules: Sequence[str]) -> bool:
    return any(_within(callee, module) for module in modules)


def _logger(call: Call) -> str | None:
    """The name of the logger whose level a call sets; empty for the root."""
    if call.callee != _NAMED:
        return None
    given = find_argument(getattr(call.receiver, "arguments", ()), "name", 0)
    if given is None:
        return ""
    name: str | None = constant(given.value, str)
    return "" if isinstance(given.value, Known) and given.value.value is None else name


def _level_argument(call: Call) -> Argument | None:
    return call.argument("level", 0)


def _reaches(name: str, row: LoggerRow) -> bool:
    return any(_within(own, name) or _within(name, own) for own in row.names)


def _quiets(call: Call, row: LoggerRow) -> bool:
    """Whether a call gives a logger of the SDK a level of its own."""
    name, level = _logger(call), _level_argument(call)
    return bool(name) and level is not None and not _is_debug(level.value) and _reaches(name or "", row)


def _configured(call: Call) -> Iterator[tuple[str, Value]]:
    """Loggers (the root without a name) and levels of `logging.config.dictConfig({...})`."""
    given = call.argument("config", 0) if call.callee == "logging.config.dictConfig" else None
    if given is None or not isinstance(given.value, DictValue):
        return
    root, named = given.value.get("root"), given.value.get("loggers")
    pairs: list[tuple[Value, Value]] = [(Known(""), root)] if root is not None else []
    pairs += named.items if isinstance(named, DictValue) else ()
    for name, table in pairs:
        level = table.get("level") if isinstance(table, DictValue) else None
        if level is not None and isinstance(name, Known):
            yield str(name.value), level


def _is_debug(value: Value) -> bool:
    """Whether a level is surely DEBUG or below it."""
    return all(_means_debug(option) for option in options(value))


def _means_debug(value: Value) -> bool:
    if isinstance(value, Reference):
        return value.name == _LEVEL
    number = constant(value, int)
    return constant(value, str) == "DEBUG" or (number is not None and 0 < number <= _DEBUG)


def _lowered(level: Argument | None) -> tuple[Where | None, str]:
    """The level as it is written, and a higher one; nothing where it comes from a variable."""
    text = level.where.text if level else ""
    if level is None or not _WRITTEN.fullmatch(text):
        return None, ""
    known = text.startswith(("logging.", "'", '"'))
    return level.where, "20" if text.isdigit() else text.replace("DEBUG", "INFO") if known else '"INFO"'


def _instead(given: Argument, text: str, other: str) -> tuple[Where | None, str]:
    """What to write in place of an argument, if it is written there as that text."""
    return (given.where, other) if given.where.text == text else (None, "")
