"""The jobs of a GitHub workflow or action as facts of a pipeline."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from posixpath import normpath
from typing import TYPE_CHECKING

from quantum_lint.model.pipeline import (
    BoundSecret,
    Concurrency,
    Event,
    HeldCredential,
    PipelineJob,
    Retry,
    Slot,
    Start,
    Work,
)
from quantum_lint.model.span import Span
from quantum_lint.parse import cron, workflow_condition
from quantum_lint.parse.job_commands import rehearsal, retries_of, switched_off, switched_on, words_of
from quantum_lint.parse.shell_command import Command
from quantum_lint.parse.workflow_access import Access, Credential, checks_only
from quantum_lint.parse.workflow_activity import code_of, commands, folder_of, retried, shell_of, submission
from quantum_lint.parse.workflow_credential import Names
from quantum_lint.parse.workflow_matrix import combinations, matrix_of
from quantum_lint.parse.workflow_node import Binding, Job, Step, Trigger
from quantum_lint.parse.workflow_reach import reached
from quantum_lint.parse.yaml_node import Mapping, Node, Scalar

if TYPE_CHECKING:
    from quantum_lint.parse.workflow import WorkflowDocument
    from quantum_lint.parse.workflow_matrix import Combination

#: Events by what the host calls them; the others are of no concern to what a job spends.
_EVENTS: dict[str, Event] = {
    "schedule": "schedule", "push": "push", "pull_request": "pull-request", "pull_request_target": "pull-request",
    "workflow_call": "call",
}  # fmt: skip
_EVERY_BRANCH = frozenset(("*", "**"))
#: Inputs of actions that try again, which say how often.
_ATTEMPTS = ("max_attempts", "attempt_limit", "attempts", "retries")
#: A name in a group that no other run has.
_UNIQUE = ("github.run_id", "github.run_number", "github.run_attempt", "github.sha")
_MINUTE = "timeout-minutes"
_CANCELLER = "cancel-workflow-action"


def jobs(document: WorkflowDocument, knowledge: Names) -> Iterator[PipelineJob]:
    """A fact for each job."""
    starts = tuple(start for trigger in document.triggers for start in _starts(document, trigger))
    access = document.access(knowledge)
    for job in document.jobs:
        yield _job(document, access, job, starts)


def _job(document: WorkflowDocument, access: Access, job: Job, starts: tuple[tuple[Start, str], ...]) -> PipelineJob:
    excluded, clocks = workflow_condition.excluded(job.condition), workflow_condition.clocks(job.condition)
    chosen = (start for start, clock in starts if not clocks or start.event != "schedule" or clock in clocks)
    minutes, made = _minutes(job.node), combinations(job.matrix)
    return PipelineJob(
        host="github",
        id=job.id,
        span=document.span(job.key.start, job.key.end),
        starts=tuple(start for start in chosen if start.event not in excluded),
        excluded=excluded,
        credentials=tuple(_credential(document, each, made) for each in access.held_by(job)),
        unclaimed=tuple(_secret(document, *each) for each in access.unclaimed(job)),
        works=tuple(_work(document, access, job, step, made) for step in _working(document, access, job)),
        matrix=matrix_of(job.matrix, _span(document, job.matrix)) if job.matrix else None,
        protected=job.environment is not None,
        bounded=job.timeout is not None,
        minutes=minutes,
        concurrency=_concurrency(document, job),
        cleans=any(_cleans(access, job, step) for step in job.steps),
        owned=workflow_condition.owned(job.condition),
        conditional=bool(job.condition),
        slot=_slot(document, job),
        calls=normpath(job.uses.name) if job.uses and job.uses.kind == "local" else "",
        action=job.composite,
    )


def _starts(document: WorkflowDocument, trigger: Trigger) -> Iterator[tuple[Start, str]]:
    """What an event starts, and for a schedule its expression."""
    span = document.span(*document.text_span(trigger.key))
    if trigger.name != "schedule":
        yield Start(_EVENTS.get(trigger.name, "other"), span), ""
        if trigger.name == "push" and _any_branch(trigger):
            yield Start("any-push", span), ""
        return
    for clock in trigger.clocks:
        yield Start("schedule", document.span(*document.text_span(clock)), cron.fires(clock.value)), clock.value


def _any_branch(trigger: Trigger) -> bool:
    """Whether a push to whatever branch starts it; tags alone are no branches."""
    given = trigger.list("branches")
    if given:
        return not _EVERY_BRANCH.isdisjoint(given)
    names = {key.value for key, _ in trigger.options.items()} if trigger.options else set()
    return names.isdisjoint(("branches", "branches-ignore")) and names.isdisjoint(("tags", "tags-ignore"))


def _credential(document: WorkflowDocument, each: Credential, made: list[Combination] | None) -> HeldCredential:
    span, value = document.span(*each.place), document.text[slice(*each.place)]
    selective = made is None and workflow_condition.chosen(value)
    withheld = workflow_condition.withheld(value, made or ())
    return HeldCredential(each.provider, each.name, span, each.level == "workflow", each.role, selective, withheld)


def _secret(document: WorkflowDocument, binding: Binding, name: str) -> BoundSecret:
    span = document.span(binding.key.start, document.text_span(binding.value)[1])
    return BoundSecret(binding.name, name, span, binding.level == "workflow")


def _working(document: WorkflowDocument, access: Access, job: Job) -> Iterator[Step]:
    """All steps of a job that may hold a credential; of another one those that may lead to hardware all the same."""
    holds = bool(access.held_by(job)) or any(access.unclaimed(job))
    return (step for step in job.steps if holds or _leads_on(document, job, step))


def _leads_on(document: WorkflowDocument, job: Job, step: Step) -> bool:
    """Whether a step sends work itself, or runs files or an action of the repository, which may."""
    if step.uses is not None and retried(step) is None:
        return step.uses.kind == "local"
    return submission(document, job, step) is not None or bool(_files(document, job, step))


def _files(document: WorkflowDocument, job: Job, step: Step) -> tuple[str, ...]:
    return reached(document, commands(document, job, step), folder_of(document, job, step))


def _work(document: WorkflowDocument, access: Access, job: Job, step: Step, made: list[Combination] | None) -> Work:
    script = shell_of(document, job, step)
    sent = submission(document, job, step)
    local = step.uses if step.uses and step.uses.kind == "local" else None
    running = [command for command in commands(document, job, step) if code_of(command) == "code"]
    reasons = _rehearsals(document, job, step, running)
    kept_out = workflow_condition.kept_out(step.condition, made or ())
    return Work(
        label=step.label,
        span=_span(document, step.run or step.node.get("uses") or step.node),
        files=_files(document, job, step),
        action=normpath(local.name) if local else "",
        sends=script.span(sent.start, sent.end) if script and sent else None,
        needs=access.needs(job, step),
        holds=access.given(job, step),
        meant=_is_meant(document, job, step),
        rehearses="only checks the code" if checks_only(step) else reasons[0] if reasons and all(reasons) else "",
        timeout=_MINUTE in {key.value for key, _ in step.node.items()},
        retries=(
            *_action_retries(document, step),
            *(each for command in running if script for each in retries_of(script, command)),
        ),
        excluded=workflow_condition.excluded(step.condition).union(*_in_all(kept_out)),
        selective=made is None and workflow_condition.selective(step.condition),
        kept_out=kept_out,
    )


def _in_all(kept_out: tuple[frozenset[str], ...]) -> tuple[frozenset[str], ...]:
    """What every job of a matrix keeps out; nothing where all are alike."""
    return (frozenset.intersection(*kept_out),) if kept_out else ()


def _rehearsals(document: WorkflowDocument, job: Job, step: Step, running: list[Command]) -> list[str]:
    """Why each command stays away from hardware; a variable says so of all, or says that they do not."""
    if _is_meant(document, job, step):
        return []
    given = ((each.name, each.value.value) for each in document.environment(job, step))
    off = next((f"leaves hardware out (`{name}: {value}`)" for name, value in given if switched_off(name, value)), "")
    return [off or rehearsal(words_of(command)) for command in running]


def _is_meant(document: WorkflowDocument, job: Job, step: Step) -> bool:
    """Whether a variable says that hardware is meant."""
    return any(switched_on(each.name, each.value.value) for each in document.environment(job, step))


def _action_retries(document: WorkflowDocument, step: Step) -> Iterator[Retry]:
    if step.uses is None or retried(step) is None:
        return
    given = (each.value.value for each in step.inputs if each.name in _ATTEMPTS)
    attempts = next((int(each) for each in given if each.isascii() and each.isdecimal()), 0)
    yield Retry(f"`{step.uses.name}`", attempts, _span(document, step.uses.scalar))


def _minutes(node: Mapping) -> float | None:
    scalar = node.scalar(_MINUTE)
    try:
        return float(Fraction(scalar.value)) if scalar else None
    except (ValueError, ZeroDivisionError, OverflowError):
        return None


def _concurrency(document: WorkflowDocument, job: Job) -> Concurrency | None:
    """The group of the job, or else of the workflow; an action that ends earlier runs counts as one that cancels."""
    for step in job.steps:
        if step.uses and step.uses.name.endswith(_CANCELLER):
            return Concurrency(_span(document, step.uses.scalar), "always")
    pair = job.node.pair("concurrency") or document.top.pair("concurrency")
    if pair is None:
        return None
    node = pair[1]
    group = node.scalar("group") if isinstance(node, Mapping) else node
    named = group.value if isinstance(group, Scalar) else ""
    unique = any(each in named for each in _UNIQUE)
    alone = unique and not ("github.head_ref" in named or "pull_request" in named)
    cancel = node.pair("cancel-in-progress") if isinstance(node, Mapping) else None
    if cancel is None or not isinstance(cancel[1], Scalar) or alone:
        return None if alone else Concurrency(document.span(pair[0].start, pair[0].end))
    span = document.span(cancel[0].start, document.text_span(cancel[1])[1])
    value = cancel[1].value
    if value == "true":
        return Concurrency(span, "pull-requests" if unique else "always")
    return Concurrency(span, "pull-requests" if "'pull_request'" in value and "!=" not in value else "never")


def _cleans(access: Access, job: Job, step: Step) -> bool:
    """Whether the step comes after the job was cancelled and does more than keep files."""
    written = f"{step.label} {step.run.value if step.run else ''}".lower()
    runs = access.activity(job, step) == "code" or "cancel" in written
    return workflow_condition.afterwards(step.condition) and runs


def _slot(document: WorkflowDocument, job: Job) -> Slot | None:
    """Before the first key of the job, or behind its opening brace."""
    first = next(iter(job.node.own()), None)
    if first is None or document.text[job.key.end : first[0].start].strip().strip(":{ \r\n\t"):
        return None
    at = document.span(first[0].start, first[0].start).start
    braces = document.text[job.node.start : job.node.start + 1] == "{"
    margin = document.newline + " " * document.column(first[0].start)
    return Slot(Span(at, at), ", " if braces else margin)


def _span(document: WorkflowDocument, node: Node) -> Span:
    if isinstance(node, Scalar):
        return document.span(*document.text_span(node))
    return document.span(node.start, node.end)
