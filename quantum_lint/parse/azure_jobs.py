"""The jobs of Azure Pipelines as facts of a pipeline.

The host ends a job after an hour if nobody says anything else. Environments, groups of variables and connections to
services can ask for approval there, so a job that uses one counts as protected; so does a pipeline with a manual step.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from quantum_lint.model import lazy
from quantum_lint.model.pipeline import (
    Axis,
    Concurrency,
    Event,
    HeldCredential,
    Matrix,
    PipelineJob,
    Retry,
    Start,
    Work,
)
from quantum_lint.model.span import Span
from quantum_lint.parse import cron, job_scripts
from quantum_lint.parse.azure_pipelines import script_of
from quantum_lint.parse.job_files import reader
from quantum_lint.parse.pipeline import named_values, number_of, scalars
from quantum_lint.parse.shell import ShellDocument
from quantum_lint.parse.workflow_credential import Names, meaning
from quantum_lint.parse.yaml_node import Mapping, Node, Scalar, Sequence

if TYPE_CHECKING:
    from quantum_lint.parse.azure_pipelines import AzureDocument

_EVERY_BRANCH = frozenset(("*", "refs/heads/*"))
_MACRO = lazy.pattern(r"\$\(([A-Za-z_][\w.]*)\)")
#: Conditions under which a job runs whatever started the pipeline.
_PLAIN = frozenset(("", "always()", "succeeded()", "succeededOrFailed()"))
_TIMEOUT, _RETRIES = "timeoutInMinutes", "retryCountOnTaskFailure"
_ROOTS = lazy.pattern(r"\$\((?:System\.DefaultWorkingDirectory|Build\.SourcesDirectory)\)/?|\./")


def jobs(document: AzureDocument, knowledge: Names) -> Iterator[PipelineJob]:
    """A fact for each job; steps without one are a job by themselves."""
    tables = [table for path, table in document.tables() if path and path[-1].isdecimal()]
    found = [(pair[0], table) for table in tables if (pair := table.pair("job") or table.pair("deployment"))]
    steps = document.top.pair("steps")
    for key, node in found or ([(steps[0], document.top)] if steps else []):
        yield _Job(document, key, node, tables).fact(knowledge)


class _Job:
    """A job with the stage that it is in."""

    def __init__(self, document: AzureDocument, key: Scalar, node: Mapping, tables: list[Mapping]) -> None:
        self._document = document
        self._key = key
        self._node = node
        around = [table for table in tables if table.pair("stage") and _within(node, table)]
        self._levels = [node, *around, document.top] if node is not document.top else [node]
        self._steps = [table for table in tables if _within(table, node)]
        self._manual = any("ManualValidation" in _text(table, "task") for table in tables)

    def fact(self, knowledge: Names) -> PipelineJob:
        minutes = number_of(self._node.scalar(_TIMEOUT))
        environment = self._node.get("environment")
        held = (*(each for step in self._steps for each in self._credentials(step, knowledge)),)
        return PipelineJob(
            host="azure-pipelines",
            id=_text(self._node, self._key.value) or "Job",
            span=self._document.span(self._key.start, self._key.end),
            starts=tuple(self._starts()),
            credentials=tuple({each.name: each for each in reversed(held)}.values()),
            works=tuple(work for step in self._steps if (work := self._work(step))),
            matrix=self._matrix(),
            protected=environment is not None or self._manual or self._guarded(),
            bounded=minutes != 0,
            minutes=minutes or None,
            concurrency=self._concurrency(),
            cleans=any(_text(step, "condition") in ("always()", "canceled()") for step in self._steps),
            conditional=self._conditional,
        )

    @property
    def _conditional(self) -> bool:
        return any(_text(level, "condition") not in _PLAIN for level in self._levels[:-1] or ())

    def _guarded(self) -> bool:
        """Whether it uses what may ask for approval on the host."""
        groups = (item for level in self._levels for item in _items(level.get("variables")))
        connected = (key.value for step in self._steps for key, _ in _pairs(step.get("inputs")))
        return (
            any(item.get("group") or item.get("template") for item in groups if isinstance(item, Mapping))
            or any("subscription" in name.lower() or "connection" in name.lower() for name in connected)
            or any(_text(level, "trigger") == "manual" for level in self._levels[:-1])
        )

    def _starts(self) -> Iterator[Start]:
        """What the file says; a job under a condition may be left out of any of it."""
        top = self._document.top
        yield Start("other", self._document.span(self._key.start, self._key.end))
        if self._conditional:
            return
        events: dict[str, Event] = {"trigger": self._pushed(top.get("trigger")), "pr": "pull-request"}
        for name, event in events.items():
            pair = top.pair(name)
            if pair and not (isinstance(pair[1], Scalar) and pair[1].value == "none"):
                yield Start(event, self._document.span(pair[0].start, pair[0].end))
        for schedule in self._schedules():
            clock = schedule.scalar("cron")
            if clock is not None:
                span = self._document.span(*self._document.text_span(clock))
                yield Start("schedule", span, cron.fires(clock.value))

    @staticmethod
    def _pushed(node: Node | None) -> Event:
        branches = node.get("branches") if isinstance(node, Mapping) else node
        if isinstance(branches, Mapping):
            branches = None if branches.get("exclude") else branches.get("include")
        return "any-push" if any(each.value in _EVERY_BRANCH for each in scalars(branches)) else "push"

    def _schedules(self) -> list[Mapping]:
        """The clocks that fire whether anything was changed or not; without `always` the host waits for a change."""
        found = (item for item in _items(self._document.top.get("schedules")) if isinstance(item, Mapping))
        return [item for item in found if _text(item, "always").lower() == "true"]

    def _concurrency(self) -> Concurrency | None:
        """What keeps runs apart: `batch`, a lock, or an environment, which may have one on the host."""
        schedules = self._schedules()
        batches = [pair for each in schedules if (pair := each.pair("batch")) and _text(each, "batch") == "true"]
        locks = (
            pair for level in self._levels for name in ("lockBehavior", "environment") if (pair := level.pair(name))
        )
        found = batches[0] if batches and len(batches) == len(schedules) else next(locks, None)
        return Concurrency(self._document.span(found[0].start, found[0].end)) if found else None

    def _work(self, step: Mapping) -> Work | None:
        inputs = step.mapping("inputs") or step
        script = self._shell(step)
        name = _text(step, "displayName") or _text(step, "name")
        label = f"`{name}`" if name else "of the job"
        span = self._document.span(step.start, step.end)
        retries = tuple(self._retried(step))
        limited = number_of(step.scalar(_TIMEOUT)) is not None
        if script is not None:
            folder = _ROOTS.sub("", _text(step, "workingDirectory") or _text(inputs, "workingDirectory"))
            return job_scripts.work(label, span, script, reader(self._document), folder, retries)._replace(
                timeout=limited
            )
        path = _text(inputs, "scriptPath") if "PythonScript" in _text(step, "task") else ""
        return (
            Work(label, span, (_ROOTS.sub("", path),), needs=True, timeout=limited, retries=retries) if path else None
        )

    def _shell(self, step: Mapping) -> ShellDocument | None:
        written = script_of(step)
        if written is None or written[1] != "shell":
            return None
        fragment = self._document.script((written[0],), "shell", _text(step, "displayName"))
        return ShellDocument(fragment) if fragment else None

    def _credentials(self, step: Mapping, knowledge: Names) -> Iterator[HeldCredential]:
        """What the `env` of a step is given of the host, and what its script names."""
        script = self._shell(step)
        text = self._document.text[self._node.start : self._node.end].lower()
        for key, value in named_values(step.get("env")):
            names = _MACRO.findall(value.value)
            meant = next(filter(None, (meaning(name, knowledge) for name in (key.value, *names) if names)), None)
            if meant and meant.fits(text):
                span = self._document.span(key.start, self._document.text_span(value)[1])
                yield HeldCredential(meant.provider, key.value, span)
        if script is not None:
            yield from job_scripts.credentials(script, knowledge)

    def _retried(self, step: Mapping) -> Iterator[Retry]:
        pair = step.pair(_RETRIES)
        times = number_of(pair[1]) if pair and isinstance(pair[1], Scalar) else None
        if pair and times:
            yield Retry(f"`{_RETRIES}: {times:g}`", int(times) + 1, self._document.span(pair[0].start, pair[1].end))

    def _matrix(self) -> Matrix | None:
        """Every row is a job; the names of its variables are the axes."""
        strategy = self._node.mapping("strategy")
        pair = strategy.pair("matrix") if strategy else None
        rows = [row for _, row in _pairs(pair[1]) if isinstance(row, Mapping)] if pair else []
        if pair is None or not rows:
            return None
        names = dict.fromkeys(key.value for row in rows for key, _ in row.items())
        axes = (Axis(name, tuple(dict.fromkeys(_text(row, name) for row in rows))) for name in names)
        span: Span = self._document.span(pair[0].start, pair[0].end)
        return Matrix(tuple(axes), len(rows), exact=True, span=span)


def _within(inner: Mapping, outer: Mapping) -> bool:
    return outer is not inner and outer.start <= inner.start and inner.end <= outer.end


def _text(node: Mapping, name: str) -> str:
    scalar = node.scalar(name)
    return scalar.value if scalar else ""


def _items(node: Node | None) -> Iterator[Node]:
    return node.items() if isinstance(node, Sequence) else iter(())


def _pairs(node: Node | None) -> Iterator[tuple[Scalar, Node]]:
    return iter(node.items()) if isinstance(node, Mapping) else iter(())
