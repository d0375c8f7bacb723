"""Artifacts that take a credential with them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.kept_credentials import hit, kept
from quantum_lint.match.kept_files import uploads
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options
from quantum_lint.parse.workflow import WorkflowDocument

if TYPE_CHECKING:
    from quantum_lint.parse.jenkinsfile import JenkinsfileDocument

_FATE = "is uploaded: whoever can read the repository can download it"
_REMEDY = (
    "Upload only the files that are needed, by name, and leave the credential in a variable of the step: "
    "nothing has to write it to a file."
)


def check(document: WorkflowDocument | JenkinsfileDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Each artifact, at the path that takes the credential in."""
    if isinstance(document, WorkflowDocument):
        yield from _in_workflow(document, knowledge)
    else:
        from quantum_lint.match.stage_artifacts import archived

        yield from archived(document, knowledge)


def _in_workflow(document: WorkflowDocument, knowledge: Knowledge) -> Iterator[Hit]:
    for job in document.jobs:
        for found in kept(document, job, uploads(document, job), knowledge):
            yield hit(document, job, found, _FATE, _REMEDY, knowledge)
