"""An account identifier in the output of a notebook cell."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.account_details import addresses, candidates, identifiers, instances
from quantum_lint.match.disclosed import summed
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options
from quantum_lint.parse.output import OutputDocument

__all__ = ["candidates", "check"]


def check(document: OutputDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """The first identifier of the output, and how many follow; buckets belong to endpoint-in-output."""
    text = document.text
    found = chain(identifiers(text, knowledge), instances(text), addresses(text))
    for each, more in summed(text, found):
        yield Hit(
            span=document.span(each.start, each.end),
            note=(
                f"The saved {document.name} shows an account: {each.name}{more}. It tells strangers whom to "
                "impersonate and which account to aim at. Empty the output before you commit the notebook."
            ),
            fix=document.clearing(each.start, each.end),
            provider=each.provider,
        )
