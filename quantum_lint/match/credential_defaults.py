"""Defaults that are credentials of a provider: by the name they are the default of, or by the call they reach."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.credential_candidates import may_hold_credential
from quantum_lint.match.credential_values import credential_in
from quantum_lint.match.default_values import Default, input_defaults, text_defaults
from quantum_lint.match.given_signs import gift
from quantum_lint.match.named_credentials import credential_named, credential_of_parameter, may_name_secret
from quantum_lint.match.setting_names import named
from quantum_lint.model.fragment import Document
from quantum_lint.model.hit import Fix
from quantum_lint.model.known import Credential
from quantum_lint.model.named import NamedTuple
from quantum_lint.model.span import Span


class CredentialDefault(NamedTuple):
    """A credential, written at `spans`, that is the default of `name`."""

    credential: Credential
    name: str
    spans: tuple[Span, ...]
    fix: Fix | None


def credential_defaults(document: Document, knowledge: Knowledge) -> Iterator[CredentialDefault]:
    """Every default of the document that is a credential of a provider."""
    if hasattr(document, "evaluation"):
        yield from _in_python(document, knowledge)
        return
    for each in (*text_defaults(document), *input_defaults(document)):
        found = _named(each, document.fragment.text, knowledge)
        if found:
            yield found


def _in_python(document: Document, knowledge: Knowledge) -> Iterator[CredentialDefault]:
    from quantum_lint.match.python_defaults import python_defaults

    if not _may_default(document, knowledge):
        return
    evaluation = document.evaluation(knowledge)  # type: ignore[attr-defined]
    providers = list(_imported([each.qualified for each in evaluation.imports], knowledge))
    others = []
    for each in python_defaults(document, evaluation):  # type: ignore[arg-type]
        found = _named(each, document.fragment.text, knowledge, providers)
        if found:
            yield found
        elif len(each.value) >= 6:
            others.append(each)
    yield from _given(others, document, knowledge)


def _imported(modules: list[str], knowledge: Knowledge) -> Iterator[str]:
    """The providers whose SDKs are imported."""
    above = {name[:end] for name in modules for end in _ends(name)}
    return (provider.name for provider in knowledge.providers.values() if not above.isdisjoint(provider.modules))


def _may_default(document: Document, knowledge: Knowledge) -> bool:
    """Whether a program may have a credential as a default, and a name or a call, be it in a comment, that tells it."""
    text = document.fragment.text
    given = gift(text, knowledge) != "nothing"
    if not (given or may_name_secret(text, knowledge)) or not may_hold_credential(text, knowledge):
        return False
    return (given or may_name_secret(document.code, knowledge)) and may_hold_credential(document.code, knowledge)


def _ends(name: str) -> Iterator[int]:
    """Where each of the packages ends that a dotted name leads through, and where it ends itself."""
    yield from (at for at, sign in enumerate(name) if sign == ".")
    yield len(name)


def _named(
    default: Default, text: str, knowledge: Knowledge, providers: list[str] | None = None
) -> CredentialDefault | None:
    """The default as a credential that one of its names stands for."""
    for name in default.names:
        kind = (
            named(name, text, knowledge)
            or credential_named(name, text, knowledge)
            or credential_of_parameter(name, providers or (), knowledge)
        )
        credential = kind and credential_in(default.value, kind, knowledge)
        if credential:
            return CredentialDefault(credential, name, default.spans, default.fix)
    return None


def _given(defaults: list[Default], document: Document, knowledge: Knowledge) -> Iterator[CredentialDefault]:
    """The defaults that reach a credential parameter of a provider's call."""
    from quantum_lint.match.given_credentials import given

    reached = list(given(document, knowledge)) if defaults else []  # type: ignore[arg-type]
    for default in defaults:
        for each in reached:
            if any(span.touches(mine) for span in each.spans for mine in default.spans):
                name = default.names[0] if default.names else each.parameter
                yield CredentialDefault(each.credential, name, default.spans, default.fix)
                break
