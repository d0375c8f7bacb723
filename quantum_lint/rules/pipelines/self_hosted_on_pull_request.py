"""Machines of one's own that run what pull requests bring."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.own_machines import Machine, machines
from quantum_lint.match.workflow_wording import entrances, named
from quantum_lint.model.hit import Hit, Related
from quantum_lint.model.rule import Options
from quantum_lint.parse.workflow import WorkflowDocument


def check(document: WorkflowDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Each such job, at the label of its machine, or where it calls a workflow with such a machine."""
    for machine in machines(document):
        yield _hit(document, machine, knowledge)


def _hit(document: WorkflowDocument, machine: Machine, knowledge: Knowledge) -> Hit:
    job, trigger, path = machine.job, machine.trigger, machine.place.path
    held = machine.place.document.access(knowledge).held_by(machine.asking)
    also = f" It also holds {named(held, knowledge)}." if held else ""
    how = f" through job `{machine.asking.id}` of {path}" if path else ""
    return Hit(
        span=document.span(*document.text_span(job.uses.scalar if path and job.uses else machine.label)),
        note=(
            f"Job `{job.id}` runs on a machine of your own{how} and starts on `{trigger.name}`: in a public repository "
            "whoever opens a pull request runs programs on that machine, and reaches what it reaches, such as control "
            f"systems and saved accounts.{also} Run pull requests on a runner of the host, or let them in only by an "
            "`environment` with required reviewers."
        ),
        related=(
            Related(document.span(trigger.key.start, trigger.key.end), f"`{trigger.name}` starts it", role="before"),
            *(_named(machine) if path else ()),
            *(each._replace(path=path) for each in entrances(machine.place.document, held)),
        ),
        provider=held[0].provider if held else None,
    )


def _named(machine: Machine) -> tuple[Related, ...]:
    document = machine.place.document
    span = document.span(*document.text_span(machine.label))
    return (Related(span, "the machine is asked for here", machine.place.path),)
