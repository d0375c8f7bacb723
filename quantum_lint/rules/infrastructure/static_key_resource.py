"""Infrastructure that makes long-lived keys for identities which reach quantum hardware."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.clouds import Clouds, KeyRow, Service, clouds_of
from quantum_lint.match.results_stores import unsafe_settings
from quantum_lint.match.stacks import Placed, Stack, stacks
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options


def check(repository: Any, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """A hit for each key, and for each quantum resource that takes keys."""
    clouds = clouds_of(knowledge)
    for stack in stacks(repository, knowledge):
        for placed in stack.placed if stack.service else ():
            yield from _keys(stack, placed, clouds, knowledge)
            for row, value in unsafe_settings(stack, placed.resource, "keys", clouds):
                title = knowledge.providers[row.provider].title
                span = value.span if value else placed.resource.span
                yield Hit(span, f"This resource of {title} {row.fault}: {row.remedy}.", provider=row.provider,
                          path=placed.path)  # fmt: skip


def _keys(stack: Stack, placed: Placed, clouds: Clouds, knowledge: Knowledge) -> Iterator[Hit]:
    for row in clouds.rows("key", KeyRow, placed.resource):
        service = _reached(stack, placed, row)
        if service is not None and placed.resource.role == "resource" and row.owners:
            title = knowledge.providers[service.provider].title
            note = (
                f"This makes a key that does not expire, for an identity that reaches {title}; it also stands in the "
                f"state as plain text. Rather {row.instead}."
            )
            yield Hit(placed.resource.span, note, provider=service.provider, path=placed.path)


def _reached(stack: Stack, placed: Placed, row: KeyRow) -> Service | None:
    """The quantum service that the owner of the key has a right to, or is named after."""
    owners = [value for name in row.owners if (value := placed.resource.properties.get(name))]
    targets = [target for value in owners for target in stack.targets(value)]
    around = [each.resource for target in targets for each in stack.identity(target.resource)]
    services = (stack.service_of(each) for each in (placed.resource, *around))
    return next((service for service in services if service), None)
