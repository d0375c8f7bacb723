"""The prices and devices that are known: as a table for people, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from quantum_lint.model.device import Device
from quantum_lint.model.known import Plan
from quantum_lint.model.price_list import PriceList, Update
from quantum_lint.report.parts.counts import counted
from quantum_lint.report.parts.printable import one_line

_SCHEMA = 1
_UNITS = {
    "hour": "an hour",
    "one_qubit_gate": "a gate on one qubit and shot",
    "two_qubit_gate": "a gate on two qubits and shot",
    "measurement": "a measurement and shot",
}


def table(known: PriceList) -> str:
    """Plans by provider and devices, each with its day; what is old is marked."""
    lines = [*_plans(known), *_devices(known), *_summary(known)]
    return "".join(f"{line.rstrip()}\n" for line in lines)


def json_of(known: PriceList) -> str:
    """The same as JSON, with every source."""
    document = {
        "schema": _SCHEMA,
        "today": known.today,
        "stale_after_days": known.limit,
        "plans": [_plan_row(plan, known) for plan in known.plans],
        "devices": [_device_row(device, known) for device in known.devices],
        "stale": known.stale,
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def updated(update: Update, file: str) -> str:
    """What a new list of prices changed."""
    lines = [
        f"{one_line(change.plan.title)}, {change.plan.route}: a {change.unit} is {change.new} {change.plan.currency},"
        f" was {change.old} on {change.plan.as_of}"
        for change in update.changes
    ]
    day = max(plan.as_of for plan in update.plans)
    lines.append(
        f"{counted(len(update.plans), 'plan')} of {day} written to {file}, {_number(len(update.changes))} changed."
    )
    return "".join(f"{line}\n" for line in (*map(one_line, lines), *map(one_line, update.notes)))


def price_text(plan: Plan) -> str:
    """What a plan asks for, or why that is not known."""
    parts = [f"{each} {plan.unit or plan.currency} {_unit(unit, plan)}" for unit, each in plan.prices.items()]
    if plan.together:
        parts[0] += f" of at most {plan.together} circuits"
    if plan.worth:
        parts.append(f"{plan.worth} {plan.currency} a {plan.unit}")
    if plan.minimum:
        off = f", {plan.unmitigated_minimum} without error mitigation" if plan.unmitigated_minimum else ""
        parts.append(f"at least {plan.minimum} a task{off}")
    if plan.monthly:
        parts.append(f"{plan.monthly} {plan.currency} a month")
    if plan.included:
        paid = "included" if plan.monthly else "free"
        parts.append(f"{_amounts(plan.included)} {paid} in each {plan.window}")
    if plan.commitment:
        parts.append(f"at least {_amounts(plan.commitment)} in {plan.window}")
    told = "; ".join(parts) if parts else f"unknown: {plan.because}"
    return f"{told} ({plan.note})" if plan.note else told


def _plans(known: PriceList) -> Iterator[str]:
    for provider, plans in groupby(sorted(known.plans, key=lambda plan: plan.provider), lambda plan: plan.provider):
        own = tuple(plans)
        yield provider
        yield from _aligned([(*_head(plan), _dated(plan.as_of, known), price_text(plan)) for plan in own])
        yield from _sources(plan.source for plan in own)


def _sources(sources: Iterable[str]) -> Iterator[str]:
    yield from (f"  from {one_line(source)}" for source in dict.fromkeys(sources))
    yield ""


def _head(plan: Plan) -> tuple[str, str]:
    return plan.title, plan.route + (" (retired)" if plan.status == "retired" else "")


def _devices(known: PriceList) -> Iterator[str]:
    if known.devices:
        yield "device snapshots"
        yield from _aligned([_snapshot(device, known) for device in known.devices])
        yield from _sources(f"{device.source} ({device.licence})" for device in known.devices)


def _snapshot(device: Device, known: PriceList) -> tuple[str, ...]:
    return device.name, device.technology, _dated(device.as_of, known), counted(device.qubits, "qubit")


def _summary(known: PriceList) -> Iterator[str]:
    listed = f"{counted(len(known.plans), 'plan')} and {counted(len(known.devices), 'device')}"
    yield f"{listed}, of which {_number(known.stale)} older than {counted(known.limit, 'day')} on {known.today}."


def _dated(day: str, known: PriceList) -> str:
    return f"{day} OLD, {known.age(day)} days" if known.is_stale(day) else day


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """The rows with their columns below each other, all but the last."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  " + "  ".join(f"{text:<{width}}" for text, width in zip(map(one_line, row), widths, strict=True))


def _unit(unit: str, plan: Plan) -> str:
    return f"each {plan.increment} s" if unit == "increment" else _UNITS.get(unit, f"a {unit}")


def _amounts(units: Mapping[str, str]) -> str:
    return " and ".join(
        f"{number} {unit}{'s' if unit.islower() and number != '1' else ''}" for unit, number in units.items()
    )


def _number(count: int) -> str:
    return str(count) if count else "none"


def _plan_row(plan: Plan, known: PriceList) -> dict[str, object]:
    return {
        **_told(plan._asdict()),
        "price": price_text(plan),
        "age_days": known.age(plan.as_of),
        "stale": known.is_stale(plan.as_of),
    }


def _device_row(device: Device, known: PriceList) -> dict[str, object]:
    names = ("name", "title", "provider", "technology", "qubits", "as_of", "source", "licence")
    row = {name: getattr(device, name) for name in names}
    return {**row, "age_days": known.age(device.as_of), "stale": known.is_stale(device.as_of)}


def _told(fields: Mapping[str, object]) -> dict[str, object]:
    """What is said, without what is left open."""
    return {name: value for name, value in fields.items() if value not in ("", 0, {})}
