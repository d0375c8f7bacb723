"""Rights to start work on devices that no name, tag or region narrows down."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.clouds import clouds_of
from quantum_lint.match.grants import some_actions
from quantum_lint.match.stacks import stack_of
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options


def check(document: Any, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """A hit for each statement."""
    stack, clouds = stack_of(document, knowledge), clouds_of(knowledge)
    for placed in stack.placed:
        for grant in some_actions(stack, placed.resource, clouds):
            note = (
                f"{grant.shown} covers devices that do not exist yet, in any region, under no condition. Name the "
                "device and its region, or add a `Condition` on a tag or on `aws:RequestedRegion`."
            )
            yield Hit(grant.value.span, note, provider=grant.service.provider)
