"""The address of a private host, written down beside a provider's SDK."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.endpoints import sole_owner
from quantum_lint.match.private_hosts import private_hosts
from quantum_lint.model.fragment import Document
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options

NOTE = (
    "{host} is the address of a private host. Everybody who reads this learns what your network looks like, and the "
    "code runs in no other. Read it from a setting that is kept out of the repository."
)


def check(document: Document, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Each private host once, where a program, a command or a setting uses it; tests make theirs up."""
    if "test" in document.fragment.traits:
        return
    for host, span in dict(reversed([*private_hosts(document, knowledge)])).items():
        yield Hit(span=span, note=NOTE.format(host=host), provider=sole_owner(document.fragment.text, knowledge))
