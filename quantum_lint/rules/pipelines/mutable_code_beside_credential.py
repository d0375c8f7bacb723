"""Code that others can change at any time, in reach of a provider credential."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.movable_code import LISTED, Movable, movable_code, remedy, worst_first
from quantum_lint.match.workflow_wording import entrances, listed, named
from quantum_lint.model.hit import Hit, Related
from quantum_lint.model.rule import Options
from quantum_lint.parse.workflow import WorkflowDocument
from quantum_lint.parse.workflow_access import Credential
from quantum_lint.parse.workflow_node import Job

if TYPE_CHECKING:
    from quantum_lint.parse.jenkinsfile import JenkinsfileDocument


def check(document: WorkflowDocument | JenkinsfileDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Each set of credentials once, with all such code of the jobs that hold it, where the first one comes in."""
    if isinstance(document, WorkflowDocument):
        yield from _in_workflow(document, options, knowledge)
    else:
        from quantum_lint.match.stage_code import movable_in_stages

        yield from movable_in_stages(document, knowledge)


def _in_workflow(document: WorkflowDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    groups: dict[tuple[str, ...], tuple[Job, list[Credential], list[Movable]]] = {}
    access = document.access(knowledge)
    for job in access.jobs:
        code = list(movable_code(document, job, options["trusted"], knowledge))
        exposed = [each for each in access.held_by(job) if any(_reaches(other, each) for other in code)]
        if exposed:
            reaching = [each for each in code if any(_reaches(each, other) for other in exposed)]
            key = tuple(each.name for each in exposed)
            groups.setdefault(key, (job, exposed, []))[2].extend(reaching)
    for job, exposed, code in groups.values():
        yield _hit(document, job, exposed, code, knowledge)


def _reaches(code: Movable, credential: Credential) -> bool:
    """Whether the code runs where the credential is, or before it comes and can prepare the ground."""
    bound, running = credential.step, code.step
    return bound is None or running is None or credential.role or running.index <= bound.index


def _hit(
    document: WorkflowDocument, job: Job, exposed: Sequence[Credential], code: Sequence[Movable], knowledge: Knowledge
) -> Hit:
    code = worst_first(code)
    told = list(dict.fromkeys(each.what for each in code))
    pronoun = "it" if len({each.name for each in exposed}) == 1 else "them"
    return Hit(
        span=document.span(*exposed[0].place),
        note=(
            f"{named(exposed, knowledge)} {'is' if pronoun == 'it' else 'are'} in {job.label} in reach of "
            f"{listed(told)}: whoever changes that code reads {pronoun} at the next run, and nothing here notices. "
            f"{remedy(code)}"
        ),
        related=(
            *(Related(each.span, f"{each.what} comes in here", each.path, "before") for each in code[:LISTED]),
            *entrances(document, exposed[1:]),
        ),
        provider=exposed[0].provider,
        severity=None if code[0].severity == "high" else "medium",
    )
