"""One secret for a job that an environment guards, and for one that nothing guards."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.surroundings import surroundings
from quantum_lint.match.workflow_wording import listed
from quantum_lint.model.hit import Hit, Related
from quantum_lint.model.pipeline_secrets import HeldSecret, SecretJob
from quantum_lint.model.rule import Options


class _Use(NamedTuple):
    path: str
    job: SecretJob
    secret: HeldSecret


def check(repository: Any, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Each such secret once, where the first job without an environment gets it."""
    uses: dict[str, list[_Use]] = {}
    for path, job in repository.facts(SecretJob):
        for secret in job.secrets:
            uses.setdefault(secret.name, []).append(_Use(path, job, secret))
    for found in uses.values():
        found.sort(key=lambda use: (use.path, use.secret.span))
        guarded = [use for use in found if use.secret.own and _is_production(use.job.environment)]
        bare = [use for use in found if use.job.environment is None and not use.job.calls]
        if guarded and bare:
            yield _hit(guarded[0], bare, knowledge)


def _is_production(environment: str | None) -> bool:
    """Whether an environment is by its name the one that the real thing runs in."""
    return environment is not None and surroundings("", [environment]) == "production"


def _hit(guarded: _Use, bare: list[_Use], knowledge: Knowledge) -> Hit:
    first = bare[0]
    title = knowledge.providers[first.secret.provider].title
    jobs = listed(list(dict.fromkeys(f"`{use.job.id}`" for use in bare)))
    which = f" of {guarded.path}" if guarded.path != first.path else ""
    return Hit(
        span=first.secret.span,
        note=(
            f"`{first.secret.name}` ({title}) is the credential of job `{guarded.job.id}`{which} in environment "
            f"`{guarded.job.environment}`, and of {jobs} in none: what protects that environment is passed by, and a "
            "test that goes wrong spends production's budget. Make a credential of its own for what is tried out, and "
            f"keep this one in `{guarded.job.environment}` only, under another name."
        ),
        related=(
            Related(guarded.secret.span, f"`{guarded.job.id}` gets it here, in its environment", guarded.path),
            *(Related(use.secret.span, f"`{use.job.id}` gets it here, in none", use.path) for use in bare[1:]),
        ),
        provider=first.secret.provider,
        path=first.path,
    )
