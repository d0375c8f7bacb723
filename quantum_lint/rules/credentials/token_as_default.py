"""A credential as what counts where nobody gives another."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.advice import consequence, label, revoke
from quantum_lint.match.credential_defaults import CredentialDefault, credential_defaults
from quantum_lint.match.credential_fixes import default_fix
from quantum_lint.match.credential_values import is_dummy
from quantum_lint.model.fragment import Document
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options


def check(document: Document, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Every default that is a provider's credential, where it is written."""
    for each in credential_defaults(document, knowledge):
        if not is_dummy(document, each.spans):
            yield Hit(
                span=each.spans[0],
                note=_note(each, knowledge),
                fix=default_fix(document, each.spans) or each.fix,
                secret=each.spans,
                provider=each.credential.provider,
                credential=each.credential.id,
            )


def _note(each: CredentialDefault, knowledge: Knowledge) -> str:
    return (
        f"The default of {each.name} is a literal, {label(each.credential, knowledge)}: "
        f"{consequence(each.credential)}, and nobody notices that it is used. {revoke(each.credential, knowledge)}, "
        f"then have no default, so that the program asks for {each.credential.environment}."
    )
