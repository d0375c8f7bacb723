"""Whom a workflow obeys: events that strangers cause, checkouts of their code, and texts that they write."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from quantum_lint.model import lazy
from quantum_lint.model.named import NamedTuple
from quantum_lint.parse.workflow_expression import Expression, alternatives, expressions, filled, reads
from quantum_lint.parse.workflow_node import Job, Step, Trigger

if TYPE_CHECKING:
    from quantum_lint.parse.workflow import WorkflowDocument

#: Events that anybody can cause and that start a workflow with the secrets of the repository.
STRANGERS = frozenset(
    ("pull_request_target", "workflow_run", "issue_comment", "issues", "discussion", "discussion_comment")
)
_HEAD = lazy.pattern(
    r"github\.event\.pull_request\.(?:head\.|merge_commit_sha|number)|github\.head_ref|event\.number|event\.issue\.number"
    r"|github\.event\.workflow_run\.(?:head_|pull_requests)|outputs\.(?:pr_?)?head[_-]?(?:ref|sha|branch)"
)
_FETCHED = lazy.pattern(
    r"gh\s+pr\s+checkout|git\s+(?:fetch|pull|checkout|switch)[^\n]*(?:refs/pull/|pull/|github\.head_ref|\.head\.|HEAD_REF|HEAD_SHA)"
)
_EVENT = lazy.pattern(r"github\.event_name\s*(==|!=)\s*'([^']*)'")
#: Words of a condition that let in only members, branches of this repository, or what members have merged.
_MEMBERS = lazy.pattern(
    r"author_association|(?:\.actor|triggering_actor|\.login)\s*==|\bfork\s*(?:==\s*false|!=\s*true)|!\s*github[\w.]*\.fork\b"
    r"|full_name\s*==\s*github\.repository|github\.repository\s*==\s*github\.event"
    r"|pull_request\.merged\b(?!\s*(?:==\s*false|!=\s*true))"
)
_LABELS = lazy.pattern(r"pull_request\.labels|event\.label\.name")
_WRITTEN_BY_STRANGERS = lazy.pattern(
    r"github\.(?:head_ref|event\.(?:(?:issue|pull_request|discussion)\.(?:title|body)|(?:comment|review|review_comment)\.body"
    r"|pull_request\.head\.(?:ref|label|repo\.default_branch|repo\.description|repo\.homepage)|pages\.[^.]+\.page_name"
    r"|(?:commits\.[^.]+|head_commit|workflow_run\.head_commit)\.(?:message|author\.(?:email|name)|committer\.(?:email|name))"
    r"|workflow_run\.(?:head_branch|display_title|head_repository\.description|pull_requests\.[^.]+\.head\.ref)))"
)
#: Parts of an expression that are true or false, whatever they compare.
_TRUTH = lazy.pattern(r"[=!<>]=?|^\s*!?\s*(?:contains|startswith|endswith|hashfiles)\s*\(", re.IGNORECASE)
#: From these on the checkout action refuses the head of a pull request unless told otherwise.
_SAFE_CHECKOUTS = {7: 0, 6: 1}


class Checkout(NamedTuple):
    """A step that brings the code of a pull request, and the characters that say so."""

    step: Step
    place: tuple[int, int]


def strange_trigger(document: WorkflowDocument, job: Job) -> Trigger | None:
    """The first event of strangers that the condition of the job lets through."""
    for trigger in document.triggers:
        if trigger.name in STRANGERS and not excludes(job.condition, trigger):
            return trigger
    return None


def excludes(condition: str, trigger: Trigger) -> bool:
    """Whether a condition keeps out what strangers cause: it wants another event, a member, or a fresh label."""
    source = condition.replace("${{", " ").replace("}}", " ")
    return bool(source.strip()) and all(_guarded(part, trigger) for part in alternatives(source))


def head_checkouts(document: WorkflowDocument, job: Job, trigger: Trigger) -> Iterator[Checkout]:
    """The steps that bring the code of a pull request when `trigger` fires."""
    for step in job.steps:
        place = head_checkout(document, step, trigger, {})
        if place:
            yield Checkout(step, place)


def head_checkout(
    document: WorkflowDocument, step: Step, trigger: Trigger, given: Mapping[str, str]
) -> tuple[int, int] | None:
    """The characters that bring the code of a pull request; `given` are the values of `inputs`."""
    if excludes(step.condition, trigger):
        return None
    return _action_place(document, step, trigger, given) if step.uses else _script_place(document, step)


def written_by_strangers(document: WorkflowDocument, job: Job, step: Step, expression: Expression) -> str | None:
    """The text of a stranger that an expression puts in, directly or through `env`."""
    variables = {each.name: each.value.value for each in document.environment(job, step)}
    for operand in re.split(r"&&|\|\|", expression.source):
        if _TRUTH.search(operand):
            continue
        for path in reads(operand):
            if _WRITTEN_BY_STRANGERS.fullmatch(path):
                return path
            bound = variables.get(path[4:], "") if path.startswith("env.") else ""
            for inner in (read for each in expressions(bound) for read in each.reads):
                if _WRITTEN_BY_STRANGERS.fullmatch(inner):
                    return inner
    return None


def _guarded(part: str, trigger: Trigger) -> bool:
    compared = _EVENT.findall(part)
    wanted = [name for operator, name in compared if operator == "=="]
    if (wanted and trigger.name not in wanted) or ("!=", trigger.name) in compared:
        return True
    labelled = _LABELS.search(part) is not None and set(trigger.list("types")) == {"labeled"}
    return labelled or _MEMBERS.search(part) is not None


def _action_place(
    document: WorkflowDocument, step: Step, trigger: Trigger, given: Mapping[str, str]
) -> tuple[int, int] | None:
    assert step.uses is not None
    if step.uses.name.lower() != "actions/checkout":
        return None
    inputs = {each.name: each for each in step.inputs}
    allowed = inputs.get("allow-unsafe-pr-checkout")
    if (
        trigger.name in ("pull_request_target", "workflow_run")
        and _refuses(document, step)
        and not (allowed and allowed.value.value.lower() == "true")
    ):
        return None
    for name in ("ref", "repository"):
        if name in inputs and _HEAD.search(filled(inputs[name].value.value, given)):
            return inputs[name].key.start, document.text_span(inputs[name].value)[1]
    return None


def _refuses(document: WorkflowDocument, step: Step) -> bool:
    assert step.uses is not None
    major, minor = step.uses.version(document.remark(step.uses.scalar)) or (0, 0)
    return minor >= _SAFE_CHECKOUTS[major] if major in _SAFE_CHECKOUTS else major > max(_SAFE_CHECKOUTS)


def _script_place(document: WorkflowDocument, step: Step) -> tuple[int, int] | None:
    found = _FETCHED.search(step.run.value) if step.run else None
    if found is None or step.run is None:
        return None
    span = document.content(step.run)[1].span(*found.span())
    return span.start, span.end
