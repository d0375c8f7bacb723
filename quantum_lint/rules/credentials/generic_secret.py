"""A secret of a service that is no provider of quantum computers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.credential_values import is_dummy
from quantum_lint.match.generic_secrets import GATES, NAME_GATE, generic_secrets
from quantum_lint.model.fragment import Document
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options
from quantum_lint.parse import ancestry


def candidates(knowledge: Knowledge) -> Iterable[str]:
    """What the plugins look for."""
    return (*GATES.values(), NAME_GATE)


def check(document: Document, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Every such secret of any text but a lock file, which is made of hashes."""
    if "lock" in ancestry(document.fragment.language):
        return
    for found in generic_secrets(document.fragment.text):
        span = document.span(found.start, found.end)
        if not is_dummy(document, (span,)):
            yield Hit(
                span=span,
                note=f'This has the shape of what detect-secrets calls "{found.kind}": whoever reads it can act as its '
                "owner. Revoke it where it was made, then read the new one from the environment or a secret store.",
                secret=(span,),
            )
