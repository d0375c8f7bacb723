"""What the names stand for that infrastructure gives to its variables, outputs and attributes."""

from __future__ import annotations

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.named_credentials import sounds_secret
from quantum_lint.match.setting_names import named
from quantum_lint.model import lazy
from quantum_lint.model.known import Credential

_NAME = lazy.pattern(r"[A-Za-z_][\w-]*")
_HUMP = lazy.pattern(r"(?<=[a-z0-9])(?=[A-Z])")


def declares(text: str, knowledge: Knowledge) -> bool:
    """Whether any name in the text may stand for a credential: a look that spares reading most files."""
    beside = tuple(word for provider in knowledge.providers.values() for word in provider.beside)
    names = {name for name in _NAME.findall(text) if sounds_secret(name)}
    return any(declared(name, knowledge, beside) for name in names)


def declared(name: str, knowledge: Knowledge, beside: tuple[str, ...] = ()) -> Credential | None:
    """The credential that the name stands for, however its words are joined.

    One that opens a whole cloud counts only where the name, or a word `beside` it, tells that the quantum service is
    meant.
    """
    joined = _HUMP.sub("_", name).replace("-", "_")
    text = " ".join((name, joined, *beside)).lower()
    spellings = dict.fromkeys((name, joined.lower()))
    found = next((each for spelling in spellings if (each := named(spelling, text, knowledge))), None)
    return found if found and knowledge.providers[found.provider].meant(text) else None
