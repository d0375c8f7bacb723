"""Caches that take a credential with them."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.kept_credentials import hit, kept
from quantum_lint.match.kept_files import caches
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options
from quantum_lint.parse.workflow import WorkflowDocument

_FATE = "goes into a cache, which other branches and later runs read, pull requests among them"
_REMEDY = (
    "Cache only what is downloaded, such as `~/.cache/pip`, and leave the credential in a variable of the step: "
    "nothing has to write it to a file."
)


def check(document: WorkflowDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Each cache, at the path that takes the credential in."""
    for job in document.jobs:
        for found in kept(document, job, caches(document, job), knowledge):
            yield hit(document, job, found, _FATE, _REMEDY, knowledge)
