"""The jobs of a CircleCI pipeline as facts of a pipeline.

The host ends a job that says nothing for ten minutes, and every job after some hours. Who may use a context is set on
the host, so a job that has one counts as protected.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import prod
from typing import TYPE_CHECKING, NamedTuple

from quantum_lint.model.pipeline import Axis, Concurrency, Matrix, PipelineJob, Retry, Start, Work
from quantum_lint.model.span import Span
from quantum_lint.parse import cron, job_scripts
from quantum_lint.parse.job_files import reader
from quantum_lint.parse.pipeline import number_of, scalars
from quantum_lint.parse.shell import ShellDocument
from quantum_lint.parse.workflow_credential import Names
from quantum_lint.parse.yaml_node import Mapping, Node, Scalar, Sequence

if TYPE_CHECKING:
    from quantum_lint.parse.circleci import CircleDocument

_EVERY_BRANCH = "/.*/"
_RERUNS = "max_auto_reruns"


class _Use(NamedTuple):
    """A job in a workflow; `approved` where a person has to let it through first."""

    workflow: Mapping
    origin: Scalar
    options: Mapping
    approved: bool

    @property
    def protected(self) -> bool:
        """Whether somebody decides who may start it."""
        return self.approved or self.options.get("context") is not None


class _Script(NamedTuple):
    """A `run` step, what it says beside its command, and the shell script."""

    key: Scalar
    options: Mapping
    shell: ShellDocument


def jobs(document: CircleDocument, knowledge: Names) -> Iterator[PipelineJob]:
    """A fact for each job that a workflow starts."""
    uses: dict[str, list[_Use]] = {}
    for name, use in _uses(document.top.mapping("workflows")):
        uses.setdefault(name, []).append(use)
    table = document.top.mapping("jobs")
    for key, node in table.items() if table else ():
        if isinstance(node, Mapping) and key.value in uses:
            yield _job(document, knowledge, key, node, uses[key.value])


def _job(document: CircleDocument, knowledge: Names, key: Scalar, node: Mapping, uses: list[_Use]) -> PipelineJob:
    scripts = list(_scripts(document, node.sequence("steps"), ()))
    again = [retry for use in uses for retry in _retried(document, use.workflow)]
    groups = [use.options.pair("serial-group") for use in uses]
    return PipelineJob(
        host="circleci",
        id=key.value,
        span=document.span(*document.text_span(key)),
        starts=tuple(start for use in uses if not use.approved for start in _starts(document, use)),
        credentials=tuple(held for each in scripts for held in job_scripts.credentials(each.shell, knowledge)),
        works=tuple(_work(document, each, again) for each in scripts),
        matrix=next(filter(None, (_matrix(document, use.options) for use in uses)), None),
        protected=all(use.protected for use in uses),
        bounded=True,
        concurrency=Concurrency(document.span(groups[0][0].start, groups[0][0].end))
        if groups[0] and all(groups)
        else None,
        cleans=any(each.options.scalar("when") is not None for each in scripts),
    )


def _uses(workflows: Mapping | None) -> Iterator[tuple[str, _Use]]:
    for key, workflow in workflows.items() if workflows else ():
        if not isinstance(workflow, Mapping):
            continue
        entries = list(_entries(workflow))
        needed = {name: options for name, _, options in entries}
        for name, job, options in entries:
            yield job, _Use(workflow, key, options, _approved(name, needed, set()))


def _entries(workflow: Mapping) -> Iterator[tuple[str, str, Mapping]]:
    """The jobs of a workflow: the name there, the job, and what is said of it."""
    listed = workflow.sequence("jobs")
    for item in listed.items() if listed else ():
        if isinstance(item, Scalar):
            yield item.value, item.value, Mapping(item.start, item.end)
        for key, value in item.items() if isinstance(item, Mapping) else ():
            options = value if isinstance(value, Mapping) else Mapping(key.start, key.end)
            name = options.scalar("name") or key
            yield name.value, key.value, options


def _approved(name: str, needed: dict[str, Mapping], seen: set[str]) -> bool:
    """Whether a person agrees before a job, or before one that it waits for."""
    options = needed.get(name)
    if options is None or name in seen:
        return False
    seen.add(name)
    kind = options.scalar("type")
    approval = kind is not None and kind.value == "approval"
    return approval or any(_approved(each.value, needed, seen) for each in scalars(options.get("requires")))


def _starts(document: CircleDocument, use: _Use) -> Iterator[Start]:
    """Clocks, or else pushes: to any branch where no filter and no condition says otherwise."""
    triggers = use.workflow.sequence("triggers")
    for item in triggers.items() if triggers else ():
        schedule = item.mapping("schedule") if isinstance(item, Mapping) else None
        clock = schedule.scalar("cron") if schedule else None
        if clock is not None:
            yield Start("schedule", document.span(*document.text_span(clock)), cron.fires(clock.value))
    if triggers is None and use.workflow.get("when") is None and use.workflow.get("unless") is None:
        span = document.span(*document.text_span(use.origin))
        every = not use.protected and _any_branch(use.options.get("filters"))
        yield Start("any-push" if every else "push", span)


def _any_branch(filters: Node | None) -> bool:
    """Whether no filter keeps a branch out."""
    if filters is None:
        return True
    branches = filters.mapping("branches") if isinstance(filters, Mapping) else None
    if branches is None:
        return isinstance(filters, Mapping)
    return any(each.value == _EVERY_BRANCH for each in scalars(branches.get("only")))


def _scripts(document: CircleDocument, steps: Sequence | None, seen: tuple[str, ...]) -> Iterator[_Script]:
    """The `run` steps, those of the commands that are defined in the file included."""
    commands = document.top.mapping("commands")
    for item in steps.items() if steps else ():
        pairs = item.items() if isinstance(item, Mapping) else ((item, item),) if isinstance(item, Scalar) else ()
        for key, value in pairs:
            command = commands.mapping(key.value) if commands and key.value not in seen else None
            if key.value == "run":
                yield from _script(document, key, value)
            elif command is not None:
                yield from _scripts(document, command.sequence("steps"), (*seen, key.value))


def _script(document: CircleDocument, key: Scalar, value: Node) -> Iterator[_Script]:
    options = value if isinstance(value, Mapping) else Mapping(value.start, value.end)
    written = options.scalar("command") or value
    fragment = document.script(scalars(written), "shell", key.value)
    if fragment is not None:
        yield _Script(key, options, ShellDocument(fragment))


def _work(document: CircleDocument, script: _Script, again: list[Retry]) -> Work:
    name, folder = script.options.scalar("name"), script.options.scalar("working_directory")
    label = f"`{name.value}`" if name else "`run`"
    where = folder.value.removeprefix("~/project").lstrip("/") if folder else ""
    retries = (*_retried(document, script.options), *again)
    span = document.span(script.key.start, script.key.end)
    return job_scripts.work(label, span, script.shell, reader(document), where, retries)


def _retried(document: CircleDocument, node: Mapping) -> Iterator[Retry]:
    pair = node.pair(_RERUNS)
    times = number_of(pair[1]) if pair and isinstance(pair[1], Scalar) else None
    if pair and times:
        span = Span(document.span(*document.text_span(pair[0])).start, document.span(pair[1].start, pair[1].end).end)
        yield Retry(f"`{_RERUNS}: {times:g}`", int(times) + 1, span)


def _matrix(document: CircleDocument, options: Mapping) -> Matrix | None:
    pair = options.pair("matrix")
    table = pair[1].mapping("parameters") if pair and isinstance(pair[1], Mapping) else None
    if pair is None or table is None or not isinstance(pair[1], Mapping):
        return None
    axes = tuple(Axis(key.value, tuple(each.value for each in scalars(value))) for key, value in table.items())
    excluded = pair[1].sequence("exclude")
    times = prod(len(axis.values) for axis in axes) - (len(list(excluded.items())) if excluded else 0)
    return Matrix(axes, max(times, 1), exact=True, span=document.span(pair[0].start, pair[0].end))
