"""What a job of a GitHub workflow has to lose: stored values that it is handed, and what its token may write.

Where there is neither, whatever code runs in it sees a machine that is thrown away with nothing on it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quantum_lint.parse.workflow_expression import secrets_in
from quantum_lint.parse.workflow_node import Job
from quantum_lint.parse.yaml_node import Mapping, Node, Scalar

if TYPE_CHECKING:
    from quantum_lint.parse.workflow import WorkflowDocument

#: Words in the names of secrets that let a job hand in a report or announce something, and do no more.
_REPORTING = frozenset(("CODACY", "CODECLIMATE", "CODECOV", "COVERALLS", "DISCORD", "SLACK"))


def anything_at_stake(document: WorkflowDocument, job: Job) -> bool:
    """Whether the job is handed a stored value that opens something, or may write to the repository or its packages."""
    granted = job.permissions or document.permissions
    if granted is not None and _writes(granted[1]):
        return True
    inherits = job.node.scalar("secrets")
    if inherits is not None and inherits.value == "inherit":
        return True
    return document.tells_secrets and any(map(_opens, _handed(document, job)))


def _handed(document: WorkflowDocument, job: Job) -> frozenset[str]:
    """The secrets that the job itself reads, and those that the whole workflow is given."""
    shared = document.top.get("env")
    around = secrets_in(document.text[shared.start : shared.end]) if shared else frozenset()
    return around | secrets_in(document.text[job.key.start : job.node.end])


def _opens(name: str) -> bool:
    return name != "GITHUB_TOKEN" and _REPORTING.isdisjoint(name.split("_"))


def _writes(granted: Node) -> bool:
    """Whether permissions, one word for all or one for each, let anything be written."""
    levels = [value for _, value in granted.items()] if isinstance(granted, Mapping) else [granted]
    return any(isinstance(level, Scalar) and level.value.startswith("write") for level in levels)
