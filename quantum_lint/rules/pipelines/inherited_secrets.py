"""All secrets at once, where one of them opens a quantum computer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.called_jobs import Placed, called_path, needed_by
from quantum_lint.match.workflow_wording import listed
from quantum_lint.model.hit import Hit
from quantum_lint.model.pipeline_secrets import SecretJob
from quantum_lint.model.rule import Options, Severity

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
            handed = _foreign if called_path(path, job.calls) is None else _own
            yield from handed((path, job), secrets, jobs, knowledge)


def _named(secrets: _Secrets, knowledge: Knowledge) -> str:
    return listed([f"`{name}` ({knowledge.providers[provider].title})" for name, provider in secrets.items()])


def _whole_table(job: SecretJob, secrets: _Secrets, knowledge: Knowledge) -> str:
    return (
        f"Job `{job.id}` reads every secret of the repository as one text, {_named(secrets, knowledge)} among them, "
        "and the host cannot mask what is taken out of it. Name those that the step needs, one by one, in its `env`."
    )


def _foreign(placed: Placed, secrets: _Secrets, jobs: Sequence[Placed], knowledge: Knowledge) -> Iterator[Hit]:
    """What a workflow of another repository needs is not known, and it may do anything with the rest."""
    path, job = placed
    who = "it can read them all" if job.pinned else "whoever can change it reads them all"
    note = (
        f"{_inherited(job, secrets, knowledge)}, and {who}. Find out which it needs and hand over those alone: "
        "`secrets: {NAME: ${{ secrets.NAME }}}`."
    )
    severity: Severity | None = None if job.pinned else "high"
    yield Hit(job.inherits or job.span, note, provider=next(iter(secrets.values())), severity=severity, path=path)


def _own(placed: Placed, secrets: _Secrets, jobs: Sequence[Placed], knowledge: Knowledge) -> Iterator[Hit]:
    """Only what a workflow of the same repository does not use is too much; where it hands all on is reported there."""
    path, job = placed
    needed = needed_by(path, job, jobs)
    idle = {name: provider for name, provider in secrets.items() if name not in (needed or ())}
    if needed is not None and idle:
        note = f"{_inherited(job, idle, knowledge)}, which it does not use. {_remedy(needed)}"
        provider = next(iter(idle.values()))
        yield Hit(job.inherits or job.span, note, provider=provider, severity="low", persona="pedantic", path=path)


def _inherited(job: SecretJob, secrets: _Secrets, knowledge: Knowledge) -> str:
    named = _named(secrets, knowledge)
    return f"`secrets: inherit` hands every secret of the repository to `{job.calls}`, {named} among them"


def _remedy(needed: Sequence[str]) -> str:
    if not needed:
        return "It uses none of them: delete the line."
    if len(needed) > _WRITTEN:
        return f"It uses {listed([f'`{name}`' for name in needed])}: hand over those alone, by name."
    pairs = ", ".join(f"{name}: ${{{{ secrets.{name} }}}}" for name in needed)
    return f"Write what it uses: `secrets: {{{pairs}}}`."
