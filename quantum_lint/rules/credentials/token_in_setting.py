"""A literal bound to the name of a provider's setting."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.advice import consequence, instead, label, revoke
from quantum_lint.match.bound_names import BoundName, bound_names
from quantum_lint.match.credential_values import credential_in, is_dummy
from quantum_lint.model.fragment import Document
from quantum_lint.model.hit import Hit
from quantum_lint.model.known import Credential
from quantum_lint.model.rule import Options


def check(document: Document, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Every provider setting of the document whose value is a credential."""
    for each in bound_names(document, knowledge):
        credential = _credential(each, document, knowledge)
        if credential and not is_dummy(document, each.spans):
            yield Hit(
                span=each.spans[0],
                note=_note(each.name, credential, knowledge),
                secret=each.spans,
                provider=credential.provider,
            )


def _credential(each: BoundName, document: Document, knowledge: Knowledge) -> Credential | None:
    setting = knowledge.settings.get(each.name) or knowledge.settings.get(each.name.removeprefix("TF_VAR_").upper())
    if setting is None or setting.credential is None:
        return None
    if setting.context and not any(word in document.fragment.text.lower() for word in setting.context):
        return None
    return credential_in(each.value, knowledge.credentials[setting.provider, setting.credential], knowledge)


def _note(name: str, credential: Credential, knowledge: Knowledge) -> str:
    store = "keep it in a secret store that sets the variable where the program runs"
    remedy = store if name.upper() == credential.environment else instead(credential, knowledge)
    return (
        f"{name} is set to a literal, {label(credential, knowledge)}: {consequence(credential)}. "
        f"{revoke(credential, knowledge)}, then {remedy}."
    )
