"""A private address or a signed URL in the output of a notebook cell."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.disclosed import distinct
from quantum_lint.match.private_places import buckets, candidates, private_hosts, signed
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options
from quantum_lint.parse.output import OutputDocument

__all__ = ["candidates", "check"]


def check(document: OutputDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Signed URLs (high, until they expire they are keys), then addresses and buckets."""
    text = document.text
    for each in distinct(text, signed(text)):
        span = document.span(each.start, each.end)
        yield Hit(
            span=span,
            note=(
                f"The saved {document.name} shows a signed URL: until it expires, whoever has it reads or writes the "
                "stored circuits and results without logging in. Revoke the signing key, then empty the output."
            ),
            fix=document.clearing(each.start, each.end),
            secret=(span,),
            severity="high",
        )
    for each in distinct(text, chain(private_hosts(text), buckets(text, knowledge))):
        yield Hit(
            span=document.span(each.start, each.end),
            note=(
                f"The saved {document.name} shows the {each.name}. It maps your infrastructure for strangers. "
                "Empty the output before you commit the notebook."
            ),
            fix=document.clearing(each.start, each.end),
            provider=each.provider,
        )
