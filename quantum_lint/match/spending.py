"""What opens quantum hardware that costs money, and what limits the sum."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.match.clouds import Clouds, QuotaRow, Service
from quantum_lint.match.grants import Grant, managed_policies
from quantum_lint.match.policies import Statement, allowed, submitting
from quantum_lint.match.stacks import Stack
from quantum_lint.model.span import Span
from quantum_lint.model.template import Resource, Value


def opened(stacks: list[Stack], service: Service, clouds: Clouds) -> Iterator[tuple[str, Grant]]:
    """Rights to start work on hardware of the service, with the file of each."""
    for stack in stacks:
        yield from (each for each in managed_policies(stack, clouds) if each[1].service is service)
        for placed in stack.placed:
            for statement in allowed(stack, placed.resource, clouds):
                action = submitting(statement, service)
                if action is not None and _hardware(statement):
                    yield placed.path, Grant(service, action, f"`{action.text}`")


def _hardware(statement: Statement) -> bool:
    """Whether any of its resources may be more than a simulator."""
    return any(each.kind == "text" and (each.text == "*" or "/qpu/" in each.text) for each in statement.resources)


def unlimited(stacks: list[Stack], service: Service, clouds: Clouds) -> Iterator[tuple[str, Span, QuotaRow]]:
    """Resources of the service that have no limit of their own, or parts of them."""
    for stack in stacks:
        for placed in stack.placed:
            rows = clouds.rows("quota", QuotaRow, placed.resource) if placed.resource.role == "resource" else ()
            for row in rows:
                if row.provider == service.provider and _meant(stack, placed.resource, row):
                    for value, span in _parts(stack, placed.resource, row):
                        if value.kind == "map" and value.get(*row.path.split(".")) is None:
                            yield placed.path, span, row


def _meant(stack: Stack, resource: Resource, row: QuotaRow) -> bool:
    kind, plan = stack.property(resource, "service"), stack.property(resource, "plan")
    free = plan is not None and (plan.kind != "text" or plan.text.lower() in row.free)
    return not row.service or (kind is not None and kind.text == row.service and not free and not _handed(resource))


def _handed(resource: Resource) -> bool:
    """Whether its parameters come as a whole from elsewhere."""
    given = (resource.properties.get(name) for name in ("parameters", "parameters_json"))
    return any(value is not None and value.kind not in ("map", "list") for value in given)


def _parts(stack: Stack, resource: Resource, row: QuotaRow) -> Iterator[tuple[Value, Span]]:
    if not row.items:
        yield resource.properties, resource.span
        return
    found = stack.property(resource, row.items)
    for each in found.listed() if found else ():
        yield each, each.span
