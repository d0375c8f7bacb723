"""Audit trails that forget what was done on quantum hardware, or never see it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.clouds import Clouds, LogRow, StoreRow, TrailRow, clouds_of
from quantum_lint.match.results_stores import unsafe_settings
from quantum_lint.match.stacks import Placed, Stack, stacks
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options
from quantum_lint.model.span import Span


def check(repository: Any, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """A hit for each trail and each log, in stacks with a quantum service."""
    clouds = clouds_of(knowledge)
    for stack in stacks(repository, knowledge):
        for placed in stack.placed if stack.service else ():
            found = [*_blind(stack, placed, clouds), *_unlocked(stack, placed, clouds)]
            found += _short(stack, placed, clouds, options["minimum-days"])
            for span, note in found:
                yield Hit(span, note, provider=stack.service.provider if stack.service else None, path=placed.path)


def _blind(stack: Stack, placed: Placed, clouds: Clouds) -> Iterator[tuple[Span, str]]:
    for row, value in unsafe_settings(stack, placed.resource, "audit", clouds):
        yield value.span if value else placed.resource.span, f"This trail {row.fault}: {row.remedy}."


def _unlocked(stack: Stack, placed: Placed, clouds: Clouds) -> Iterator[tuple[Span, str]]:
    """Trails in a store of this stack from which they can be deleted."""
    for row in clouds.rows("trail", TrailRow, placed.resource):
        value = placed.resource.properties.get(row.store)
        for store in stack.targets(value) if value else ():
            of_store = next(clouds.rows("store", StoreRow, store.resource), None)
            if of_store is None or any(store.resource.properties.entry(name) for name in of_store.locked):
                continue
            if not any(clouds.is_one(each.resource, of_store.locks) for each in stack.referring(store.resource)):
                note = (
                    "Whoever may write to the store of this trail may delete it, and with it the record of who ran "
                    "what. Lock its objects for as long as the record must be kept."
                )
                yield placed.resource.span, note


def _short(stack: Stack, placed: Placed, clouds: Clouds, least: int) -> Iterator[tuple[Span, str]]:
    """Logs of a quantum service that are kept for fewer days than they should."""
    for row in clouds.rows("log", LogRow, placed.resource):
        days = stack.property(placed.resource, row.days)
        short = days is not None and days.text.isdigit() and 0 < int(days.text) < least
        if days is not None and short and stack.service_of(placed.resource):
            note = f"Logs of quantum jobs are gone after {days.text} days; {least} are asked for. Keep them as long."
            yield days.span, note
