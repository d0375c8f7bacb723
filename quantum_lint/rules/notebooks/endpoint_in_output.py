"""A private address or a signed URL in what a notebook saved beside its cells."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.disclosed import Disclosed, distinct
from quantum_lint.match.printed_credentials import find
from quantum_lint.match.private_places import buckets, candidates, private_hosts, signed
from quantum_lint.match.saved_text import SavedText
from quantum_lint.model.fragment import Document
from quantum_lint.model.hit import Hit
from quantum_lint.model.known import Credential
from quantum_lint.model.rule import Options

__all__ = ["candidates", "check"]


def check(document: Document, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Signed URLs (high, until they expire they are keys), then addresses and buckets."""
    saved = SavedText(document)
    text = saved.text
    for each in distinct(text, signed(text)):
        span = saved.span(each.start, each.end)
        credential = _kind(text, each, knowledge)
        yield Hit(
            span=span,
            note=(
                f"{saved.place} shows a signed URL: until it expires, whoever has it reads or writes the stored "
                f"circuits and results without logging in. Revoke the signing key. Then: {saved.mend.lower()}."
            ),
            fix=saved.clearing((each.start, each.end)),
            secret=(span,),
            severity="high",
            provider=credential.provider if credential else None,
            credential=credential.id if credential else None,
        )
    for each in distinct(text, chain(private_hosts(text), buckets(text, knowledge))):
        yield Hit(
            span=saved.span(each.start, each.end),
            note=(
                f"{saved.place} shows the {each.name}. It maps your infrastructure for strangers. "
                f"{saved.mend} before you commit the notebook."
            ),
            fix=saved.clearing((each.start, each.end)),
            provider=each.provider,
        )


def _kind(text: str, signature: Disclosed, knowledge: Knowledge) -> Credential | None:
    """The credential that the signature is, if it is one that a provider's SDK hands out."""
    return next(
        (found.credential for found in find(text, knowledge) if _touch(found.start, found.end, signature)), None
    )


def _touch(start: int, end: int, other: Disclosed) -> bool:
    return start < other.end and other.start < end
