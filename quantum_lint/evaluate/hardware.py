"""Which calls start work, on what: hardware, a simulator, or something that reading alone does not tell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

from quantum_lint.evaluate.calls import Argument, Call, Evaluation
from quantum_lint.evaluate.functions import Function
from quantum_lint.evaluate.tables import DeviceRow, SubmitRow, Tables
from quantum_lint.evaluate.values import (
    Instance,
    Known,
    Reference,
    Text,
    Value,
    constant,
    constants,
    find_argument,
    options,
)
from quantum_lint.model.callee import tail

Kind = Literal["hardware", "simulator", "unknown"]
_DEEPEST = 8


class Target(NamedTuple):
    """What a device is. `name` is what the code calls it; `batched` says that a session or batch stands before it."""

    kind: Kind
    name: str | None = None
    provider: str | None = None
    batched: bool = False


class Submitted(NamedTuple):
    """A call that starts work: its row, its target and the constants that its number of shots may be."""

    call: Call
    row: SubmitRow
    target: Target
    shots: tuple[Known, ...]

    @property
    def on_hardware(self) -> bool:
        """Whether it surely runs, and surely on hardware. A condition that asks for a simulator makes that unsure."""
        if self.target.kind != "hardware" or self.call.context.dead:
            return False
        return not any("simulator" in guard.text for guard in self.call.context.guards if not guard.negated)


UNKNOWN = Target("unknown")


def submissions(evaluation: Evaluation, tables: Tables) -> Iterator[Submitted]:
    """The calls that start work."""
    for call in evaluation.calls:
        row = tables.submits.get(call.callee)
        if row is not None:
            yield Submitted(call, row, _submit_target(call, row, tables), _shots(call, row))


def _shots(call: Call, row: SubmitRow) -> tuple[Known, ...]:
    given = _argument_of(call.arguments, (row.shots,), row.shots_positions) if row.shots else None
    return tuple(known for known in constants(given.value if given else None) if constant(known, int) is not None)


def _submit_target(call: Call, row: SubmitRow, tables: Tables) -> Target:
    if not row.device:
        return target_of(call.receiver, tables)
    given = _argument_of(call.arguments, (row.device,), row.device_positions)
    if given is None:
        return Target(row.otherwise, None, row.provider)  # type: ignore[arg-type]
    named = _joined([_named(option, row.hardware, row.simulator, row.provider) for option in options(given.value)])
    return named if named.kind != "unknown" else target_of(given.value, tables)


def _argument_of(
    arguments: tuple[Argument, ...], names: tuple[str, ...], positions: tuple[int, ...]
) -> Argument | None:
    """The first of these arguments that is given."""
    for name in names:
        found = find_argument(arguments, name)
        if found is not None:
            return found
    for position in positions:
        found = find_argument(arguments, "", position)
        if found is not None:
            return found
    return None


def target_of(value: Value | None, tables: Tables, depth: int = 0) -> Target:
    """What kind of device a value is. If it may be several, they must agree."""
    if value is None or depth > _DEEPEST:
        return UNKNOWN
    return _joined([_target(option, tables, depth) for option in options(value)])


def _joined(targets: list[Target]) -> Target:
    if len({target.kind for target in targets}) != 1:
        return UNKNOWN
    first = targets[0]
    names = sorted({target.name for target in targets if target.name})
    return Target(first.kind, " or ".join(names) or None, first.provider, all(target.batched for target in targets))


def _target(value: Value, tables: Tables, depth: int) -> Target:
    if not isinstance(value, Instance):
        return UNKNOWN
    row = tables.devices.get(value.maker) or tables.devices.get(value.callee)
    if row is None:
        return UNKNOWN
    found = _by_row(value, row, tables, depth)
    return Target(found.kind, found.name, found.provider or row.provider, found.batched or row.batch)


def _by_row(value: Instance, row: DeviceRow, tables: Tables, depth: int) -> Target:
    if row.always:
        return Target(row.always, value.callee.rpartition(".")[2], row.provider)  # type: ignore[arg-type]
    if row.of:
        found = _through(value, row, tables, depth)
        if found.kind != "unknown" or not row.name:
            return found
    flag = find_argument(value.arguments, row.flag) if row.flag else None
    if flag is not None:
        simulates = constant(flag.value, bool)
        return UNKNOWN if simulates is None else Target("simulator" if simulates else "hardware", None, row.provider)
    given = _argument_of(value.arguments, (row.first, row.name), row.positions)
    if given is None:
        if any(argument.name is None and argument.position is None for argument in value.arguments):
            return UNKNOWN
        return Target(row.otherwise, None, row.provider)  # type: ignore[arg-type]
    return _joined([_named(option, row.hardware, row.simulator, row.provider) for option in options(given.value)])


def _through(value: Instance, row: DeviceRow, tables: Tables, depth: int) -> Target:
    for name in row.of:
        held = value.contents.get(name) or getattr(find_argument(value.arguments, name), "value", None)
        if held is not None:
            return target_of(held, tables, depth + 1)
    for position in row.of_positions:
        given = find_argument(value.arguments, "", position)
        found = target_of(given.value, tables, depth + 1) if given else UNKNOWN
        if found.kind != "unknown":
            return found
    return UNKNOWN


def _named(value: Value, hardware: str, simulator: str, provider: str) -> Target:
    name = _name(value)
    if name is None:
        return UNKNOWN
    shown = None if isinstance(value, Function) else ".".join(tail(name)) if isinstance(value, Reference) else name
    if simulator and _expression(simulator).fullmatch(name):
        return Target("simulator", shown, provider)
    if hardware and _expression(hardware).fullmatch(name):
        return Target("hardware", shown, provider)
    return UNKNOWN


def _name(value: Value) -> str | None:
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
