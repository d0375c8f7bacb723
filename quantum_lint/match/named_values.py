"""Credentials that are bound to the name of a provider's setting, in any document."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.bound_names import bound_names
from quantum_lint.match.credential_candidates import may_hold_credential
from quantum_lint.match.credential_values import credential_in
from quantum_lint.match.named_credentials import may_bind_secret
from quantum_lint.match.setting_names import credential_bound, may_stand_for, named
from quantum_lint.match.shapes import find as find_shapes
from quantum_lint.match.written_names import written_names
from quantum_lint.model import lazy
from quantum_lint.model.fragment import Document
from quantum_lint.model.known import Credential
from quantum_lint.model.named import NamedTuple
from quantum_lint.model.span import Span
from quantum_lint.placeholders import is_placeholder

#: What a program reads a value from; a web token has dots too but no name is as long as its parts.
_ATTRIBUTE = lazy.pattern(r"[A-Za-z_]\w{0,30}(?:\.[A-Za-z_]\w{0,30})+")


class NamedValue(NamedTuple):
    """A credential, `value`, at `spans`, bound to `name`, to which `path` leads in a document that nests."""

    name: str
    value: str
    credential: Credential
    spans: tuple[Span, ...]
    path: str


def named_values(document: Document, knowledge: Knowledge) -> Iterator[NamedValue]:
    """Every such value: where the document's language binds it, and then wherever else it is written."""
    found: list[Span] = []
    for each in (*_bound(document, knowledge), *_written(document, knowledge)):
        if not any(span.touches(known) for span in each.spans for known in found):
            found += each.spans
            yield each


def _bound(document: Document, knowledge: Knowledge) -> Iterator[NamedValue]:
    text = document.fragment.text
    if document.quoted and not _may_bind(document, knowledge):
        return
    for each in bound_names(document, knowledge, partial(may_stand_for, knowledge=knowledge)):
        kind = credential_bound(each, text, knowledge)
        credential = credential_in(each.value, kind, knowledge) if kind else None
        if credential is None and each.encoded:
            credential = next((found.credential for found in find_shapes(each.value, knowledge)), None)
        if credential:
            yield NamedValue(each.name, each.value, credential, each.spans, each.path)


def _may_bind(document: Document, knowledge: Knowledge) -> bool:
    """Whether a language in which texts stand between quotes may bind a credential."""
    text = document.fragment.text
    if not (may_bind_secret(text, knowledge) and may_hold_credential(text, knowledge)):
        return False
    code = document.code
    return code == text or (may_bind_secret(code, knowledge) and may_hold_credential(code, knowledge))


def _written(document: Document, knowledge: Knowledge) -> Iterator[NamedValue]:
    """In comments, in prose and in languages that nothing here reads: only what is no code."""
    text = document.fragment.text
    for each in written_names(text, knowledge):
        kind = named(each.name, text, knowledge)
        if kind is None or is_placeholder(each.value) or _ATTRIBUTE.fullmatch(each.value):
            continue
        credential = credential_in(each.value, kind, knowledge)
        if credential:
            yield NamedValue(each.name, each.value, credential, (document.span(each.start, each.end),), each.name)
