"""A credential in the output of a notebook cell."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.advice import consequence, label, revoke
from quantum_lint.match.printed_credentials import candidates, find
from quantum_lint.match.private_places import signed
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options
from quantum_lint.parse.output import OutputDocument

__all__ = ["candidates", "check"]


def check(document: OutputDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Every credential of the output; the signature of a URL belongs to endpoint-in-output."""
    signatures = [(each.start, each.end) for each in signed(document.text)]
    for found in find(document.text, knowledge):
        if any(start <= found.start < end for start, end in signatures):
            continue
        span = document.span(found.start, found.end)
        yield Hit(
            span=span,
            note=(
                f"The saved {document.name} shows {label(found.credential, knowledge)}: "
                f"{consequence(found.credential)}. {revoke(found.credential, knowledge)}, then empty the output; "
                "the history of the repository still has it."
            ),
            fix=document.clearing((found.start, found.end)),
            secret=(span,),
            provider=found.credential.provider,
            credential=found.credential.id,
        )
