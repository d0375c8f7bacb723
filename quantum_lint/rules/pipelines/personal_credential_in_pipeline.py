"""Secrets of a pipeline whose names say that they are somebody's own."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.workflow_wording import named
from quantum_lint.model import lazy
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options
from quantum_lint.parse.workflow import WorkflowDocument

#: Words of a name that speak of one person or one person's computer.
_OWN = lazy.pattern(
    r"(?:^|_)(?:MY|MINE|PERSONAL|PERSONALLY|PRIVATE(?!_?KEY)|LAPTOP|HOMEACCOUNT|STUDENT|INTERN|PHD)(?=_|$)"
)


def check(document: WorkflowDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Each such secret once, where it first comes in."""
    seen: set[str] = set()
    for each in document.access(knowledge).credentials:
        if each.name not in seen and not each.role and _OWN.search(each.name.upper().replace("-", "_")):
            seen.add(each.name)
            yield Hit(
                span=document.span(*each.place),
                note=(
                    f"{named([each], knowledge)} is by its name somebody's own: runs are billed to that person, appear "
                    "under their name, and stop when they leave. Make a service account for the pipeline, give it a "
                    "limit, and use its credential here."
                ),
                provider=each.provider,
            )
