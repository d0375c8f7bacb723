"""A provider's credential file in the tree, with a credential in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.advice import consequence, label, revoke
from quantum_lint.match.credential_values import credential_in, is_dummy
from quantum_lint.model.fragment import Document
from quantum_lint.model.hit import Hit
from quantum_lint.model.known import CredentialFile
from quantum_lint.model.rule import Options

_TRAIT = "credential-file:"


def check(document: Document, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Every value of a credential key. The file is read as text, whatever it is written in."""
    providers = {trait[len(_TRAIT) :] for trait in document.fragment.traits if trait.startswith(_TRAIT)}
    if not providers:
        return
    seen = set()
    for file in knowledge.files:
        for hit in _values(document, file, knowledge) if file.provider in providers else ():
            if hit.span not in seen:
                seen.add(hit.span)
                yield hit


def _values(document: Document, file: CredentialFile, knowledge: Knowledge) -> Iterator[Hit]:
    declared = knowledge.credentials[file.provider, file.credential]
    for match in _pattern(file.keys).finditer(document.fragment.text):
        group = match.lastindex or 0
        credential = credential_in(match[group], declared, knowledge)
        span = document.span(*match.span(group))
        if credential and not is_dummy(document, (span,)):
            yield Hit(
                span=span,
                note=f"This is the file in which the SDK of {knowledge.providers[file.provider].title} keeps its "
                f"credentials, and {label(credential, knowledge)} is in it: {consequence(credential)}. "
                f"{revoke(credential, knowledge)}, take the file out of the repository and name it in .gitignore.",
                secret=(span,),
                provider=credential.provider,
                credential=credential.id,
            )


def _pattern(keys: tuple[str, ...]) -> re.Pattern[str]:
    """`key: value` of any of the keys, in JSON, YAML, TOML, INI or Python; without keys, each word of the file."""
    if not keys:
        return re.compile(r"([^\s\"',:{}\[\]]+)")
    names = "|".join(r"[\w-]+" if key == "*" else re.escape(key) for key in keys)
    value = r"""(?:"([^"\n]+)"|'?([^\s"',;{}]+))"""
    return re.compile(rf"(?<![\w-])(?:{names})[\"']?[ \t]*[:=][ \t]*{value}")
