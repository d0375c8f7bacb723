"""Workflows that hold a provider credential beside a repository token with more rights than stated."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.workflow_wording import entrances, named
from quantum_lint.model.hit import Edit, Fix, Hit
from quantum_lint.model.rule import Options
from quantum_lint.model.span import Span
from quantum_lint.parse.workflow import WorkflowDocument
from quantum_lint.parse.workflow_access import Credential
from quantum_lint.parse.workflow_node import Job
from quantum_lint.parse.yaml_node import Node, Scalar


def check(document: WorkflowDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Every `write-all`, and the first job with a credential for which nothing is stated."""
    access = document.access(knowledge)
    if not access.jobs:
        return
    for stated in (document.permissions, *(job.permissions for job in document.jobs)):
        if stated and _everything(stated[1]):
            yield _write_all(document, stated[1], knowledge)
    unstated = [job for job in access.jobs if not job.permissions]
    if unstated and not document.permissions:
        yield _nothing(document, unstated[0], access.held_by(unstated[0]), knowledge)


def _everything(node: Node) -> bool:
    return isinstance(node, Scalar) and node.value == "write-all"


def _write_all(document: WorkflowDocument, node: Node, knowledge: Knowledge) -> Hit:
    held = document.access(knowledge).credentials
    span = document.span(node.start, node.end)
    return Hit(
        span=span,
        note=(
            f"`write-all` lets every step of a workflow that holds {named(held, knowledge)} change the repository, its "
            "releases and its packages. Name what is needed, such as `permissions: {contents: read}`, and more only in "
            "the job that needs it."
        ),
        fix=Fix("Allow reading only", (Edit(span, "{contents: read}"),), "unsafe"),
        related=entrances(document, held),
        provider=held[0].provider,
    )


def _nothing(document: WorkflowDocument, job: Job, held: tuple[Credential, ...], knowledge: Knowledge) -> Hit:
    return Hit(
        span=document.span(job.key.start, job.key.end),
        note=(
            f"Nothing says what the repository token may do in job `{job.id}`, which holds {named(held, knowledge)}: "
            "by the default of many repositories it may write everything. Put `permissions: {contents: read}` at the "
            "top of the workflow, and more only in the job that needs it."
        ),
        fix=_insertion(document),
        related=entrances(document, held),
        provider=held[0].provider,
    )


def _insertion(document: WorkflowDocument) -> Fix | None:
    """The line before `jobs`, unless the workflow is written in braces."""
    jobs = document.top.pair("jobs")
    if jobs is None or document.text[document.top.start : document.top.start + 1] == "{":
        return None
    at = document.span(jobs[0].start, jobs[0].start).start
    margin = " " * document.column(jobs[0].start)
    text = "permissions: {contents: read}" + 2 * document.newline + margin
    return Fix("Allow reading only", (Edit(Span(at, at), text),), "unsafe")
