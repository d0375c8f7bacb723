"""A key of a cloud or of a machine: AWS, Azure, Google, PEM."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.advice import exposed
from quantum_lint.match.cloud_keys import candidates, cloud_keys
from quantum_lint.match.credential_values import is_dummy
from quantum_lint.match.private_keys import PrivateKey, private_keys
from quantum_lint.match.shapes import find
from quantum_lint.model.fragment import Document
from quantum_lint.model.hit import Hit
from quantum_lint.model.known import Credential
from quantum_lint.model.rule import Options

__all__ = ["candidates", "check"]


def check(document: Document, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Every such key of the text, whatever it is written in."""
    text = document.fragment.text
    for key in private_keys(text):
        provider = _of_provider(key, knowledge)
        # Tests make a key of their own to have something to sign with, and commit it.
        if not knowledge.is_placeholder(key.key) and (provider or "test" not in document.fragment.traits):
            yield _hit(document, key.start, key.end, provider, _note(key, provider, knowledge))
    for found in cloud_keys(text, knowledge):
        hit = _hit(document, found.start, found.end, found.credential, _written(found.credential, knowledge))
        if not is_dummy(document, hit.secret):
            yield hit


def _of_provider(key: PrivateKey, knowledge: Knowledge) -> Credential | None:
    """The provider whose private key it is, by what stands around it."""
    found = (each.credential for each in find(key.around, knowledge) if "PRIVATE KEY" in each.credential.pattern)
    return next(found, None)


def _hit(document: Document, start: int, end: int, credential: Credential | None, note: str) -> Hit:
    span = document.span(start, end)
    return Hit(
        span=span,
        note=note,
        secret=(span,),
        provider=credential.provider if credential else None,
        credential=credential.id if credential else None,
    )


def _written(credential: Credential, knowledge: Knowledge) -> str:
    return exposed(credential, knowledge, "is written here")


def _note(key: PrivateKey, credential: Credential | None, knowledge: Knowledge) -> str:
    if credential:
        return _written(credential, knowledge)
    return (
        f"A {key.kind} without a password is written here: whoever reads it can log in or sign as its owner. "
        "Replace it wherever its public half is trusted, and keep the new one outside of the repository."
    )
