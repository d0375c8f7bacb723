"""Code that sends work to hardware and that nobody in CODEOWNERS is asked about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.owners import PLACES, owned
from quantum_lint.match.whole_repository import hardware_submissions, is_whole
from quantum_lint.model.fact import OwnedPaths, Submission
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options


def check(repository: Any, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """One hit for every file that nobody owns, or one for a repository without CODEOWNERS, at the first submission."""
    if not is_whole(repository):
        return
    first: dict[str, Submission] = {}
    for path, sent in sorted(hardware_submissions(repository), key=lambda each: (each[0], each[1].span)):
        first.setdefault(path, sent)
    place = next((place for place in PLACES if place in repository.paths()), None)
    if place is None:
        for path, sent in list(first.items())[:1]:
            hit = _hit(path, sent, "the repository has no CODEOWNERS file")
            yield hit._replace(about="the repository")
        return
    patterns = [each for path, each in repository.facts(OwnedPaths) if path == place]
    for path, sent in first.items():
        if not owned(path, patterns):
            yield _hit(path, sent, f"{place} names no owner for this file")


def _hit(path: str, sent: Submission, why: str) -> Hit:
    note = (
        f"This sends work to hardware, and {why}: a change that makes it dearer, or sends it elsewhere, is merged "
        "without anybody who answers for the budget. Name an owner, and have the host ask for their review."
    )
    return Hit(sent.span, note, provider=sent.provider, path=path)
