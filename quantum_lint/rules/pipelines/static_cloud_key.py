"""Stored cloud keys in jobs that could log in without one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.keyless import Keyless, keyless
from quantum_lint.match.workflow_wording import by_names, entrances, named
from quantum_lint.model import lazy
from quantum_lint.model.hit import Hit, Related
from quantum_lint.model.rule import Options
from quantum_lint.parse.workflow import WorkflowDocument
from quantum_lint.parse.workflow_access import Credential
from quantum_lint.parse.workflow_node import Job

_STORED = lazy.pattern(r"\bsecrets\s*[.\[]")


def check(document: WorkflowDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Each set of such keys once for each cloud, where its first one comes in."""
    access = document.access(knowledge)
    for offer in keyless(knowledge).values():
        stored = ((job, _stored(document, access.held_by(job), offer)) for job in access.jobs)
        for group in by_names((job, keys) for job, keys in stored if keys):
            yield _hit(document, group, offer, knowledge)


def _stored(document: WorkflowDocument, held: Sequence[Credential], offer: Keyless) -> list[Credential]:
    """The keys of the cloud that come from the secrets of the host; none where they are those of a session."""
    own = [each for each in held if each.provider == offer.provider and not each.role]
    if any(word in each.name for each in own for word in offer.temporary):
        return []
    return [each for each in own if _STORED.search(document.text[slice(*each.place)])]


def _hit(
    document: WorkflowDocument,
    group: Sequence[tuple[Job, Sequence[Credential]]],
    offer: Keyless,
    knowledge: Knowledge,
) -> Hit:
    job, keys = group[0]
    verb, them = ("is a key that stays", "it") if len(keys) == 1 else ("are keys that stay", "them")
    return Hit(
        span=document.span(*keys[0].place),
        note=(
            f"{named(keys, knowledge)} {verb} valid until somebody revokes {them}: whoever "
            f"reads {them} in a run of {job.label} can pay for hardware from anywhere. "
            f"{offer.advice}"
        ),
        related=(
            *entrances(document, keys[1:]),
            *(Related(document.span(other.key.start, other.key.end), f"{other.label} too") for other, _ in group[1:]),
        ),
        provider=offer.provider,
    )
