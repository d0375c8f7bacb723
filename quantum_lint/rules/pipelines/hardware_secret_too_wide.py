"""Provider credentials in the `env` of a workflow or a job where fewer steps need them than see them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.access import entrances, listed, named
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options
from quantum_lint.parse.workflow import WorkflowDocument
from quantum_lint.parse.workflow_access import Access, Credential
from quantum_lint.parse.workflow_node import Job


def check(document: WorkflowDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """One hit for the `env` of the workflow, and one for that of each job."""
    access = document.access(knowledge)
    shared = [each for each in access.credentials if each.level == "workflow"]
    exposed = [_Exposed(access, job) for job in document.jobs]
    if shared and any(each.bystanders or not each.needing for each in exposed):
        yield _hit(document, shared, exposed, knowledge)
    for each in exposed:
        own = [held for held in access.held_by(each.job) if held.level == "job"]
        if own and each.needing and each.bystanders:
            yield _hit(document, own, [each], knowledge)


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
    verb, what, moved = ("is", "it", f"`{first.variable}`") if len(credentials) == 1 else ("are", "them", "them")
    scope = "the whole workflow" if first.level == "workflow" else f"the whole job `{exposed[0].job.id}`"
    return Hit(
        span=document.span(*first.place),
        note=(
            f"{named(credentials, knowledge)} {verb} in the `env` of {scope}, so {_readers(exposed)} can read {what} "
            f"too. Move {moved} into the `env:` of {_needing(exposed)}."
        ),
        related=entrances(document, credentials[1:]),
        provider=first.provider,
    )


def _readers(exposed: Sequence[_Exposed]) -> str:
    jobs = [f"job `{each.job.id}`" for each in exposed if not each.needing]
    steps = [f"step {step.label}" for each in exposed if each.needing for step in each.bystanders]
    return listed(jobs + steps)


def _needing(exposed: Sequence[_Exposed]) -> str:
    steps = [f"step {step.label} of job `{each.job.id}`" for each in exposed for step in each.needing]
    return listed(steps) if steps else "the step that needs it"
