"""Rights on a quantum service that cover all of its hardware."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.clouds import clouds_of
from quantum_lint.match.grants import Grant, managed_policies, wide_actions, wide_roles
from quantum_lint.match.stacks import stack_of
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options


def check(document: Any, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """A hit for each statement, each policy of the provider's and each role."""
    stack, clouds = stack_of(document, knowledge), clouds_of(knowledge)
    grants = [grant for _, grant in managed_policies(stack, clouds)]
    for placed in stack.placed:
        grants += wide_actions(stack, placed.resource, clouds)
        grants += wide_roles(stack, placed.resource, clouds)
    for grant in grants:
        yield Hit(grant.value.span, _note(grant, knowledge), provider=grant.service.provider)


def _note(grant: Grant, knowledge: Knowledge) -> str:
    title = knowledge.providers[grant.service.provider].title
    return (
        f"{grant.shown} lets whoever has it {grant.effect.format(title=title)}: one leaked login, or one wrong device "
        f"name, is a bill. Give {_quoted(grant.service.instead)} instead."
    )


def _quoted(instead: str) -> str:
    return instead if "`" in instead or "," in instead else f"`{instead}`"
