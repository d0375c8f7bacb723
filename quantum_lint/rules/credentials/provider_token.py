"""A value with the shape of a provider's credential, in any text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quantum_lint.knowledge import Knowledge
from quantum_lint.match import shapes
from quantum_lint.match.advice import exposed, label, revoke, sentence
from quantum_lint.match.shapes import Found, find
from quantum_lint.model.fragment import Document
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options


def candidates(knowledge: Knowledge) -> Iterable[str]:
    """The shapes."""
    return shapes.candidates(knowledge)


def check(document: Document, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Every such value outside notebook outputs, which have a rule of their own."""
    if document.fragment.language == "output":
        return
    for found in find(document.fragment.text, knowledge):
        expired = found.token is not None and found.token.expired()
        yield Hit(
            span=document.span(found.start, found.end),
            note=_expired(found, knowledge) if expired else exposed(found.credential, knowledge, _where(found)),
            secret=(document.span(found.secret_start, found.secret_end),),
            provider=found.credential.provider,
            credential=found.credential.id,
            severity="medium" if expired else None,
        )


def _where(found: Found) -> str:
    return f"for {found.host} is written here" if found.host else "is written here"


def _expired(found: Found, knowledge: Knowledge) -> str:
    what = sentence(label(found.credential, knowledge))
    return (
        f"{what} is written here. It has expired, but it names its account and shows that tokens end up "
        f"in this file. {revoke(found.credential, knowledge)} if it can be renewed, and remove it."
    )
