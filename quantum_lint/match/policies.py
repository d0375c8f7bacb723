"""Statements of IAM policies, wherever they stand, and what they allow on quantum hardware."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import NamedTuple

from quantum_lint.match.clouds import Clouds, Service
from quantum_lint.match.stacks import Stack
from quantum_lint.model.template import HOLE, Resource, Value, plain

#: A statement that opens more services as a whole than this draws a border, as those of organisations do.
_MOST_SERVICES = 12
#: Parts of a resource's name: `arn:partition:service:region:account:what/it/is`.
_REGION = 3


class Statement(NamedTuple):
    """What a policy allows, or forbids. Values are followed as far as they are known.

    `whole` is the statement as it stands. One with exceptions (`NotAction`, `NotResource`) is `inverted`; one whose
    `effect` nobody knows allows nothing.
    """

    effect: str
    actions: tuple[Value, ...]
    resources: tuple[Value, ...]
    principals: tuple[Value, ...]
    conditional: bool
    inverted: bool
    whole: Value


def statements(stack: Stack, resource: Resource) -> Iterator[Statement]:
    """The statements in a resource, however deep."""
    for value in resource.properties.walk():
        names = {plain(each.name) for each in value.entries}
        if not names.isdisjoint(("action", "actions", "notaction", "notactions")) and not names.isdisjoint(
            ("effect", "resource", "resources", "principal", "principals", "notresource", "notresources")
        ):
            yield _statement(stack, value, names)


def allowed(stack: Stack, resource: Resource, clouds: Clouds) -> Iterator[Statement]:
    """The statements that allow something, of a policy that does; borders of whole organisations do not."""
    if _only_filters(stack, resource, clouds):
        return
    for each in statements(stack, resource):
        services = {action.text for action in each.actions if action.text.endswith(":*")}
        if each.effect == "Allow" and not each.inverted and len(services) <= _MOST_SERVICES:
            yield each


def _only_filters(stack: Stack, resource: Resource, clouds: Clouds) -> bool:
    types = tuple(each for service in clouds.services for each in service.filters)
    users = stack.referring(resource)
    return clouds.is_one(resource, types) or (
        bool(users) and all(clouds.is_one(each.resource, types) for each in users)
    )


def _statement(stack: Stack, value: Value, names: set[str]) -> Statement:
    effect = value.get("effect")
    known = stack.resolve(effect) if effect else None
    return Statement(
        effect="Allow" if known is None else known.text if known.kind == "text" else "",
        actions=_all(stack, value, "action", "actions"),
        resources=_all(stack, value, "resource", "resources"),
        principals=_principals(stack, value),
        conditional=not names.isdisjoint(("condition", "conditions")),
        inverted=any(name.startswith("not") for name in names),
        whole=value,
    )


def _all(stack: Stack, value: Value, *names: str) -> tuple[Value, ...]:
    return tuple(item for name in names for each in value.every(name) for item in stack.resolve(each).listed())


def _principals(stack: Stack, value: Value) -> tuple[Value, ...]:
    """Those of the AWS kind, and `*`."""
    found: list[Value] = []
    for each in (*value.every("principal"), *value.every("principals")):
        kind = each.get("type")
        identifiers = each.get("identifiers")
        if each.kind == "text":
            found.append(each)
        elif identifiers is not None:
            found += stack.resolve(identifiers).listed() if kind and kind.text in ("AWS", "*") else ()
        else:
            found += _all(stack, each, "AWS")
    return tuple(found)


def submitting(statement: Statement, service: Service) -> Value | None:
    """The first of its actions that starts work on hardware, and is about this service."""
    return next((each for each in _own(statement, service) if _covers_any(each, service.submit)), None)


def sweeping(statement: Statement, service: Service) -> Value | None:
    """The first action with a wildcard that covers all that starts work."""
    return next((each for each in _own(statement, service) if _covers_all(each, service.submit)), None)


def _own(statement: Statement, service: Service) -> Iterator[Value]:
    """The actions that name the service; one that is every action of every service does not."""
    prefixes = tuple({action.partition(":")[0] + ":" for action in service.submit})
    for each in statement.actions:
        if each.kind == "text" and HOLE not in each.text and each.text.lower().startswith(prefixes):
            yield each


def all_devices(statement: Statement, service: Service) -> Value | None:
    """The first of its resources that is every device: those of all vendors, in all regions."""
    for each in statement.resources:
        if each.kind == "text" and HOLE not in each.text and _covers_all(each, service.devices):
            return each
    return None


def some_devices(statement: Statement, service: Service) -> Value | None:
    """The first resource that is more than one device, by a wildcard, in no region that is named."""
    for each in statement.resources:
        parts = each.text.split(":")
        if each.kind != "text" or len(parts) <= _REGION or "*" not in parts[-1] or parts[_REGION] not in ("", "*"):
            continue
        anywhere = ":".join((*parts[:_REGION], "*", *parts[_REGION + 1 :]))
        if HOLE not in each.text and _covers_any(each._replace(text=anywhere), service.devices):
            return each
    return None


def _covers_all(pattern: Value, names: tuple[str, ...]) -> bool:
    return bool(names) and all(fnmatchcase(name.lower(), pattern.text.lower()) for name in names)


def _covers_any(pattern: Value, names: tuple[str, ...]) -> bool:
    if pattern.kind != "text" or HOLE in pattern.text:
        return False
    return any(fnmatchcase(name.lower(), pattern.text.lower()) for name in names)
