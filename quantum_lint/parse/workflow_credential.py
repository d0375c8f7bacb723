"""Names of variables and secrets that open quantum hardware.

A provider's own setting names say all. A name that joins a provider's word and a word for a secret says as much:
`IBMQX_TOKEN`, `TEST_USER_IONQ_KEY`. The names of a cloud (`AWS_...`) open far more than a quantum computer; they count
only beside words that say so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

from quantum_lint.model import lazy
from quantum_lint.model.named import NamedTuple

#: Beside one of these a cloud's word in a name means its quantum service.
_QUANTUM_WORDS = frozenset(("BRAKET", "CIRQ", "PENNYLANE", "PYTKET", "QBRAID", "QISKIT", "QUANTUM"))
#: Software that reaches the hardware of many: a word for one of these beside it says whose it is.
_SDK_WORDS = frozenset(("CIRQ", "PENNYLANE", "PYTKET", "QISKIT"))
_SECRET_WORDS = frozenset(("TOKEN", "KEY", "APIKEY", "SECRET", "PASSWORD", "CREDENTIAL", "CREDENTIALS"))
#: What publishes, tests or announces a quantum package opens no quantum computer.
_OTHER_WORDS = frozenset(
    ("ANACONDA", "BOT", "CODECOV", "CONDA", "COVERALLS", "DEPLOY", "DISCORD", "DOCKER", "DOCKERHUB", "ECR", "GH",
     "GHCR", "GITHUB", "GITLAB", "GPG", "NPM", "NUGET", "PAT", "PUBLIC", "PYPI", "READTHEDOCS", "RTD", "SIGNING",
     "SLACK", "SONAR", "SSH", "TESTPYPI", "UPLOAD", "WEBHOOK", "ZENODO")
)  # fmt: skip

_HOST = lazy.pattern(r"https://([\w.-]+)")


class Names(Protocol):
    """What is asked of the knowledge."""

    @property
    def settings(self) -> Mapping[str, Any]:
        """Setting names of providers."""

    @property
    def providers(self) -> Mapping[str, Any]:
        """Providers by name."""

    @property
    def spellings(self) -> Mapping[str, Any]:
        """Providers by the words that stand for them in names of variables."""

    @property
    def clouds(self) -> Mapping[str, Any]:
        """Providers by the words for the cloud that they are a service of."""

    @property
    def commands(self) -> Sequence[Any]:
        """Programs that take a credential as an argument."""

    def is_placeholder(self, value: str) -> bool:
        """Whether a value only stands where a credential would."""


class Meaning(NamedTuple):
    """The provider that a name belongs to. `beside`: one of these words must stand in the same job (none: always)."""

    provider: str
    beside: tuple[str, ...] = ()

    def fits(self, text: str) -> bool:
        """Whether a text in small letters says enough."""
        return not self.beside or any(word in text for word in self.beside)


def meaning(name: str, knowledge: Names) -> Meaning | None:
    """What the name of a variable, a secret or an input stands for, if it is a provider's credential."""
    name = name.upper().replace("-", "_")
    words = name.split("_")
    cloud = next((knowledge.clouds[word] for word in words if word in knowledge.clouds), None)
    beside = cloud.beside if cloud and not _QUANTUM_WORDS.intersection(words) else ()
    setting = knowledge.settings.get(name)
    if setting is not None:
        return Meaning(setting.provider, beside or setting.context) if setting.secret else None
    if not _SECRET_WORDS.intersection(words) or _OTHER_WORDS.intersection(words):
        return None
    named = [word for word in words if word in knowledge.spellings]
    own = next((knowledge.spellings[word] for word in named if word not in _SDK_WORDS), cloud)
    provider = own or (knowledge.spellings[named[0]] if named else None)
    return Meaning(provider.name, beside) if provider else None


def is_other(name: str) -> bool:
    """Whether a name says that what it holds publishes, tests or announces something."""
    return not _OTHER_WORDS.isdisjoint(name.upper().replace("-", "_").split("_"))


def by_address(name: str, values: Iterable[str], knowledge: Names) -> Meaning | None:
    """What a secret with a common name, such as `E2E_PASSWORD`, is for: an address of a provider among the values."""
    words = name.upper().replace("-", "_").split("_")
    if is_other(name) or not _SECRET_WORDS.intersection(words) or any(word in knowledge.clouds for word in words):
        return None
    hosts = [host.lower() for value in values for host in _HOST.findall(value)]
    for provider in knowledge.providers.values():
        if any(_is_below(host, each) for host in hosts for each in provider.endpoints):
            return Meaning(provider.name)
    return None


def _is_below(host: str, endpoint: str) -> bool:
    """Whether an address is that of a provider; an endpoint that starts with a dot stands for all hosts below it."""
    return host == endpoint or (endpoint.startswith(".") and host.endswith(endpoint))


def of_cloud(word: str, knowledge: Names) -> Meaning:
    """What a session in a cloud stands for: the provider that is a service of it, where words beside say so."""
    provider = knowledge.clouds[word]
    return Meaning(provider.name, provider.beside)


def specialists(knowledge: Names) -> tuple[str, ...]:
    """Names of providers that sell nothing else and are long enough to be no part of another word."""
    return tuple(name for name, each in knowledge.providers.items() if len(name) > 5 and not each.everyday)
