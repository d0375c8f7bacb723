"""Jobs that hold the credentials of many providers at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.workflow_wording import by_names, entrances, listed
from quantum_lint.model.hit import Hit, Related
from quantum_lint.model.rule import Options
from quantum_lint.parse.workflow import WorkflowDocument
from quantum_lint.parse.workflow_access import Credential
from quantum_lint.parse.workflow_node import Job

if TYPE_CHECKING:
    from quantum_lint.parse.jenkinsfile import JenkinsfileDocument


def check(document: WorkflowDocument | JenkinsfileDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Each set of such credentials once, where its first one comes in."""
    if isinstance(document, WorkflowDocument):
        yield from _in_workflow(document, options, knowledge)
    else:
        from quantum_lint.match.stage_secrets import bundles

        yield from bundles(document, options["providers"], knowledge)


def _in_workflow(document: WorkflowDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    access = document.access(knowledge)
    for group in by_names((job, access.held_by(job)) for job in access.jobs):
        if len(_providers(group[0][1])) >= options["providers"]:
            yield _hit(document, group, knowledge)


def _providers(held: Sequence[Credential]) -> list[str]:
    return list(dict.fromkeys(each.provider for each in held))


def _hit(document: WorkflowDocument, group: Sequence[tuple[Job, Sequence[Credential]]], knowledge: Knowledge) -> Hit:
    job, held = group[0]
    providers = _providers(held)
    titles = listed([knowledge.providers[each].title for each in providers])
    steps = {each.step.index for each in held if each.step}
    in_one = len(steps) == 1 and all(each.step for each in held)
    where = f"One step of {job.label}" if in_one else job.label[0].upper() + job.label[1:]
    return Hit(
        span=document.span(*held[0].place),
        note=(
            f"{where} holds {len(held)} credentials of {len(providers)} providers ({titles}): one package or test that "
            "goes wrong there loses every account at once. Give each provider a job of its own, with only its own "
            "credential and an environment that guards it."
        ),
        related=(
            *entrances(document, held[1:]),
            *(Related(document.span(other.key.start, other.key.end), f"{other.label} too") for other, _ in group[1:]),
        ),
        provider=held[0].provider,
    )
