"""Where results of quantum jobs are kept, and who may read and write there."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase

from quantum_lint.match.clouds import Clouds, Service, SettingRow, StoreRow
from quantum_lint.match.policies import Statement, statements
from quantum_lint.match.stacks import Placed, Stack
from quantum_lint.model import lazy
from quantum_lint.model.template import Resource, Value, plain

#: What is kept there is no result, whatever project it is for.
_OTHER = lazy.pattern(
    r"(?i)(?:^|[-_.]|(?<=[a-z]))(?:access-?)?(?:logs?|logging|trail|site|web(?:site)?|frontend|state|artifacts?|code)\b"
)
_EVERYBODY = "*"


def service_of_store(stack: Stack, placed: Placed, clouds: Clouds) -> Service | None:
    """The service whose results are kept in the resource; None where it keeps anything else."""
    resource = placed.resource
    row = next(clouds.rows("store", StoreRow, resource), None)
    if row is None or resource.role != "resource" or _OTHER.search(_shown_name(stack, resource, row)):
        return None
    own = stack.service_of(resource)
    users = (stack.service_of(each.resource) for each in stack.referring(resource))
    return own or next((service for service in users if service), None)


def _shown_name(stack: Stack, resource: Resource, row: StoreRow) -> str:
    values = (stack.property(resource, name) for name in row.names)
    return " ".join((resource.name, *(value.text for value in values if value and value.kind == "text")))


def stores(stack: Stack, clouds: Clouds) -> Iterator[tuple[Placed, Service]]:
    """The stores of results in a stack."""
    for placed in stack.placed:
        service = service_of_store(stack, placed, clouds)
        if service is not None:
            yield placed, service


def of_store(stack: Stack, store: Resource) -> Iterator[Placed]:
    """The resources that set something of the store: itself, and those that name it as theirs."""
    for each in stack.referring(store):
        owner = next(
            (
                each.resource.properties.entry(name)
                for name in ("bucket", "bucket_name")
                if each.resource.properties.entry(name)
            ),
            None,
        )
        if owner is not None and any(target.resource is store for target in stack.targets(owner.value)):
            yield each


def unversioned(stack: Stack, store: Resource, clouds: Clouds) -> bool:
    """Whether nothing in the stack keeps old versions of what is in the store."""
    row = next(clouds.rows("store", StoreRow, store))
    stated = [stack.property(store, path.partition(".")[0]) for path in row.versioned]
    if not row.versioned or any(each is not None and each.kind != "map" for each in stated):
        return False
    values = [stack.property(store, path) for path in row.versioned]
    off = [value is not None and value.text.lower() in ("false", "suspended", "disabled") for value in values]
    companions = [each for each in stack.referring(store) if clouds.is_one(each.resource, row.companions)]
    modules = [each for each in stack.referring(store) if each.resource.type == "module"]
    return any(off) or not any((*values, *stated, *companions, *modules))


def unsafe_settings(
    stack: Stack, resource: Resource, kind: str, clouds: Clouds
) -> Iterator[tuple[SettingRow, Value | None]]:
    """Settings of a resource that are not as they should be, with the value, or None where it is left out."""
    for row in clouds.rows("setting", SettingRow, resource):
        value = stack.property(resource, row.path) if row.kind == kind else None
        if row.kind != kind or (value is None and not row.required):
            continue
        if value is None and not _open_ended(resource):
            yield row, None
        elif value is not None and value.kind in ("text", "word") and _unsafe(row, value.text):
            yield row, value


def _unsafe(row: SettingRow, text: str) -> bool:
    wanted = plain(text)
    return wanted not in map(plain, row.safe) if row.safe else wanted in map(plain, row.unsafe)


def _open_ended(resource: Resource) -> bool:
    """Whether its properties are not all written down."""
    return resource.properties.kind != "map" or any(
        each.name.startswith("Fn::") for each in resource.properties.entries
    )


def for_everybody(stack: Stack, resource: Resource, action: str) -> Iterator[Statement]:
    """Statements that allow the action to everybody, with no condition."""
    for each in statements(stack, resource):
        everybody = any(principal.text == _EVERYBODY for principal in each.principals)
        if each.effect == "Allow" and everybody and not each.conditional and _covers(each, action):
            yield each


def _covers(statement: Statement, action: str) -> bool:
    patterns = (each.text.lower() for each in statement.actions if each.kind == "text")
    return not statement.inverted and any(fnmatchcase(action.lower(), pattern) for pattern in patterns)
