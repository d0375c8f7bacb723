"""Notebook instances for quantum work that stand in the open."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.clouds import Service, clouds_of
from quantum_lint.match.results_stores import unsafe_settings
from quantum_lint.match.stacks import Placed, Stack, stacks
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options


def check(repository: Any, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """A hit for each instance, at the setting where there is one."""
    clouds = clouds_of(knowledge)
    for stack in stacks(repository, knowledge):
        for placed in stack.placed if stack.service else ():
            found = list(unsafe_settings(stack, placed.resource, "notebook", clouds))
            service = _service(stack, placed) if found else None
            if service is None or placed.resource.role != "resource":
                continue
            value = next((value for _, value in found if value), None)
            faults = " and ".join(dict.fromkeys(row.fault for row, _ in found))
            remedies = ", and ".join(dict.fromkeys(row.remedy for row, _ in found))
            title = knowledge.providers[service.provider].title
            note = (
                f"This notebook instance reaches {title} and {faults}: what runs in a notebook can send its login "
                f"anywhere. In it, {remedies}."
            )
            yield Hit(value.span if value else placed.resource.span, note, provider=service.provider, path=placed.path)


def _service(stack: Stack, placed: Placed) -> Service | None:
    """The service that the instance is named after, or that its role reaches."""
    roles = (each for name in ("role_arn", "role") if (each := placed.resource.properties.get(name)))
    targets = [target for role in roles for target in stack.targets(role)]
    around = [each.resource for target in targets for each in stack.identity(target.resource)]
    services = (stack.service_of(each) for each in (placed.resource, *around))
    return next((service for service in services if service), None)
