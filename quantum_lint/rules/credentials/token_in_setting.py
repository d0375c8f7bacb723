"""A literal bound to the name of a provider's setting."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.advice import consequence, instead, label, revoke
from quantum_lint.match.credential_fixes import setting_fix
from quantum_lint.match.credential_values import is_dummy
from quantum_lint.match.named_values import NamedValue, named_values
from quantum_lint.match.written_names import pattern
from quantum_lint.model.fragment import Document
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options


def candidates(knowledge: Knowledge) -> Iterable[str]:
    """A name with a value behind it, where nothing else binds one."""
    return (pattern(knowledge),)


def check(document: Document, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Every provider setting of the document whose value is a credential."""
    for each in named_values(document, knowledge):
        if not is_dummy(document, each.spans):
            yield Hit(
                span=each.spans[0],
                note=_note(each, knowledge),
                fix=setting_fix(document, each, knowledge),
                secret=each.spans,
                provider=each.credential.provider,
                credential=each.credential.id,
            )


def _note(each: NamedValue, knowledge: Knowledge) -> str:
    store = "keep it in a secret store that sets the variable where the program runs"
    credential = each.credential
    remedy = store if each.name.upper() == credential.environment else instead(credential, knowledge)
    return (
        f"{each.name} is set to a literal, {label(credential, knowledge)}: {consequence(credential)}. "
        f"{revoke(credential, knowledge)}, then {remedy}."
    )
