"""All secrets at once, where one of them opens a quantum computer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.called_jobs import Placed, needed_by
from quantum_lint.match.workflow_wording import listed
from quantum_lint.model.hit import Hit
from quantum_lint.model.pipeline_secrets import SecretJob
from quantum_lint.model.rule import Options

#: The provider of each secret of the repository, by name.
_Secrets = Mapping[str, str]
#: So many secrets are written out as the lines to put in the place of the word.
_WRITTEN = 4


def check(repository: Any, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Each `secrets: inherit` and each expression that reads the whole table, where such secrets are in use."""
    jobs: list[Placed] = sorted(repository.facts(SecretJob), key=lambda each: (each[0], each[1].span))
    secrets = {secret.name: secret.provider for _, job in jobs for secret in job.secrets}
    if not secrets:
        return
    for path, job in jobs:
        for span in job.everything:
            yield Hit(span, _whole_table(job, secrets, knowledge), provider=next(iter(secrets.values())), path=path)
        if job.inherits:
            yield _inherited(path, job, secrets, needed_by(path, job, jobs), knowledge)


def _named(secrets: _Secrets, knowledge: Knowledge) -> str:
    return listed([f"`{name}` ({knowledge.providers[provider].title})" for name, provider in secrets.items()])


def _whole_table(job: SecretJob, secrets: _Secrets, knowledge: Knowledge) -> str:
    return (
        f"Job `{job.id}` reads every secret of the repository as one text, {_named(secrets, knowledge)} among them, "
        "and the host cannot mask what is taken out of it. Name those that the step needs, one by one, in its `env`."
    )


def _inherited(path: str, job: SecretJob, secrets: _Secrets, needed: Sequence[str] | None, knowledge: Knowledge) -> Hit:
    """Of a workflow of the same repository it is known what it needs; another one may do anything."""
    moving = needed is None and not job.pinned
    who = "whoever can change it reads them all" if moving else "it can read them all"
    return Hit(
        span=job.inherits or job.span,
        note=(
            f"`secrets: inherit` hands every secret of the repository to `{job.calls}`, {_named(secrets, knowledge)} "
            f"among them, and {who}. {_remedy(needed)}"
        ),
        provider=next(iter(secrets.values())),
        severity="high" if moving else None if needed is None else "low",
        path=path,
    )


def _remedy(needed: Sequence[str] | None) -> str:
    if needed is None:
        return "Find out which it needs and hand over those alone: `secrets: {NAME: ${{ secrets.NAME }}}`."
    if not needed:
        return "It uses none of them: delete the line."
    if len(needed) > _WRITTEN:
        return f"It uses {listed([f'`{name}`' for name in needed])}: hand over those alone, by name."
    pairs = ", ".join(f"{name}: ${{{{ secrets.{name} }}}}" for name in needed)
    return f"Write what it uses: `secrets: {{{pairs}}}`."
