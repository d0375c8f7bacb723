"""A credential in the metadata or in an attachment of a notebook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quantum_lint.knowledge import Knowledge
from quantum_lint.match import printed_credentials
from quantum_lint.match.advice import consequence, label, revoke
from quantum_lint.match.printed_credentials import find
from quantum_lint.match.saved_text import SavedText
from quantum_lint.model.fragment import Document
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options
from quantum_lint.parse.json import JsonDocument, Node

_HIDDEN_FIELD = "PasswordModel"
_DRESSED = r"(?i)(?:token|key|secret|passw(?:or)?d)\s*(?:</|\\u003[ad])"
_WIDGETS = ("widgets", "application/vnd.jupyter.widget-state+json", "state")


def candidates(knowledge: Knowledge) -> Iterable[str]:
    """What printed credentials look like, also where the metadata spells it with tags or escapes; password fields."""
    return (*printed_credentials.candidates(knowledge), _DRESSED, _HIDDEN_FIELD)


def check(document: Document, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Credentials in parameters, widget state and any other metadata, and whatever a password field holds."""
    saved = SavedText(document)
    for found in find(saved.text, knowledge):
        span = saved.span(found.start, found.end)
        yield Hit(
            span=span,
            note=(
                f"{saved.place}, which Jupyter does not show, holds {label(found.credential, knowledge)}: "
                f"{consequence(found.credential)}. {revoke(found.credential, knowledge)}. Then: {saved.mend.lower()}, "
                "and pass the value through the environment."
            ),
            secret=(span,),
            provider=found.credential.provider,
            credential=found.credential.id,
        )
    for value in _passwords(document) if isinstance(document, JsonDocument) else ():
        span = document.span(*value.inside)
        yield Hit(
            span=span,
            note=(
                "The saved widget state holds what somebody typed into a password field. Change that password, then "
                "clear the widget state (Widgets > Clear Notebook Widget State) and save."
            ),
            secret=(span,),
        )


def _passwords(document: JsonDocument) -> Iterator[Node]:
    """The values of the password fields in the widget state."""
    models = document.lookup(*_WIDGETS)
    for _, model in models.members() if models else ():
        kind, value = model.get("model_name"), model.at("state", "value")
        if kind and value and kind.string() == _HIDDEN_FIELD and value.kind == "string" and value.string():
            yield value
