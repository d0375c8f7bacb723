"""Checkouts that leave the token of the run in the folder that is then uploaded."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.kept_files import Bundle, uploads
from quantum_lint.model import lazy
from quantum_lint.model.hit import Edit, Fix, Hit, Related
from quantum_lint.model.rule import Options
from quantum_lint.model.span import Span
from quantum_lint.parse.workflow import WorkflowDocument
from quantum_lint.parse.workflow_activity import HOST_OWNERS
from quantum_lint.parse.workflow_node import Job, Step
from quantum_lint.parse.yaml_node import Mapping

#: From this version on the token is kept outside of the folder.
_OUTSIDE = 6
#: What needs the token afterwards.
_NEEDS = lazy.pattern(r"\bgit\s+(?:-\S+\s+\S+\s+)*(?:push|fetch|pull|clone|submodule|lfs|ls-remote)\b")


def check(document: WorkflowDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Each such checkout of a job that uploads later and does not need the token."""
    for job in document.jobs:
        for step in job.steps:
            later = job.steps[step.index + 1 :]
            upload = next(
                (each for each in uploads(document, job) if each.step.index > step.index and each.files.patterns), None
            )
            if upload and _keeps(document, step) and not any(map(_needs, later)):
                yield _hit(document, job, step, upload)


def _keeps(document: WorkflowDocument, step: Step) -> bool:
    if step.uses is None or step.uses.name.lower() != "actions/checkout":
        return False
    version = step.uses.version(document.remark(step.uses.scalar))
    given = next((each.value.value.lower() for each in step.inputs if each.name == "persist-credentials"), "true")
    return given == "true" and (version is None or version[0] < _OUTSIDE)


def _needs(step: Step) -> bool:
    return step.run is not None and _NEEDS.search(step.run.value) is not None


def _strange(step: Step) -> bool:
    """Whether the step is an action that may use the token without saying so."""
    return step.uses is not None and step.uses.owner not in HOST_OWNERS


def _hit(document: WorkflowDocument, job: Job, step: Step, upload: Bundle) -> Hit:
    assert step.uses is not None
    later = job.steps[step.index + 1 :]
    return Hit(
        span=document.span(*document.text_span(step.uses.scalar)),
        note=(
            f"This checkout leaves the token of the run in `.git/config`, and step {upload.step.label} uploads files "
            f"of {job.label}: an upload that takes in that folder hands the token to everybody who can download it. "
            "Add `persist-credentials: false`."
        ),
        fix=None if any(map(_strange, later)) else _fix(document, step),
        related=(Related(document.span(*upload.files.patterns[0].place), "files are uploaded here", role="after"),),
    )


def _fix(document: WorkflowDocument, step: Step) -> Fix | None:
    """`persist-credentials: false` in the `with` of the step, or in a new one; None for steps in braces."""
    text, given, uses = document.text, step.node.pair("with"), step.node.pair("uses")
    if uses is None or text[step.node.start] == "{" or any(each.name == "persist-credentials" for each in step.inputs):
        return None
    if given is None:
        indent = document.newline + " " * document.column(uses[0].start)
        line_end = text.find(document.newline, uses[1].end)
        at = line_end if line_end >= 0 else len(text)
        written = f"{indent}with:{indent}  persist-credentials: false"
    elif not isinstance(given[1], Mapping) or text[given[1].start] == "{":
        return None
    else:
        at = given[1].start
        written = "persist-credentials: false" + document.newline + " " * document.column(at)
    byte = document.span(at, at).start
    return Fix("Keep no token in the checkout", (Edit(Span(byte, byte), written),), "safe")
