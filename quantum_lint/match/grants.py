"""Rights on quantum services that are wider than work on them needs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from quantum_lint.match.clouds import AssignmentRow, Clouds, Service
from quantum_lint.match.policies import all_devices, allowed, some_devices, submitting, sweeping
from quantum_lint.match.stacks import Stack, texts
from quantum_lint.model.template import Resource, Value

#: What a role on one resource of a service, or on all of it, lets people do.
_MANAGE = "change, share and spend whatever there is of {title}"
#: What the right to one action on all devices does.
_START = "start paid work on every device of {title}"


class Grant(NamedTuple):
    """A right, where it is given, and for people what it is and what it lets them do (`{title}` is the service)."""

    service: Service
    value: Value
    shown: str
    effect: str = "do everything on {title}, on every device there is"


def wide_actions(stack: Stack, resource: Resource, clouds: Clouds) -> Iterator[Grant]:
    """Statements that allow every action, or work on every device, with no condition."""
    for statement in allowed(stack, resource, clouds):
        for service in clouds.services if not statement.conditional else ():
            everything = all_devices(statement, service)
            action = sweeping(statement, service)
            if everything is not None and action is not None:
                yield Grant(service, action, f"`{action.text}` on `{everything.text}`")
            elif everything is not None and (single := submitting(statement, service)):
                yield Grant(service, everything, f"`{single.text}` on `{everything.text}`", _START)


def some_actions(stack: Stack, resource: Resource, clouds: Clouds) -> Iterator[Grant]:
    """Statements that allow work on devices that nobody names, with no condition and in any region."""
    for statement in allowed(stack, resource, clouds):
        for service in clouds.services if not statement.conditional else ():
            device = None if all_devices(statement, service) else some_devices(statement, service)
            action = sweeping(statement, service) or submitting(statement, service)
            if device is not None and action is not None:
                yield Grant(service, device, f"`{action.text}` on `{device.text}`")


def managed_policies(stack: Stack, clouds: Clouds) -> Iterator[tuple[str, Grant]]:
    """Places that attach a policy of the provider's that allows everything, with the file of each."""
    values = [(each.path, each.resource.properties) for each in stack.placed]
    values += [(path, name.value) for path, name in stack.names if name.value and name.kind != "output"]
    for path, value in values:
        for each in _outside_statements(value):
            text = stack.resolve(each).text if each.kind in ("text", "mixed") else ""
            for service in clouds.services:
                if text.rpartition("/")[2] in service.managed:
                    yield path, Grant(service, each, f"`{text.rpartition('/')[2]}`")


def wide_roles(stack: Stack, resource: Resource, clouds: Clouds) -> Iterator[Grant]:
    """Roles that may do everything with a quantum service, or with one thing of it."""
    for row in clouds.rows("assignment", AssignmentRow, resource):
        service = next(each for each in clouds.services if each.provider == row.provider)
        if not _on_service(stack, resource, row, service):
            continue
        for role in (each for path in row.roles for each in _roles(stack, resource, path)):
            named = next((each for each in service.roles if role.text == each or each in role.text.split("'")), None)
            if named or role.text.rpartition("/")[2] in service.roles:
                found = named or role.text.rpartition("/")[2]
                yield Grant(service, role, f"The role `{service.titles.get(found, found)}`", _MANAGE)


def _roles(stack: Stack, resource: Resource, path: str) -> Iterator[Value]:
    value = resource.properties.get(*path.split("."))
    return iter(stack.resolve(value).listed()) if value else iter(())


def _on_service(stack: Stack, resource: Resource, row: AssignmentRow, service: Service) -> bool:
    """Whether the scope is the service, or a resource that is one of its own."""
    found = resource.properties.get(row.scope)
    for value in (*resource.properties.every(row.scope), *((found,) if found else ())):
        if any(_is_of(stack, each.resource, service, row) for each in stack.targets(value)):
            return True
        if row.service and any(each.text == row.service for each in value.walk()):
            return True
        owned = (f"/{each}/".lower() for each in service.resources)
        written = "/" + stack.resolve(value).text.replace("'", "/").lower() + "/"
        if any(each in written for each in owned):
            return True
    return False


def _is_of(stack: Stack, resource: Resource, service: Service, row: AssignmentRow) -> bool:
    own = resource.type.lower() in (each.lower() for each in service.resources)
    return own or bool(
        row.service and row.service in (each.text for each in texts(stack, resource.properties.get("service")))
    )


def _outside_statements(value: Value) -> Iterator[Value]:
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if each.entry("effect") is None:
            yield each
            # The pieces of a text are no texts of their own.
            inner = each.items if each.kind != "mixed" else ()
            waiting += [*inner, *(entry.value for entry in each.entries)]
