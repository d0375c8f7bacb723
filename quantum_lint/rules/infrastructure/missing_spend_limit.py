"""Infrastructure that opens quantum hardware and limits nowhere what is spent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.clouds import clouds_of
from quantum_lint.match.spending import opened, unlimited
from quantum_lint.match.stacks import stacks
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options
from quantum_lint.model.template import UnreadTemplate


def check(repository: Any, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """A hit for the first right of each service that nothing in the repository limits, and for each resource."""
    clouds = clouds_of(knowledge)
    all_stacks = list(stacks(repository, knowledge))
    placed = [each for stack in all_stacks for each in stack.placed]
    for service in clouds.services:
        if any(clouds.is_one(each.resource, service.limits) for each in placed) or _named(repository, service.limits):
            continue
        title = knowledge.providers[service.provider].title
        for path, grant in opened(all_stacks, service, clouds):
            note = (
                f"{grant.shown} opens hardware of {title}, and nothing in this repository limits what may be spent "
                f"there. Add {service.limit}."
            )
            yield Hit(grant.value.span, note, provider=service.provider, path=path)
            break
        for path, span, row in unlimited(all_stacks, service, clouds):
            note = f"Nothing limits what may be spent on {title} through this resource. To limit it, {row.remedy}."
            yield Hit(span, note, provider=service.provider, path=path)


def _named(repository: Any, types: tuple[str, ...]) -> bool:
    """Whether a file that speaks of no quantum service names one of the types: a budget for everything, perhaps."""
    texts = (unread.fragment.text for _, unread in repository.facts(UnreadTemplate))
    return any(each in text for text in texts for each in types)
