"""States, and outputs, that carry credentials of quantum services."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.declared_names import declares
from quantum_lint.match.outputs import carried
from quantum_lint.match.stacks import stack_of
from quantum_lint.match.states import kept
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options
from quantum_lint.parse.mentions import speaks


def check(document: Any, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """A hit for each value in a state, and for each output that is not marked as a secret."""
    text = document.fragment.text
    if not speaks(text, knowledge) and not declares(text, knowledge):
        return
    stack = stack_of(document, knowledge)
    if document.template.format == "terraform-state":
        for value, provider in kept(stack, knowledge):
            note = (
                f"This state holds a credential of {knowledge.providers[provider].title} as plain text, for everybody "
                "who reads the repository. Revoke it, take the state out of the history, and keep states in an "
                "encrypted backend."
            )
            yield Hit(value.span, note, secret=(value.span,), provider=provider)
        return
    for name, provider in carried(stack, knowledge):
        note = (
            f"The output `{name.name}` shows a credential of {knowledge.providers[provider].title} to whoever may read "
            "the deployment, and in its logs. Write it to a secret store instead, and give out only its name there."
        )
        yield Hit(name.span, note, provider=provider)
