"""Outputs of infrastructure that give away a credential."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.clouds import KeyRow, clouds_of
from quantum_lint.match.declared_names import declared
from quantum_lint.match.stacks import Stack
from quantum_lint.model.template import Name, Value, plain


def carried(stack: Stack, knowledge: Knowledge) -> Iterator[tuple[Name, str]]:
    """Each output that is not marked as a secret and holds a credential, with the provider of that."""
    for _, name in stack.names:
        if name.kind == "output" and not name.hidden and name.value is not None:
            provider = _of_key(stack, name.value, knowledge) or _of_variable(name.value, knowledge)
            if provider is not None:
                yield name, provider


def _of_key(stack: Stack, value: Value, knowledge: Knowledge) -> str | None:
    """The provider whose key an attribute is, or what a function gives that lists the keys."""
    clouds = clouds_of(knowledge)
    for each in value.walk():
        wanted = {plain(step) for step in each.text.replace("(", ".").split(".")}
        found = [target.resource for target in stack.targets(each)]
        for resource in found:
            rows = [
                row for row in clouds.rows("key", KeyRow, resource) if not wanted.isdisjoint(map(plain, row.secrets))
            ]
            if rows and stack.service is not None:
                return stack.service.provider
        if "listkeys" in wanted and (service := clouds.about(each.text)):
            return service.provider
    return None


def _of_variable(value: Value, knowledge: Knowledge) -> str | None:
    """The provider whose credential is handed in by a variable that comes out again."""
    if value.kind != "reference":
        return None
    credential = declared(value.text.rpartition(".")[2], knowledge)
    return credential.provider if credential else None
