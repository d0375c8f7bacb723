"""The steps of Bitbucket Pipelines as facts of a pipeline.

Clocks are set on the host and not in the file, and the host ends a step after two hours if nobody says anything else.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from quantum_lint.model.pipeline import Event, PipelineJob, Start
from quantum_lint.parse import job_scripts
from quantum_lint.parse.job_files import reader
from quantum_lint.parse.pipeline import number_of, scalars
from quantum_lint.parse.shell import ShellDocument
from quantum_lint.parse.workflow_credential import Names
from quantum_lint.parse.yaml_node import Mapping, Node, Scalar, Sequence

if TYPE_CHECKING:
    from quantum_lint.parse.bitbucket import BitbucketDocument

_EVERY_BRANCH = frozenset(("*", "**"))
_EVENTS: dict[str, Event] = {"branches": "push", "tags": "push", "pull-requests": "pull-request"}


class _Use(NamedTuple):
    """A step in a pipeline: the event that starts it, and whether a person has to let it through."""

    key: Scalar
    step: Mapping
    event: Event
    origin: Scalar
    held: bool


def jobs(document: BitbucketDocument, knowledge: Names) -> Iterator[PipelineJob]:
    """A fact for each step, however many pipelines it is in."""
    uses: dict[int, list[_Use]] = {}
    for use in _uses(document.top.mapping("pipelines")):
        uses.setdefault(id(use.step), []).append(use)
    for number, same in enumerate(uses.values(), 1):
        yield _job(document, knowledge, number, same)


def _job(document: BitbucketDocument, knowledge: Names, number: int, uses: list[_Use]) -> PipelineJob:
    key, step, *_ = uses[0]
    fragment = document.script(scalars(step.sequence("script")), "shell", f"step {number}")
    script = ShellDocument(fragment) if fragment else None
    name = step.scalar("name")
    label = name.value if name else f"step {number}"
    span = document.span(key.start, key.end)
    options = document.top.mapping("options")
    return PipelineJob(
        host="bitbucket-pipelines",
        id=label,
        span=span,
        starts=tuple(Start(use.event, document.span(use.origin.start, use.origin.end)) for use in uses if not use.held),
        credentials=tuple(job_scripts.credentials(script, knowledge)) if script else (),
        works=(job_scripts.work(f"`{label}`", span, script, reader(document)),) if script else (),
        protected=step.get("deployment") is not None or all(use.held for use in uses),
        bounded=True,
        minutes=number_of(step.scalar("max-time") or (options.scalar("max-time") if options else None)),
        cleans=step.get("after-script") is not None,
        conditional=step.get("condition") is not None,
    )


def _uses(pipelines: Mapping | None) -> Iterator[_Use]:
    for key, node in pipelines.items() if pipelines else ():
        if isinstance(node, Sequence):
            yield from _listed(node, "any-push", key, held=False)
        for name, steps in node.items() if isinstance(node, Mapping) else ():
            every = key.value == "branches" and name.value in _EVERY_BRANCH
            event = "any-push" if every else _EVENTS.get(key.value, "other")
            yield from _listed(steps, event, name, held=key.value == "custom")


def _listed(node: Node, event: Event, origin: Scalar, *, held: bool) -> Iterator[_Use]:
    """The steps of a list; what comes after one that a person starts waits for that person, too."""
    for item in node.items() if isinstance(node, Sequence) else ():
        for key, value in item.items() if isinstance(item, Mapping) else ():
            inner = value if isinstance(value, Mapping) else None
            manual = inner.scalar("trigger") if inner else None
            held = held or (manual is not None and manual.value == "manual")
            if key.value == "step" and inner:
                yield _Use(key, inner, event, origin, held)
            elif key.value in ("parallel", "stage"):
                guarded = held or (inner is not None and inner.get("deployment") is not None)
                yield from _listed(inner.get("steps") or inner if inner else value, event, origin, held=guarded)
