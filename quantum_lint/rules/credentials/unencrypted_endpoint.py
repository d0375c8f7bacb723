"""A connection to a provider that is not encrypted, or whose encryption is not checked."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.endpoints import Address, addresses
from quantum_lint.match.unchecked_certificates import unverified
from quantum_lint.model.fragment import Document
from quantum_lint.model.hit import Edit, Fix, Hit
from quantum_lint.model.rule import Options

_SECURE = {"http": "https", "ws": "wss"}


def check(document: Document, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Every address of a provider without TLS, and every call to a provider that does not check the certificate."""
    for address in addresses(document, knowledge, _SECURE):
        yield _plain(address, knowledge)
    for place, name, provider in unverified(document, knowledge):
        title = knowledge.providers[provider].title
        yield Hit(
            span=place,
            note=f"{name} switches off the check of the certificate for {title}: anybody on the way can pose as "
            "the provider and take the token. Remove it; trust a private authority by its file.",
            provider=provider,
        )


def _plain(address: Address, knowledge: Knowledge) -> Hit:
    secure, title = _SECURE[address.scheme], knowledge.providers[address.provider].title
    return Hit(
        span=address.span,
        note=f"{address.scheme}://{address.host} reaches {title} unencrypted: the token and the circuits "
        f"can be read and changed on the way. Write {secure}://.",
        fix=Fix(f"Use {secure}", (Edit(address.scheme_span, secure),)),
        provider=address.provider,
    )
