"""What a name in a configuration stands for: the credential of a provider, by itself or by the section it is in."""

from __future__ import annotations

import re
from functools import lru_cache

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.bound_names import BoundName
from quantum_lint.match.endpoints import provider_of
from quantum_lint.match.named_credentials import credential_named
from quantum_lint.model import lazy
from quantum_lint.model.known import Credential

_TERRAFORM = "TF_VAR_"
_HOST = lazy.pattern(r"(?:^|://|@)((?:[A-Za-z0-9-]+\.)+[a-z]{2,10})(?=[:/.]|$)")
_WORD = lazy.pattern(r"[A-Za-z_]\w*")
#: What a key ends in, without signs and in small letters, that holds a credential where the section says whose it is.
_KEY = lazy.pattern(r"\w*(?:token|apikey|accesskey|accesskeyid|secretkey|secret|password|connectionstring|credential)")


def credential_bound(each: BoundName, text: str, knowledge: Knowledge) -> Credential | None:
    """The kind of credential that the bound name stands for, in a document of this text."""
    return named(each.name, text, knowledge) or _in_section(each, knowledge)


@lru_cache(maxsize=4096)
def may_stand_for(name: str, knowledge: Knowledge) -> bool:
    """Whether a name may be that of a credential, by itself or in some section; pipelines have the same few names."""
    key = _plain(name.rpartition(".")[2])
    alone = name in knowledge.settings or name in knowledge.names
    return alone or _KEY.fullmatch(key) is not None or key in _keys(knowledge)


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
    """`ionq: {api_key: ...}`, `[providers.ionq]`, an item beside `name: ionq`, or one beside the provider's URL."""
    key = _plain(each.name.rpartition(".")[2])
    if not _KEY.fullmatch(key) and key not in _keys(knowledge):
        return None
    owner = _owner(each, knowledge)
    found = _called(owner, key, knowledge) if owner else None
    if owner and found is None and _KEY.fullmatch(key):
        usual = knowledge.settings.get(knowledge.providers[owner].environment)
        first = next(credential for provider, credential in knowledge.credentials if provider == owner)
        found = (usual.credential if usual else None) or first
    return knowledge.credentials[owner, found] if owner and found else None


def _owner(each: BoundName, knowledge: Knowledge) -> str | None:
    """The provider that the nearest section, or a value beside the name, is about."""
    above = each.path.removesuffix(each.name)
    words = (*_WORD.findall(each.name)[:-1], *each.beside, *reversed(_WORD.findall(above)))
    named = (knowledge.sections[word] for word in words if word in knowledge.sections)
    hosts = (_HOST.search(text) for text in (*each.beside, above))
    reached = (provider_of(host[1], knowledge) for host in hosts if host)
    return next(named, None) or next((owner for owner in reached if owner), None)


def _called(provider: str, key: str, knowledge: Knowledge) -> str | None:
    """The credential that the provider's calls or files call so."""
    return next((credential for owner, credential in _keys(knowledge).get(key, ()) if owner == provider), None)


@lru_cache(maxsize=4)
def _keys(knowledge: Knowledge) -> dict[str, list[tuple[str, str | None]]]:
    """What calls and files of providers call credentials, with the provider and the credential, in order."""
    calls = [row for rows in knowledge.bindings.values() for row in rows]
    known = [(name, row.provider, row.credential) for row in calls for name in (row.keyword, row.attribute)]
    known += [(name, file.provider, file.credential) for file in knowledge.files for name in file.keys]
    found: dict[str, list[tuple[str, str | None]]] = {}
    for name, provider, credential in known:
        if name:
            found.setdefault(_plain(name), []).append((provider, credential))
    return found


def _plain(name: str) -> str:
    return re.sub(r"[^a-z]", "", name.lower())
