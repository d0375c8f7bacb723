"""What a device is: hardware, a simulator, or something that reading alone does not tell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

from quantum_lint.evaluate.calls import Argument, Call
from quantum_lint.evaluate.functions import Function, Object
from quantum_lint.evaluate.tables import DeviceRow, SubmitRow, Tables
from quantum_lint.evaluate.values import (
    Environment,
    Instance,
    Known,
    ListValue,
    Reference,
    Text,
    Unknown,
    Value,
    constant,
    find_argument,
    options,
)
from quantum_lint.model.callee import tail

#: `either` is a device that the program chooses: hardware in one case, a simulator in another.
Kind = Literal["hardware", "simulator", "either", "unknown"]
_DEEPEST = 8
#: Names that only stand where one is to be filled in: `ibm_<name>`, `your_device`, `select-a-backend`, `backend_name`.
_BLANK = (
    r"|.*[<>{}\[\]].*|.*\.\.\.|(?:.*[\W_])?(?:your|select|choose|pick|insert|enter|replace|placeholder|x{3,})(?:[\W_].*)?"
    r"|(?:\w*_)?(?:device|backend)(?:_name|_here)?"
)


class Target(NamedTuple):
    """What a device is. `name` is what the code calls it; `batched` says that a session or batch stands before it.

    `because` is why an unknown one is not known.
    """

    kind: Kind
    name: str | None = None
    provider: str | None = None
    batched: bool = False
    because: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The names, where it may be one of several devices."""
        return tuple(self.name.split(" or ")) if self.name else ()


UNKNOWN = Target("unknown")


def device_of(call: Call, row: SubmitRow) -> Value | None:
    """What the work is sent to: an argument, or what the call is made on."""
    given = argument_of(call.arguments, (row.device,), row.device_positions) if row.device else None
    if given is not None:
        return given.value
    return call.receiver if row.otherwise == "unknown" else None


def argument_of(arguments: tuple[Argument, ...], names: tuple[str, ...], positions: tuple[int, ...]) -> Argument | None:
    """The first of these arguments that is given."""
    for name in names:
        found = find_argument(arguments, name) if name else None
        if found is not None:
            return found
    for position in positions:
        found = find_argument(arguments, "", position)
        if found is not None:
            return found
    return None


def target_of(value: Value | None, tables: Tables, depth: int = 0) -> Target:
    """What kind of device a value is. If it may be several, they must agree, or it is one or the other."""
    if value is None or depth > _DEEPEST:
        return UNKNOWN._replace(
            because="nothing says what it is" if value is None else "too many devices are inside of each other"
        )
    return joined([_target(outside_of(option), tables, depth) for option in options(value)])


def outside_of(value: Value) -> Value:
    """Of an object of the program's own class what it is to others: an object of the base from outside."""
    return value.outside if isinstance(value, Object) and value.outside is not None else value


def joined(targets: list[Target]) -> Target:
    """One of these targets. Where one is hardware and another is not, it goes by the name of the hardware."""
    kinds = {target.kind for target in targets}
    if "unknown" in kinds or not kinds:
        return UNKNOWN._replace(because=next((each.because for each in targets if each.because), "it may be several"))
    kind: Kind = targets[0].kind if len(kinds) == 1 else "either"
    paid = [target for target in targets if target.kind != "simulator"] or targets
    names = sorted({target.name for target in paid if target.name})
    return Target(kind, " or ".join(names) or None, paid[0].provider, all(target.batched for target in targets))


def row_of(value: Value, tables: Tables) -> DeviceRow | None:
    """The row that tells what device a value is."""
    if not isinstance(value, Instance):
        return None
    return tables.devices.get(value.maker.removesuffix("[]")) or tables.devices.get(value.callee)


def _target(value: Value, tables: Tables, depth: int) -> Target:
    row = row_of(value, tables)
    if row is None or not isinstance(value, Instance):
        return UNKNOWN._replace(because=_why(value))
    found = _by_row(value, row, tables, depth)
    provider = _vendor(row, found) or found.provider or row.provider
    return found._replace(provider=provider, batched=found.batched or row.batch)


def _vendor(row: DeviceRow, target: Target) -> str | None:
    """The provider of a device that the row's own only leads to."""
    return next((vendor for names, vendor in row.vendors if _expression(names).fullmatch(target.name or "")), None)


def _why(value: Value) -> str:
    if isinstance(value, Unknown):
        return value.reason
    if isinstance(value, Instance):
        return f"`{value.callee}` is not known to be a device"
    if isinstance(value, Environment):
        return f"the environment tells it{f' (`{value.name}`)' if value.name else ''}"
    return "what stands for it here is no device"


def rehearsed(arguments: tuple[Argument, ...], row: DeviceRow | SubmitRow) -> Target | None:
    """A simulator, or what is not known, where an argument keeps the work off hardware, or may do so."""
    for place, pattern in row.rehearsals:
        told = list(_told(arguments, place, pattern))
        if told and all(told):
            return Target("simulator", None, row.provider)
        if any(each is not False for each in told):
            return UNKNOWN._replace(because=f"`{place.partition('@')[0]}` is not known, and may name a simulator")
    return None


def _told(arguments: tuple[Argument, ...], place: str, pattern: str) -> Iterator[bool | None]:
    """Whether the values that an argument (`name` or `name@position`) may have match; None for one not known."""
    name, _, position = place.partition("@")
    given = argument_of(arguments, (name,), (int(position),) if position else ())
    for option in options(given.value) if given is not None else ():
        yield _matches(option, pattern)


def _matches(value: Value, pattern: str) -> bool | None:
    """Whether a value matches; None if it is not known."""
    return _expression(pattern).fullmatch(str(value.value)) is not None if isinstance(value, Known) else None


def _by_row(value: Instance, row: DeviceRow, tables: Tables, depth: int) -> Target:
    around = getattr(value.receiver, "arguments", ())
    rehearsal = rehearsed(value.arguments, row) or rehearsed(around, row)
    if rehearsal is not None and rehearsal.kind == "simulator":
        return rehearsal
    found = _as_said(value, row, tables, depth)
    return found if rehearsal is None or found.kind == "simulator" else rehearsal


def _as_said(value: Instance, row: DeviceRow, tables: Tables, depth: int) -> Target:
    around = getattr(value.receiver, "arguments", ())
    if row.always:
        return Target(row.always, _own_name(value), row.provider)  # type: ignore[arg-type]
    service = find_argument(around, row.service) if row.service else None
    if service is not None and named(service.value, row).kind == "simulator":
        return Target("simulator", None, row.provider)
    if row.of:
        found = _through(value, row, tables, depth)
        if found.kind != "unknown" or not row.name:
            return found
    flag = find_argument(value.arguments, row.flag) if row.flag else None
    if flag is not None:
        simulates = constant(flag.value, bool)
        if simulates is None:
            return UNKNOWN._replace(because=f"`{row.flag}` is not known")
        return Target("simulator" if simulates else "hardware", None, row.provider)
    given = argument_of(value.arguments, (row.first, row.name), row.positions)
    if given is None:
        return _unnamed(value, row)
    return joined([named(option, row) for option in options(given.value)])


def _unnamed(value: Instance, row: DeviceRow) -> Target:
    """What a call gives that names no device: the one that what it is made on leads to, if that is known."""
    if any(argument.name is None and argument.position is None for argument in value.arguments):
        return UNKNOWN._replace(because="its arguments are not known")
    around = getattr(value.receiver, "arguments", ())
    for place, host in row.hosts:
        told = list(_told(around, place, host))
        if told and all(told):
            device = _device_at(around, place, host)
            return Target("hardware", device, row.provider, because="" if device else "the server is not asked for one")
    return Target(row.otherwise, None, row.provider, because="no device is named")  # type: ignore[arg-type]


def _device_at(arguments: tuple[Argument, ...], place: str, host: str) -> str | None:
    """The device that an argument names, which is what a group of the pattern matches, if it has one."""
    name, _, position = place.partition("@")
    given = argument_of(arguments, (name,), (int(position),) if position else ())
    found = _expression(host).fullmatch(str(constant(given.value, str))) if given is not None else None
    return next(filter(None, found.groups()), None) if found is not None else None


def _own_name(value: Instance) -> str:
    """The class that was asked for, or the one that was got."""
    asked = value.maker.rpartition(".")[2]
    return asked if asked[:1].isupper() else value.callee.rpartition(".")[2]


def names_of(value: Value, row: DeviceRow) -> Iterator[str]:
    """The names that a device is asked for by."""
    for name in (row.first, row.name):
        given = argument_of(getattr(value, "arguments", ()), (name,), row.positions if name == row.name else ())
        for option in options(given.value) if given is not None else ():
            called = name_of(option)
            if called is not None:
                yield called


def inner_devices(value: Value, row: DeviceRow) -> Iterator[Value]:
    """What stands behind a device that only passes work on, the likeliest first."""
    if not isinstance(value, Instance):
        return
    for name in row.of:
        held = value.contents.get(name) or getattr(find_argument(value.arguments, name), "value", None)
        if held is not None:
            yield held
            return
    for position in row.of_positions:
        given = find_argument(value.arguments, "", position)
        if given is not None:
            yield given.value
    if "" in row.of and value.receiver is not None:
        yield value.receiver


def behind(device: Value, tables: Tables, depth: int = 0) -> Iterator[Value]:
    """The device and what stands behind it."""
    for option in options(device) if depth < _DEEPEST else ():
        yield option
        row = row_of(option, tables)
        if row is not None and row.of and isinstance(option, Instance):
            for inner in inner_devices(option, row):
                yield from behind(inner, tables, depth + 1)


def _through(value: Instance, row: DeviceRow, tables: Tables, depth: int) -> Target:
    found = UNKNOWN._replace(because=f"nothing says what stands behind `{value.callee}`")
    for held in inner_devices(value, row):
        called = joined([named(option, row) for option in options(held)]) if row.hardware else UNKNOWN
        found = called if called.kind != "unknown" else target_of(held, tables, depth + 1)
        if found.kind != "unknown":
            return found
    return found


def named(value: Value, row: DeviceRow | SubmitRow) -> Target:
    """What a name says that the row knows how to read."""
    if isinstance(value, ListValue) and value.items:
        return joined([named(item, row) for item in value.items])
    unmatched: Kind = getattr(row, "unmatched", "unknown")
    name = name_of(value)
    if name is None:
        return Target(unmatched, None, row.provider, because=_why(value))
    shown = None if isinstance(value, Function) else ".".join(tail(name)) if isinstance(value, Reference) else name
    if row.simulator and _expression(row.simulator).fullmatch(name):
        return Target("simulator", shown, row.provider)
    if isinstance(value, (Known, Text)) and _expression(_BLANK).fullmatch(name):
        return Target("unknown", shown, row.provider, because="its name is left to be filled in")
    if row.hardware and _expression(row.hardware).fullmatch(name):
        return Target("hardware", shown, row.provider)
    return Target(unmatched, None, row.provider, because=f"the name {name!r} is not known")


def name_of(value: Value) -> str | None:
    """What a value calls a device: a text or the start of one, a qualified name, or the source of a function."""
    if isinstance(value, Reference):
        return value.name
    if isinstance(value, Function):
        return value.positions.text(value.node)
    if isinstance(value, Text):
        return value.prefix or None
    name: str | None = constant(value, str)
    return name


@lru_cache(maxsize=256)
def _expression(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE | re.DOTALL)
