"""Names of variables and secrets that open quantum hardware.

A provider's own setting names say all. A name that joins a provider's word and a word for a secret says as much:
`IBMQX_TOKEN`, `TEST_USER_IONQ_KEY`. The names of a cloud (`AWS_...`) open far more than a quantum computer; they count
only beside words that say so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

_IBM = (
    "ibm quantum", "ibm-quantum", "ibm_quantum", "ibmq", "qiskit-ibm", "qiskit-runtime", "qiskit-serverless",
    "qiskit_ibm",
)  # fmt: skip
_AZURE = (
    "az quantum", "azure quantum", "azure-quantum", "azure.quantum", "azure_quantum", "microsoft.quantum", "qbraid",
    "qsharp",
)  # fmt: skip
#: Words of names for a cloud: the provider it is to us, and the words that tell that its quantum service is meant.
CLOUDS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "AWS": ("braket", ("braket", "qbraid")),
    "AZURE": ("azure", _AZURE),
    "IBM": ("ibm", _IBM),
    "IBMCLOUD": ("ibm", _IBM),
    "GOOGLE": ("google", ("cirq", "quantum engine", "quantum-engine")),
    "OVH": ("ovh", ("quantum", "pulser", "perceval")),
    "SCALEWAY": ("scaleway", ("quantum", "perceval")),
    "SCW": ("scaleway", ("quantum", "perceval")),
}
#: Beside one of these a cloud's word in a name means its quantum service.
_QUANTUM_WORDS = frozenset(("BRAKET", "CIRQ", "PENNYLANE", "PYTKET", "QBRAID", "QISKIT", "QUANTUM"))
#: Words for a provider that are not its name in the knowledge.
_PROVIDER_WORDS = {"QE": "ibm", "IBMQ": "ibm", "IBMQX": "ibm", "QISKIT": "ibm"}
#: Names that are everyday words or belong to houses that sell much besides: only their own setting names count.
_EVERYDAY = frozenset(
    ("azure", "baidu", "coda", "covalent", "fujitsu", "google", "hitachi", "ibm", "jij", "luna", "origin", "ovh",
     "scaleway", "tencent", "toshiba", "xanadu")
)  # fmt: skip
_SECRET_WORDS = frozenset(("TOKEN", "KEY", "APIKEY", "SECRET", "PASSWORD", "CREDENTIAL", "CREDENTIALS"))
#: What publishes, tests or announces a quantum package opens no quantum computer.
_OTHER_WORDS = frozenset(
    ("ANACONDA", "BOT", "CODECOV", "CONDA", "COVERALLS", "DEPLOY", "DISCORD", "DOCKER", "DOCKERHUB", "GH", "GHCR",
     "GITHUB", "GITLAB", "GPG", "NPM", "NUGET", "PAT", "PUBLIC", "PYPI", "READTHEDOCS", "RTD", "SIGNING", "SLACK",
     "SONAR", "SSH", "TESTPYPI", "WEBHOOK", "ZENODO")
)  # fmt: skip


class Names(Protocol):
    """What is asked of the knowledge."""

    @property
    def settings(self) -> Mapping[str, Any]:
        """Setting names of providers."""

    @property
    def providers(self) -> Mapping[str, Any]:
        """Providers by name."""

    def is_placeholder(self, value: str) -> bool:
        """Whether a value only stands where a credential would."""


@dataclass(frozen=True, slots=True)
class Meaning:
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
    cloud = next((CLOUDS[word] for word in words if word in CLOUDS), None)
    beside = cloud[1] if cloud and not _QUANTUM_WORDS.intersection(words) else ()
    setting = knowledge.settings.get(name)
    if setting is not None:
        return Meaning(setting.provider, beside or setting.context) if setting.secret else None
    if not _SECRET_WORDS.intersection(words) or _OTHER_WORDS.intersection(words):
        return None
    provider = next(filter(None, (_provider(word, knowledge) for word in words)), cloud[0] if cloud else None)
    return Meaning(provider, beside) if provider else None


def specialists(knowledge: Names) -> tuple[str, ...]:
    """Names of providers that sell nothing else and are long enough to be no part of another word."""
    return tuple(name for name in knowledge.providers if len(name) > 5 and name not in _EVERYDAY)


def _provider(word: str, knowledge: Names) -> str | None:
    name = _PROVIDER_WORDS.get(word, word.lower())
    known = word in _PROVIDER_WORDS or (name in knowledge.providers and name not in _EVERYDAY)
    return name if known else None
