"""How the code of a pull request comes to run where a credential is, in one workflow or through what it calls."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from quantum_lint.parse.workflow import WorkflowDocument
from quantum_lint.parse.workflow_access import Credential
from quantum_lint.parse.workflow_called import Place, Running, called, running, values
from quantum_lint.parse.workflow_credential import Names
from quantum_lint.parse.workflow_node import Job, Trigger
from quantum_lint.parse.workflow_trust import excludes, head_checkout, strange_trigger
from quantum_lint.parse.yaml_node import Scalar


class Way(NamedTuple):
    """One such way through a job.

    On `trigger` the step of `checkout` brings the code, at the characters `written`, and `runner` is the first one
    after it that installs or runs something. `held` are the credentials, which stand at `place`.
    """

    job: Job
    trigger: Trigger
    place: Place
    held: Sequence[Credential]
    checkout: Running
    written: tuple[int, int]
    runner: Running

    @property
    def guarded(self) -> bool:
        """Whether the job that holds the credential has an environment."""
        return self.job.environment is not None or self.runner.job.environment is not None


def untrusted_code(document: WorkflowDocument, knowledge: Names) -> Iterator[Way]:
    """The first way of each job, and of each job of the workflows of the repository that its jobs call."""
    for job in document.jobs:
        trigger = strange_trigger(document, job)
        if trigger is None:
            continue
        for place, inner, held in _holding(document, job, trigger, knowledge):
            given = values(job.inputs) if place.path else {}
            way = next(_ways(job, inner, trigger, place, held, given, knowledge), None)
            if way is not None:
                yield way


def _holding(
    document: WorkflowDocument, job: Job, trigger: Trigger, knowledge: Names
) -> Iterator[tuple[Place, Job, Sequence[Credential]]]:
    """The job, or those of the workflow it calls, with what they hold: there only what the caller hands over."""
    held = document.access(knowledge).held_by(job)
    place = called(document, job.uses)
    if place is None:
        if held:
            yield Place(document), job, held
        return
    inherits = isinstance(job.node.get("secrets"), Scalar)
    handed = {each.name.upper() for each in job.secrets}
    access = place.document.access(knowledge)
    for inner in access.jobs:
        found = [each for each in access.held_by(inner) if inherits or each.name in handed]
        if found and not excludes(inner.condition, trigger):
            yield place, inner, found


def _ways(
    job: Job,
    inner: Job,
    trigger: Trigger,
    place: Place,
    held: Sequence[Credential],
    given: Mapping[str, str],
    knowledge: Names,
) -> Iterator[Way]:
    steps = list(running(place, inner, given))
    for number, each in enumerate(steps):
        written = head_checkout(each.place.document, each.step, trigger, each.given)
        for other in steps[number:] if written else ():
            if _runs(other, trigger, knowledge) and written:
                yield Way(job, trigger, place, held, each, written, other)


def _runs(each: Running, trigger: Trigger, knowledge: Names) -> bool:
    activity = each.place.document.access(knowledge).activity(each.job, each.step)
    return activity in ("code", "install") and not excludes(each.step.condition, trigger)
