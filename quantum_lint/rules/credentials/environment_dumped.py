"""All environment variables at once, shown where a provider's credential is among them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.advice import consequence, label, page
from quantum_lint.model.fact import CredentialUse, EnvironmentDump
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options


def check(repository: Any, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Every such place in a file that uses a credential; for auditors, in any file of a repository that does."""
    uses: dict[str, list[CredentialUse]] = {}
    for path, use in repository.facts(CredentialUse):
        uses.setdefault(path, []).append(use)
    anywhere = sorted((use for each in uses.values() for use in each), key=lambda use: use.name)
    for path, dump in repository.facts(EnvironmentDump):
        here = _shown(uses.get(path, ()), dump)
        if here:
            yield _hit(path, dump, here, knowledge)
        elif path not in uses and (elsewhere := _shown(anywhere, dump)):
            hit = _hit(path, dump, elsewhere, knowledge)
            yield hit._replace(confidence="medium", persona="auditor")


def _shown(uses: Any, dump: EnvironmentDump) -> CredentialUse | None:
    """The first credential that comes through."""
    return next((use for use in uses if dump.pattern.lower() in use.name.lower()), None)


def _hit(path: str, dump: EnvironmentDump, use: CredentialUse, knowledge: Knowledge) -> Hit:
    setting = knowledge.settings.get(use.name)
    name = setting.credential if setting else None
    credential = knowledge.credentials.get((use.provider, name or ""))
    title = knowledge.providers[use.provider].title
    what = (
        f"{label(credential, knowledge)}, and {consequence(credential)}" if credential else f"a credential of {title}"
    )
    url = page(credential, knowledge) if credential else knowledge.providers[use.provider].revoke_url
    return Hit(
        span=dump.span,
        note=f"`{dump.how}` shows the whole environment, and {use.name} is in it: {what}. Show the variables that are "
        f"needed by their names; if others can see what this has shown, revoke the credential at {url}.",
        provider=use.provider,
        credential=credential.id if credential else None,
        path=path,
    )
