"""A credential in the metadata or in an attachment of a notebook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quantum_lint.knowledge import Knowledge
from quantum_lint.match import printed_credentials
from quantum_lint.match.advice import consequence, label, revoke
from quantum_lint.match.credential_values import credential_in
from quantum_lint.match.named_credentials import credential_named
from quantum_lint.match.printed_credentials import find
from quantum_lint.match.saved_text import SavedText
from quantum_lint.match.setting_names import named as setting_named
from quantum_lint.model.fragment import Document
from quantum_lint.model.hit import Hit
from quantum_lint.model.known import Credential
from quantum_lint.model.named import NamedTuple
from quantum_lint.model.rule import Options
from quantum_lint.model.span import Span
from quantum_lint.parse.json import JsonDocument, Node

_HIDDEN_FIELD = "PasswordModel"
_DRESSED = r"(?i)(?:token|key|secret|passw(?:or)?d)\s*(?:</|\\u003[ad])"
#: Letters and digits in a row as JSON may write them, which nobody does to a sign or two.
_SPELLED = r"(?:\\u00[3-7][0-9A-Fa-f]){4}"
_WIDGETS = ("widgets", "application/vnd.jupyter.widget-state+json", "state")


class _Field(NamedTuple):
    """What a field holds that shows dots; `credential` is known where its label says whose it is."""

    value: Node
    credential: Credential | None


def candidates(knowledge: Knowledge) -> Iterable[str]:
    """What printed credentials look like, also where the metadata spells it with tags or escapes; password fields."""
    return (*printed_credentials.candidates(knowledge), _DRESSED, _SPELLED, _HIDDEN_FIELD)


def check(document: Document, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Credentials in parameters, widget state and any other metadata, and whatever a password field holds."""
    shown = list(_shown(SavedText(document), knowledge))
    yield from shown
    typed = _typed(document, knowledge) if isinstance(document, JsonDocument) else ()
    yield from (hit for hit in typed if not any(hit.span.touches(each.span) for each in shown))


def _shown(saved: SavedText, knowledge: Knowledge) -> Iterator[Hit]:
    for found in find(saved.text, knowledge):
        note = (
            f"{saved.place}, which Jupyter does not show, holds {label(found.credential, knowledge)}: "
            f"{consequence(found.credential)}. {revoke(found.credential, knowledge)}. Then: {saved.mend.lower()}, "
            "and pass the value through the environment."
        )
        yield _hit(saved.span(found.start, found.end), note, found.credential)


def _typed(document: JsonDocument, knowledge: Knowledge) -> Iterator[Hit]:
    for field in _fields(document, knowledge):
        credential = field.credential
        what = f", {label(credential, knowledge)}: {consequence(credential)}" if credential else ""
        change = revoke(credential, knowledge) if credential else "Change that password"
        note = (
            f"The saved widget state holds what somebody typed into a password field{what}. {change}, then "
            "clear the widget state (Widgets > Clear Notebook Widget State) and save."
        )
        yield _hit(document.span(*field.value.inside), note, credential)


def _hit(span: Span, note: str, credential: Credential | None) -> Hit:
    if credential is None:
        return Hit(span=span, note=note, secret=(span,))
    return Hit(span=span, note=note, secret=(span,), provider=credential.provider, credential=credential.id)


def _fields(document: JsonDocument, knowledge: Knowledge) -> Iterator[_Field]:
    """The password fields in the widget state, with the credential that the label beside one names."""
    models = document.lookup(*_WIDGETS)
    for _, model in models.members() if models else ():
        kind, value, named = model.get("model_name"), model.at("state", "value"), model.at("state", "description")
        if kind and value and kind.string() == _HIDDEN_FIELD and value.kind == "string" and value.string():
            meant = _named(named.string().strip(" :"), document.text, knowledge) if named else None
            yield _Field(value, credential_in(value.string(), meant, knowledge) if meant else None)


def _named(name: str, text: str, knowledge: Knowledge) -> Credential | None:
    return setting_named(name, text, knowledge) or credential_named(name, text, knowledge)
