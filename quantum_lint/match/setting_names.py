"""What a name in a configuration stands for: the credential of a provider, by itself or by the section it is in."""

from __future__ import annotations

import re

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.bound_names import BoundName
from quantum_lint.match.named_credentials import credential_named
from quantum_lint.model.known import Credential

_TERRAFORM = "TF_VAR_"
_WORD = re.compile(r"[A-Za-z_]\w*")
#: What a key ends in, without signs and in small letters, that holds a credential where the section says whose it is.
_KEY = re.compile(r"\w*(?:token|apikey|accesskey|accesskeyid|secretkey|secret|password|connectionstring|credential)")


def credential_bound(each: BoundName, text: str, knowledge: Knowledge) -> Credential | None:
    """The kind of credential that the bound name stands for, in a document of this text."""
    return named(each.name, text, knowledge) or _in_section(each, knowledge)


def named(name: str, text: str, knowledge: Knowledge) -> Credential | None:
    """The kind of credential that the name alone stands for: a setting of an SDK, or a name like one."""
    setting = knowledge.settings.get(name)
    if setting is None and name in knowledge.names:
        name = name.removeprefix(_TERRAFORM)
        setting = knowledge.settings.get(name.upper())
        if setting is None:
            return credential_named(name, text, knowledge)
    if setting is None or setting.credential is None:
        return None
    if setting.context and not any(word in text.lower() for word in setting.context):
        return None
    return knowledge.credentials[setting.provider, setting.credential]


def _in_section(each: BoundName, knowledge: Knowledge) -> Credential | None:
    """`ionq: {api_key: ...}`, `[providers.ionq]`, or an item of a list beside `name: ionq`."""
    key = _plain(each.name.rpartition(".")[2])
    if not _KEY.fullmatch(key):
        return None
    above = _WORD.findall(each.path.removesuffix(each.name))
    for word in (*_WORD.findall(each.name)[:-1], *each.beside, *reversed(above)):
        provider = knowledge.sections.get(word)
        if provider is not None:
            return _of_key(provider, key, knowledge)
    return None


def _of_key(provider: str, key: str, knowledge: Knowledge) -> Credential:
    """The credential that the provider's calls or files call so, or else the one that people have first of all."""
    rows = [row for rows in knowledge.bindings.values() for row in rows if row.provider == provider]
    known = [(row.credential, name) for row in rows for name in (row.keyword, row.attribute)]
    known += [(row.credential, name) for row in knowledge.files if row.provider == provider for name in row.keys]
    found = next((credential for credential, name in known if name and _plain(name) == key), None)
    usual = knowledge.settings.get(knowledge.providers[provider].environment)
    first = next(credential for owner, credential in knowledge.credentials if owner == provider)
    return knowledge.credentials[provider, found or (usual.credential if usual else None) or first]


def _plain(name: str) -> str:
    return re.sub(r"[^a-z]", "", name.lower())
