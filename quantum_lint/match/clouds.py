"""What the provider files say of infrastructure: the services, and the types of resources that matter beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from typing import Any, NamedTuple, Protocol, TypeVar

from quantum_lint.knowledge import Knowledge
from quantum_lint.model.rule import NOTHING
from quantum_lint.model.template import Resource, plain


class Service(NamedTuple):
    """A quantum service. `mentions` is found in what is about it, `resources` are types of its own.

    `submit` are the actions that start work on hardware and `devices` the names of some devices, each of another
    vendor in another region. `managed` are policies, and `roles` roles (`titles` of those that are ids), that allow
    too much; `instead` is what to give in their place. A policy of the types `filters` allows nothing by itself.
    Resources of the types `limits` keep what is spent within bounds, and `limit` says what to write.
    """

    provider: str
    mentions: str
    resources: tuple[str, ...] = ()
    submit: tuple[str, ...] = ()
    devices: tuple[str, ...] = ()
    managed: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    titles: Mapping[str, str] = NOTHING
    instead: str = ""
    filters: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    limit: str = ""


class SettingRow(NamedTuple):
    """A setting of resources of the `types` that must be one of `safe`, or none of `unsafe`.

    One that is `required` is unsafe where it is left out. `kind` is what it is about: `notebook`, `store`, `keys` or
    `audit`. `fault` is what such a resource does, and `remedy` an order.
    """

    provider: str
    kind: str
    types: tuple[str, ...]
    path: str
    fault: str
    remedy: str
    safe: tuple[str, ...] = ()
    unsafe: tuple[str, ...] = ()
    required: bool = False


class StoreRow(NamedTuple):
    """Where results are kept: the properties that name it, and those that keep old versions or lock them.

    `companions` and `locks` are types of resources that do so from outside. One without `versioned` need not.
    """

    provider: str
    types: tuple[str, ...]
    names: tuple[str, ...]
    versioned: tuple[str, ...] = ()
    companions: tuple[str, ...] = ()
    locked: tuple[str, ...] = ()
    locks: tuple[str, ...] = ()


class KeyRow(NamedTuple):
    """A resource that makes a key for the resource that one of `owners` names; `secrets` are attributes with it."""

    provider: str
    types: tuple[str, ...]
    secrets: tuple[str, ...]
    instead: str
    owners: tuple[str, ...] = ()


class AssignmentRow(NamedTuple):
    """A resource that gives one of the `roles` on `scope`: a quantum resource, or all of the `service`."""

    provider: str
    types: tuple[str, ...]
    scope: str
    roles: tuple[str, ...]
    service: str = ""


class QuotaRow(NamedTuple):
    """A resource of a quantum service that has to have a limit at `path`, or in each of its `items`.

    Of a type that serves for many things only those of the `service` are meant, and none with a plan that is `free`.
    """

    provider: str
    types: tuple[str, ...]
    path: str
    remedy: str
    items: str = ""
    service: str = ""
    free: tuple[str, ...] = ()


class IngressRow(NamedTuple):
    """What lets connections in. `blocks` hold a rule each, where the resource is not one; `within` leads to them.

    Ports are the range from `first` to `last`, or texts at `ports`. `inside` leads from a block to its properties, and
    `outside` tells that the sources stand in the resource.
    """

    provider: str
    types: tuple[str, ...]
    sources: tuple[str, ...]
    blocks: tuple[str, ...] = ()
    within: str = ""
    inside: str = ""
    outside: bool = False
    first: str = ""
    last: str = ""
    ports: tuple[str, ...] = ()
    protocols: tuple[str, ...] = ()
    direction: str = ""
    access: str = ""


class TrailRow(NamedTuple):
    """A trail of what was done in an account; `store` names where it is kept."""

    provider: str
    types: tuple[str, ...]
    store: str


class LogRow(NamedTuple):
    """A log: the properties that name it, and the one that says for how many `days` it is kept."""

    provider: str
    types: tuple[str, ...]
    names: tuple[str, ...]
    days: str


class _Made(Protocol):
    """A row of a table: named arguments make it."""

    def __init__(self, **row: Any) -> None: ...


Row = TypeVar("Row", bound=_Made)


class Clouds:
    """The tables of all providers."""

    def __init__(self, tables: Mapping[str, Mapping[str, Any]]) -> None:
        self._tables = tables
        self._rows: dict[tuple[str, type[Any]], dict[str, list[Any]]] = {}

    @cached_property
    def services(self) -> tuple[Service, ...]:
        """The quantum services."""
        keys = Service._fields
        return tuple(
            Service(name, **{key: row[key] for key in keys if key in row}) for name, row in self._tables.items()
        )

    def rows(self, kind: str, row_type: type[Row], resource: Resource) -> Iterator[Row]:
        """The rows of a kind that are about the type of the resource."""
        table = self._rows.get((kind, row_type))
        if table is None:
            table = self._rows[kind, row_type] = {}
            for name, provider in self._tables.items():
                for row in provider.get(kind, ()):
                    made = row_type(provider=name, **row)
                    for each in row["types"]:
                        table.setdefault(plain(each), []).append(made)
        return iter(table.get(plain(resource.type), ()))

    def about(self, text: str) -> Service | None:
        """The service that a text speaks of."""
        return next((each for each in self.services if re.search(each.mentions, text)), None)

    def is_one(self, resource: Resource, types: tuple[str, ...]) -> bool:
        """Whether the resource is of one of the types."""
        return plain(resource.type) in map(plain, types)


@lru_cache(maxsize=4)
def clouds_of(knowledge: Knowledge) -> Clouds:
    """The tables of a knowledge object."""
    return Clouds(knowledge.infrastructure)
