"""Jobs that a label lets in, and whether a later push passes with the label that is still there."""

from __future__ import annotations

import re
from typing import NamedTuple

from quantum_lint.model import lazy
from quantum_lint.parse.workflow import WorkflowDocument
from quantum_lint.parse.workflow_node import Job, Trigger
from quantum_lint.parse.workflow_trust import excludes
from quantum_lint.parse.yaml_node import Scalar

_LABELS = lazy.pattern(
    r"contains\s*\(\s*(?:toJSON\s*\(\s*)?github\.event\.pull_request\.labels\b[^,]*,\s*'([^']+)'", re.IGNORECASE
)
#: A condition that names the commit, a member or the new label asks for more than a label.
_MORE = lazy.pattern(r"head\.sha|event\.label\.name|github\.event\.action\s*==\s*'labeled'|!\s*contains")
_REMOVED = lazy.pattern(r"--remove-label|removeLabel|remove-labels?\b|DELETE[^\n]*/labels", re.IGNORECASE)
#: Types of the event that a push to the branch causes.
_PUSHED = frozenset(("synchronize", "reopened"))


class Gate(NamedTuple):
    """The condition of a job that lets in what has a label, and the event that comes with it."""

    condition: Scalar
    label: str
    trigger: Trigger


def label_gate(document: WorkflowDocument, job: Job) -> Gate | None:
    """The gate of the job, if a later push passes it."""
    condition = job.node.scalar("if")
    found = _LABELS.search(condition.value) if condition else None
    if condition is None or found is None or _MORE.search(condition.value) or _REMOVED.search(document.text):
        return None
    for trigger in document.triggers:
        if _passes_pushes(trigger) and not excludes(condition.value, trigger):
            return Gate(condition, found[1], trigger)
    return None


def _passes_pushes(trigger: Trigger) -> bool:
    types = trigger.list("types")
    return trigger.name in ("pull_request", "pull_request_target") and (not types or not _PUSHED.isdisjoint(types))
