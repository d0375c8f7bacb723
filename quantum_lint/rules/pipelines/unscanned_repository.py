"""Repositories that reach hardware and that nothing checks for secrets and vulnerable dependencies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.surroundings import is_pattern
from quantum_lint.match.whole_repository import hardware_submissions, is_aside, is_pipeline, is_whole
from quantum_lint.model.fact import CredentialUse, SecurityCheck, Submission
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options

#: A path, the fact that shows hardware being reached there, and how it is.
_Reached = tuple[str, CredentialUse | Submission, str]


def check(repository: Any, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """One hit, where hardware is first reached: in a pipeline if it is there, or else in the code."""
    if not is_whole(repository):
        return
    reached: list[_Reached] = [*_credentials(repository), *_submissions(repository)]
    if not reached or any(repository.facts(SecurityCheck)):
        return
    path, fact, how = min(reached, key=lambda each: (not is_pipeline(each[0]), each[0], each[1].span))
    yield Hit(
        span=fact.span,
        note=(
            f"The repository {how}, and no pipeline, hook or script of it looks for secrets or audits dependencies: a "
            "key that is committed, or a package that reads it, stays until somebody happens to see it. Run "
            "`quantum-lint scan` and `pip-audit` on every pull request."
        ),
        provider=fact.provider,
        path=path,
        about="the repository",
    )


def _credentials(repository: Any) -> Iterator[_Reached]:
    for path, use in repository.facts(CredentialUse):
        if not is_aside(repository, path) and not is_pattern(path):
            yield path, use, f"uses {use.name}"


def _submissions(repository: Any) -> Iterator[_Reached]:
    for path, sent in hardware_submissions(repository):
        yield path, sent, f"sends work to hardware with `{sent.callee}`"
