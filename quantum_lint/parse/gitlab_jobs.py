"""The jobs of a GitLab pipeline as facts of a pipeline.

Clocks are set on the host and not in the file, and the host ends a job after an hour if nobody says anything else.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import prod
from typing import TYPE_CHECKING

from quantum_lint.model.pipeline import Axis, Concurrency, Matrix, PipelineJob, Retry, Start, Work
from quantum_lint.model.span import Span
from quantum_lint.parse import job_scripts
from quantum_lint.parse.job_files import reader
from quantum_lint.parse.pipeline import scalars
from quantum_lint.parse.shell import ShellDocument
from quantum_lint.parse.workflow_credential import Names
from quantum_lint.parse.yaml_node import Mapping, Node, Scalar, Sequence

if TYPE_CHECKING:
    from quantum_lint.parse.gitlab import GitlabDocument

#: What decides whether a job is in a pipeline at all, or waits for a person.
_CONDITIONS = ("rules", "only", "except", "when")


def jobs(document: GitlabDocument, knowledge: Names) -> Iterator[PipelineJob]:
    """A fact for each job; hidden ones only lend what they say to others."""
    for key, node in document.jobs():
        if key.value != "default" and not key.value.startswith("."):
            yield _Job(document, key, node).fact(knowledge)


class _Job:
    """A job with what it takes over from others and from the defaults."""

    def __init__(self, document: GitlabDocument, key: Scalar, node: Mapping) -> None:
        self._document = document
        self._key = key
        self._extended = list(_chain(document.top, node))
        default = document.top.mapping("default")
        self._chain = [*self._extended, *([default] if default else []), document.top]
        self._shell = self._script("before_script", "script")

    def fact(self, knowledge: Names) -> PipelineJob:
        work = self._work()
        return PipelineJob(
            host="gitlab",
            id=self._key.value,
            span=self._document.span(*self._document.text_span(self._key)),
            starts=tuple(self._starts()),
            credentials=tuple(job_scripts.credentials(self._shell, knowledge)) if self._shell else (),
            works=(work,) if work else (),
            matrix=self._matrix(),
            protected=self._own("environment") is not None,
            bounded=True,
            concurrency=self._concurrency(),
            cleans=self._script("after_script") is not None,
            conditional=any(self._own(name) for name in _CONDITIONS),
        )

    def _work(self) -> Work | None:
        if self._shell is None:
            return None
        span = self._document.span(self._key.start, self._key.end)
        read = reader(self._document)
        return job_scripts.work(f"`{self._key.value}`", span, self._shell, read, retries=tuple(self._retried()))

    def _starts(self) -> Iterator[Start]:
        """A push to any branch where nothing decides otherwise; what a file of others says is not known."""
        span = self._document.span(self._key.start, self._key.end)
        yield Start("other", span)
        foreign = self._document.top.get("include") is not None or self._document.top.get("workflow") is not None
        if not foreign and not any(self._own(name) for name in _CONDITIONS):
            yield Start("any-push", span)

    def _retried(self) -> Iterator[Retry]:
        """The host's own retries; those of faults of the host alone start no work twice."""
        pair = self._pair("retry")
        node = pair[1] if pair else None
        limit = node.scalar("max") if isinstance(node, Mapping) else node
        causes = list(scalars(node.get("when"))) if isinstance(node, Mapping) else []
        failing = not causes or any(each.value in ("always", "script_failure") for each in causes)
        if pair and failing and isinstance(limit, Scalar) and limit.value in ("1", "2"):
            yield Retry(f"`retry: {limit.value}`", int(limit.value) + 1, self._span(pair))

    def _concurrency(self) -> Concurrency | None:
        """`interruptible` jobs end when a newer pipeline starts, those of one `resource_group` wait."""
        interruptible, group = self._pair("interruptible"), self._pair("resource_group")
        if interruptible and isinstance(interruptible[1], Scalar) and interruptible[1].value == "true":
            return Concurrency(self._span(interruptible), "always")
        return Concurrency(self._span(group)) if group else None

    def _matrix(self) -> Matrix | None:
        pair = self._pair("parallel")
        if pair is None:
            return None
        listed = pair[1].sequence("matrix") if isinstance(pair[1], Mapping) else None
        rows = [row for row in listed.items() if isinstance(row, Mapping)] if listed else []
        tables = [{key.value: _values(value) for key, value in row.items()} for row in rows]
        names = dict.fromkeys(name for table in tables for name in table)
        axes = (Axis(name, tuple(dict.fromkeys(v for t in tables for v in t.get(name, ())))) for name in names)
        times = sum(prod(len(values) for values in table.values()) for table in tables)
        return Matrix(tuple(axes), times, exact=True, span=self._span(pair)) if times else None

    def _script(self, *names: str) -> ShellDocument | None:
        lines = [line for name in names for line in scalars(self._found(name))]
        fragment = self._document.script(lines, "shell", self._key.value)
        return ShellDocument(fragment) if fragment else None

    def _span(self, pair: tuple[Scalar, Node]) -> Span:
        end = self._document.text_span(pair[1])[1] if isinstance(pair[1], Scalar) else pair[1].end
        return self._document.span(pair[0].start, end)

    def _own(self, name: str) -> Node | None:
        return next((value for each in self._extended if (value := each.get(name))), None)

    def _found(self, name: str) -> Node | None:
        pair = self._pair(name)
        return pair[1] if pair else None

    def _pair(self, name: str) -> tuple[Scalar, Node] | None:
        return next((pair for each in self._chain if (pair := each.pair(name))), None)


def _chain(top: Mapping, node: Mapping, seen: tuple[str, ...] = ()) -> Iterator[Mapping]:
    """The job and what it extends, the nearest first."""
    yield node
    for named in reversed(list(scalars(node.get("extends")))):
        other = top.mapping(named.value)
        if other and named.value not in seen:
            yield from _chain(top, other, (*seen, named.value))


def _values(node: Node) -> tuple[str, ...]:
    items = node.items() if isinstance(node, Sequence) else (node,)
    return tuple(item.value for item in items if isinstance(item, Scalar))
