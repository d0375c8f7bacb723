"""Facts about pipelines: which job uses which secret of the host, and what it hands on."""

from __future__ import annotations

from quantum_lint.model.named import NamedTuple
from quantum_lint.model.span import Span


class HeldSecret(NamedTuple):
    """A provider's credential among the secrets of the host, by the name it has there; `span` is where it comes in.

    `own` is set where the job, or a step of it, names it: it then comes from the environment of the job, if that has
    a secret of this name.
    """

    name: str
    provider: str
    span: Span
    own: bool = True


class SecretJob(NamedTuple):
    """A job of a pipeline. `environment` is the name of its environment, None without one, empty where it is computed.

    `secrets` are those of providers, `names` all that it reads one by one. `calls` is the reusable workflow that it
    runs, and `inherits` the word that hands all secrets to it; `everything` are expressions that read all at once.
    """

    id: str
    span: Span
    environment: str | None = None
    secrets: tuple[HeldSecret, ...] = ()
    names: tuple[str, ...] = ()
    calls: str = ""
    pinned: bool = False
    inherits: Span | None = None
    everything: tuple[Span, ...] = ()
