"""Provider credentials in the `env` of a workflow or a job where fewer steps need them than see them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.moved_environment import Move, moving
from quantum_lint.match.workflow_wording import by_names, entrances, listed, named
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options
from quantum_lint.parse.workflow import WorkflowDocument
from quantum_lint.parse.workflow_access import Access, Credential
from quantum_lint.parse.workflow_node import Job

if TYPE_CHECKING:
    from quantum_lint.parse.jenkinsfile import JenkinsfileDocument


def check(document: WorkflowDocument | JenkinsfileDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """What is wider than it has to be in a workflow, or in a Jenkinsfile."""
    if isinstance(document, WorkflowDocument):
        yield from _in_workflow(document, knowledge)
    else:
        from quantum_lint.match.stage_scopes import too_wide

        yield from too_wide(document, knowledge)


def _in_workflow(document: WorkflowDocument, knowledge: Knowledge) -> Iterator[Hit]:
    """One hit for the `env` of the workflow, and one for each set of names in the `env` of jobs."""
    access = document.access(knowledge)
    shared = [each for each in access.credentials if each.level == "workflow"]
    exposed = {job.id: _Exposed(access, job) for job in document.jobs if access.jobs}
    if shared and any(each.bystanders or not each.needing for each in exposed.values()):
        yield _hit(document, shared, list(exposed.values()), knowledge)
    own = [(job, [each for each in access.held_by(job) if each.level == "job"]) for job in access.jobs]
    wide = ((job, held) for job, held in own if held and exposed[job.id].needing and exposed[job.id].bystanders)
    for group in by_names(wide):
        credentials = [each for _, held in group for each in held]
        yield _hit(document, credentials, [exposed[job.id] for job, _ in group], knowledge)


class _Exposed:
    """A job whose steps all see a credential: those that need it, and those that bring or run the code of others."""

    def __init__(self, access: Access, job: Job) -> None:
        self.job = job
        self.needing = [step for step in job.steps if access.needs(job, step)]
        self.bystanders = [
            step for step in job.steps if step not in self.needing and access.activity(job, step) != "other"
        ]


def _hit(
    document: WorkflowDocument, credentials: Sequence[Credential], exposed: Sequence[_Exposed], knowledge: Knowledge
) -> Hit:
    first = credentials[0]
    jobs = listed([f"`{each.job.id}`" for each in exposed])
    scope = "the whole workflow" if first.level == "workflow" else f"{'job' if len(exposed) == 1 else 'jobs'} {jobs}"
    one = len({each.name for each in credentials}) == 1
    verb, what, moved = ("is", "it", f"`{first.variable}`") if one else ("are", "them", "them")
    return Hit(
        span=document.span(*first.place),
        note=(
            f"{named(credentials, knowledge)} {verb} in the `env` of {scope}, so {_readers(exposed)} can read {what} "
            f"too. Move {moved} into the `env:` of {_needing(exposed)}."
        ),
        fix=moving(document, _moves(document, credentials, exposed)),
        related=entrances(document, credentials[1:]),
        provider=first.provider,
    )


def _moves(
    document: WorkflowDocument, credentials: Sequence[Credential], exposed: Sequence[_Exposed]
) -> Iterator[Move]:
    names = frozenset(each.variable for each in credentials if each.variable)
    if credentials[0].level == "workflow":
        yield Move(document.top, names, [step for each in exposed for step in each.needing])
        return
    for each in exposed:
        yield Move(each.job.node, names, each.needing)


def _readers(exposed: Sequence[_Exposed]) -> str:
    jobs = [f"job `{each.job.id}`" for each in exposed if not each.needing]
    steps = [f"step {step.label}" for each in exposed if each.needing for step in each.bystanders]
    return listed(list(dict.fromkeys(jobs + steps)))


def _needing(exposed: Sequence[_Exposed]) -> str:
    steps = [f"step {step.label} of job `{each.job.id}`" for each in exposed for step in each.needing]
    return listed(steps) if steps else "the step that needs it"
