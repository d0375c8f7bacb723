"""Credentials in the states of infrastructure."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.clouds import KeyRow, clouds_of
from quantum_lint.match.declared_names import declared
from quantum_lint.match.stacks import Stack
from quantum_lint.model.template import Entry, Resource, Value, plain
from quantum_lint.placeholders import is_placeholder


def kept(stack: Stack, knowledge: Knowledge) -> Iterator[tuple[Value, str]]:
    """Values of resources and outputs that are credentials, with the provider of each."""
    for placed in stack.placed:
        yield from _keys(stack, placed.resource, knowledge)
        for value in placed.resource.properties.walk():
            yield from _named(value.entries, knowledge)
    outputs = [Entry(name.name, name.span, name.value) for _, name in stack.names if name.value is not None]
    yield from _named(tuple(outputs), knowledge)


def _keys(stack: Stack, resource: Resource, knowledge: Knowledge) -> Iterator[tuple[Value, str]]:
    """Attributes of resources that make keys, in a state that is about a quantum service."""
    for row in clouds_of(knowledge).rows("key", KeyRow, resource) if stack.service else ():
        for each in resource.properties.entries:
            if plain(each.name) in map(plain, row.secrets) and _filled(each.value) and stack.service:
                yield each.value, stack.service.provider


def _named(entries: tuple[Entry, ...], knowledge: Knowledge) -> Iterator[tuple[Value, str]]:
    for each in entries:
        credential = declared(each.name, knowledge) if _filled(each.value) else None
        if credential is not None:
            yield each.value, credential.provider


def _filled(value: Value) -> bool:
    return value.kind == "text" and bool(value.text.strip()) and not is_placeholder(value.text)
