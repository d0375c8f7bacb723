"""What a name says: the kind of credential that a variable, a parameter, an option or a label stands for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import product

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.expression import searcher
from quantum_lint.model import lazy
from quantum_lint.model.known import Credential
from quantum_lint.parse.workflow_credential import meaning

_HUMP = lazy.pattern(r"(?<=[a-z0-9])(?=[A-Z])")
_SEPARATORS = lazy.pattern(r"[^A-Za-z0-9]+")
#: What a name of one word needs to be that of a credential: `key` alone may open a dictionary.
_SOUNDS = r"(?i)token|secret|passw|pwd|api.?key|apikey|access.?key|credential"
_SECRET = lazy.pattern(_SOUNDS)

#: What is given may be a text: it is no function, as in `sorted(given, key=lambda each: ...)`, and no number, and
#: nothing is compared.
_TEXT = r"(?!=|\s*lambda\b|\s*[-+]?[0-9][0-9_.]*(?:e[-+]?[0-9]+)?\s*(?:[,;)\]}]|[\r\n](?!\s*[*])))"
#: The word in any case, looked for as it is written: a look for it in any case takes 20 times as long.
_KEYS = tuple(map("".join, product("kK", "eE", "yY")))
_KEY = lazy.pattern(r"(?:(?<![A-Za-z0-9])[Kk]|(?<=[a-z0-9])K)[Ee][Yy](?![a-z0-9])")
#: Most characters from the word `key` in a label to the other end of the label.
_NEAR = 64


def credential_named(name: str, text: str, knowledge: Knowledge) -> Credential | None:
    """The credential of a provider that the name stands for, in a document of this text.

    A setting of a provider says all: `IONQ_API_KEY`; a name that joins the provider's word and one for a secret says
    as much: `--dwave-token`, `iqmApiKey`, `IonQ API key`.
    """
    for words in dict.fromkeys((name, _joined(name), _joined(_HUMP.sub("_", name)))):
        if words.upper() in knowledge.conventions:
            return knowledge.conventions[words.upper()]
        meant = meaning(words, knowledge)
        if meant is not None and meant.fits(text.lower()):
            return kind_of(words, meant.provider, knowledge)
    return None


def credential_of_parameter(name: str, providers: Iterable[str], knowledge: Knowledge) -> Credential | None:
    """The credential that the calls of the only one of the providers take under this name."""
    found = set(providers)
    if len(found) != 1 or not sounds_secret(name):
        return None
    provider, keyword = found.pop(), _joined(name).lower()
    rows = (row for rows in knowledge.bindings.values() for row in rows if row.provider == provider)
    row = next((row for row in rows if keyword in (row.keyword, row.attribute)), None)
    return knowledge.credentials[provider, row.credential] if row else None


def sounds_secret(name: str) -> bool:
    """Whether a name is one for a secret, whoever gave it out."""
    return _SECRET.search(name) is not None


@lru_cache(maxsize=8)
def may_name_secret(text: str, knowledge: Knowledge) -> bool:
    """Whether any name in the text may be one that the functions above know: a look that spares reading most texts."""
    # `re` looks for words in any case at 20 MB/s.
    if searcher((_SOUNDS,))(text) or _plain_names(knowledge)(text):
        return True
    return any(_owners(knowledge)(text[max(at - _NEAR, 0) : at + _NEAR]) for at in _keys(text))


def _keys(text: str) -> Iterator[int]:
    """Where a text holds the word, by itself or in a name with signs or humps: `keys()` and `monkey` hold others."""
    for key in _KEYS:
        at = text.find(key)
        while at >= 0:
            if _KEY.match(text, at):
                yield at
            at = text.find(key, at + 1)


def may_bind_secret(text: str, knowledge: Knowledge) -> bool:
    """Whether code may bind a value to such a name, or to one that means a secret below the name of a provider."""
    if may_name_secret(text, knowledge):
        return True
    given = _parameters(knowledge)
    return (
        searcher((given,))(text) and re.search(given + _TEXT, text) is not None and searcher(_sections(knowledge))(text)
    )


@lru_cache(maxsize=4)
def _sections(knowledge: Knowledge) -> tuple[str, ...]:
    """A provider as a key, as a variable or as a parameter, and its hosts."""
    words = rf"\b[0-9]*(?:{'|'.join(sorted(knowledge.sections))})\b"
    hosts = f"(?i:{'|'.join(re.escape(host.lstrip('.')) for host in sorted(knowledge.endpoints))})"
    return rf"[\"'][^\"'\n]*{words}[^\"'\n]*[\"']|{words}\s*[:=]", hosts


@lru_cache(maxsize=4)
def _parameters(knowledge: Knowledge) -> str:
    """Keywords, attributes and keys of a file that do not sound like secrets, where they are given something.

    Behind a colon alone stands a type, and then what is given; the colon of `for key in keys:` ends its line.
    """
    rows = [row for rows in knowledge.bindings.values() for row in rows]
    names = {name for row in rows for name in (row.keyword, row.attribute) if name}
    names.update(name for row in knowledge.files for name in row.keys if name != "*")
    plain = sorted(re.escape(name) for name in names if not sounds_secret(name))
    return rf"\b(?i:{'|'.join(plain)})(?:[\"']\]?\s*[:=]|\s*=|\s*:[^\r\n]*[=\[({{|\\#])"


@lru_cache(maxsize=4)
def _plain_names(knowledge: Knowledge) -> Callable[[str], bool]:
    """The settings and conventions whose names do not sound like secrets, however their parts are joined."""
    names = [*(row.name for row in knowledge.settings.values() if row.secret), *knowledge.conventions]
    plain = sorted({name for name in names if not sounds_secret(name)})
    return searcher(tuple(f"(?i:{'[^A-Za-z0-9]*'.join(map(re.escape, name.split('_')))})" for name in plain))


@lru_cache(maxsize=4)
def _owners(knowledge: Knowledge) -> Callable[[str], bool]:
    """The words that stand for a provider or its cloud."""
    return searcher(tuple(f"(?i:{re.escape(word)})" for word in sorted({*knowledge.spellings, *knowledge.clouds})))


def kind_of(name: str, provider: str, knowledge: Knowledge) -> Credential:
    """Of the provider's credentials the one that a setting holds, or else whose id shares most words with the name."""
    setting = knowledge.settings.get(name) or knowledge.settings.get(name.upper())
    if setting is not None and setting.credential is not None:
        return knowledge.credentials[setting.provider, setting.credential]
    words = set(_joined(name).lower().split("_"))
    kinds = [kind for kind in knowledge.credentials.values() if kind.provider == provider]
    return max(kinds, key=lambda kind: len(words.intersection(kind.id.split("-"))))


def _joined(name: str) -> str:
    return _SEPARATORS.sub("_", name).strip("_")
