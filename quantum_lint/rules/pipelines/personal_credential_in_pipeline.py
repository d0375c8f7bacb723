"""Secrets of a pipeline whose names say that they are somebody's own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from quantum_lint.knowledge import Knowledge
from quantum_lint.model import lazy
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options
from quantum_lint.parse.workflow import WorkflowDocument

if TYPE_CHECKING:
    from quantum_lint.model.span import Span
    from quantum_lint.parse.jenkinsfile import JenkinsfileDocument

#: Words of a name that speak of one person or one person's computer.
_OWN = lazy.pattern(
    r"(?:^|_)(?:MY|MINE|PERSONAL|PERSONALLY|PRIVATE(?!_?KEY)|LAPTOP|HOMEACCOUNT|STUDENT|INTERN|PHD)(?=_|$)"
)


def check(document: WorkflowDocument | JenkinsfileDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Each such secret once, where it first comes in."""
    seen: set[str] = set()
    for name, provider, span in _secrets(document, knowledge):
        if name not in seen and _OWN.search(name.upper().replace("-", "_")):
            seen.add(name)
            yield Hit(
                span=span,
                note=(
                    f"`{name}` ({knowledge.providers[provider].title}) is by its name somebody's own: runs are billed "
                    "to that person, appear under their name, and stop when they leave. Make a service account for the "
                    "pipeline, give it a limit, and use its credential here."
                ),
                provider=provider,
            )


def _secrets(document: WorkflowDocument | JenkinsfileDocument, knowledge: Knowledge) -> Iterator[tuple[str, str, Span]]:
    """The names under which the host keeps providers' credentials, whose they are, and where they come in."""
    if isinstance(document, WorkflowDocument):
        stored = (each for each in document.access(knowledge).credentials if not each.role)
        yield from ((each.name, each.provider, document.span(*each.place)) for each in stored)
        return
    from quantum_lint.match.stage_secrets import holding

    for stage in holding(document, knowledge):
        yield from ((each.source, each.provider, each.span) for each in stage.secrets)
