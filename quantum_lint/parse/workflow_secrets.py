"""The jobs of a workflow as facts for rules about the whole repository."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from quantum_lint.model import lazy
from quantum_lint.model.pipeline_secrets import HeldSecret, SecretJob
from quantum_lint.model.span import Span
from quantum_lint.parse.workflow_credential import Names
from quantum_lint.parse.workflow_expression import secrets_in
from quantum_lint.parse.workflow_node import Job
from quantum_lint.parse.yaml_node import Mapping, Node, Scalar, Sequence

if TYPE_CHECKING:
    from quantum_lint.parse.workflow import WorkflowDocument

#: The whole table of secrets as a value: alone, or turned into text.
_ALL = lazy.pattern(r"\bsecrets\b(?!\s*[.\[\w-])")


def jobs(document: WorkflowDocument, knowledge: Names) -> Iterator[SecretJob]:
    """Every job with what it holds and hands on."""
    environment = document.top.get("env") if document.tells_secrets else None
    shared = _secrets_in(document, environment.start, environment.end) if environment else frozenset()
    everywhere = tuple(_everything(document, environment))
    for job in document.jobs:
        inherits = job.node.scalar("secrets")
        action = job.uses
        yield SecretJob(
            job.id,
            document.span(job.key.start, job.key.end),
            _environment(job),
            tuple(_held(document, job, knowledge)),
            tuple(sorted(_secrets_in(document, job.key.start, job.node.end) | shared)),
            action.scalar.value if action else "",
            action is not None and (action.pinned or action.kind == "local"),
            document.span(inherits.start, inherits.end) if inherits and inherits.value == "inherit" else None,
            (*everywhere, *(_everything(document, job.node) if document.tells_secrets else ())),
        )
        everywhere = ()


def _environment(job: Job) -> str | None:
    node = job.environment
    named = node.scalar("name") if isinstance(node, Mapping) else node
    if named is None:
        return None
    return named.value if isinstance(named, Scalar) and "${{" not in named.value else ""


def _held(document: WorkflowDocument, job: Job, knowledge: Names) -> Iterator[HeldSecret]:
    own = _secrets_in(document, job.key.start, job.node.end)
    for each in document.access(knowledge).held_by(job):
        if each.name in _secrets_in(document, *each.place):
            yield HeldSecret(each.name, each.provider, document.span(*each.place), each.name in own)


def _secrets_in(document: WorkflowDocument, start: int, end: int) -> frozenset[str]:
    """The secrets that expressions in a part of the text read one by one, without the token that every run has."""
    if not document.tells_secrets:
        return frozenset()
    return secrets_in(document.text[start:end]) - {"GITHUB_TOKEN"}


def _everything(document: WorkflowDocument, node: Node | None) -> Iterator[Span]:
    """Where an expression below the node reads the whole table of secrets."""
    if isinstance(node, Scalar):
        for expression, place in document.expressions(node) if "secrets" in node.value else ():
            if _ALL.search(re.sub(r"'(?:[^']|'')*'", "", expression.source)):
                yield document.span(*place)
    elif isinstance(node, (Mapping, Sequence)):
        for child in (value for _, value in node.items()) if isinstance(node, Mapping) else node.items():
            yield from _everything(document, child)
