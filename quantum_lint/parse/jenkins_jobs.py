"""The stages of a Jenkinsfile as the jobs of a pipeline.

Jenkins ends no build by itself. Which branches and pull requests it builds is set there; a file that tells branches
apart is known to be built for several.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from posixpath import join
from typing import TYPE_CHECKING

from quantum_lint.model import lazy
from quantum_lint.model.pipeline import (
    BoundSecret,
    Concurrency,
    HeldCredential,
    PipelineJob,
    Retry,
    Slot,
    Work,
)
from quantum_lint.model.span import Span
from quantum_lint.parse import jenkins_condition, job_scripts
from quantum_lint.parse.groovy import value
from quantum_lint.parse.groovy_program import Block
from quantum_lint.parse.jenkins_matrix import matrix_of
from quantum_lint.parse.jenkins_secrets import bound, meaning_of, provided
from quantum_lint.parse.jenkins_stages import LOOPS, Stage, minutes, stages
from quantum_lint.parse.jenkins_starts import starts
from quantum_lint.parse.job_files import reader
from quantum_lint.parse.shell import ShellDocument
from quantum_lint.parse.workflow_credential import Names

if TYPE_CHECKING:
    from quantum_lint.parse.jenkinsfile import Held, JenkinsfileDocument, ShellStep

#: Conditions of `retry` under which work that failed by itself is not tried again.
_AGENTS = lazy.pattern(r"\[ (?:(?:agent|kubernetesAgent|nonresumable) \( \) ,? ?)+\]")


def jobs(document: JenkinsfileDocument, knowledge: Names) -> Iterator[PipelineJob]:
    """A fact for each stage that runs a shell, and for steps outside of stages."""
    for stage in stages(document):
        yield _Job(stage).fact(knowledge)


class _Job:
    """A stage and what is around its steps."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._document = stage.document
        self._program = stage.program
        self._scripts = {each.at: ShellDocument(each.script.fragment) for each in stage.steps}

    def fact(self, knowledge: Names) -> PipelineJob:
        stage = self._stage
        limits = [minutes(self._program, each) for each in self._timeouts]
        credentials = tuple(self._credentials(knowledge))
        return PipelineJob(
            host="jenkins",
            id=stage.name,
            span=self._document.span(*stage.place),
            starts=tuple(starts(stage, self._chain)),
            credentials=credentials,
            unclaimed=tuple(self._unclaimed(knowledge)),
            works=tuple(each for _, each in self._works),
            matrix=matrix_of(self._program, self._chain, self._span),
            protected=self._approved(),
            bounded=bool(limits) or stage.elsewhere,
            minutes=min((each for each in limits if each is not None), default=None),
            concurrency=self._concurrency(),
            cleans=self._cleans(),
            conditional=jenkins_condition.conditional(self._program, self._chain),
            slot=self._slot(),
        )

    @cached_property
    def _works(self) -> tuple[tuple[ShellStep, Work], ...]:
        return tuple((step, self._work(step)) for step in self._stage.steps)

    @cached_property
    def _chain(self) -> tuple[Block, ...]:
        """The blocks around the stage, and those around all of its steps that run code."""
        running = [self._stage.inner(step) for step, work in self._works if work.needs or work.sends]
        common = (each for each in running[0] if all(each in other for other in running)) if running else ()
        return (*self._stage.around, *common)

    def _work(self, step: ShellStep) -> Work:
        inner = self._stage.inner(step)
        first = step.at + 2 if self._program.at(step.at + 1, "(") else step.at + 1
        label = self._program.named(first, "label", "string")
        named = value(self._program.tokens[label]) if label is not None else self._program.tokens[step.at].text
        around = self._program.around(step.at)
        script = self._scripts[step.at]
        folder = join("", *(self._folder(each) for each in around if each.name == "dir"))
        retries = (*self._optional_retries(), *(each for block in around for each in self._retried(block)))
        work = job_scripts.work(f"`{named}`", self._span(step.at), script, reader(self._document), folder, retries)
        return work._replace(timeout=any(each.name == "timeout" for each in inner), selective=self._for_some(around))

    def _for_some(self, around: tuple[Block, ...]) -> bool:
        """Whether a condition inside a matrix or a loop may leave some of its jobs out."""
        first = next((at for at, each in enumerate(around) if each.name == "matrix" or each.name in LOOPS), None)
        return first is not None and jenkins_condition.uncertain(self._program, around[first:])

    def _folder(self, block: Block) -> str:
        first = self._program.argument(block.head + 1, "path")
        return value(self._program.tokens[first]).removeprefix("./") if first is not None else "$"

    def _retried(self, block: Block) -> Iterator[Retry]:
        """What a block does when its steps fail."""
        if block.name == "waitUntil":
            yield Retry("`waitUntil`", 0, self._span(block.head))
        if block.name == "retry":
            yield from self._again(block.head)

    def _optional_retries(self) -> Iterator[Retry]:
        return (retry for index in self._stage.option("retry") for retry in self._again(index))

    def _again(self, index: int) -> Iterator[Retry]:
        """`retry(3)` at a token: so often in all; one that waits for failures of agents alone is no such thing."""
        program = self._program
        number = index + 2 if program.kind(index + 2) == "number" else program.named(index + 2, "count", "number")
        if _AGENTS.search(program.words(index + 1, program.closing(index + 1))):
            return
        digits = program.tokens[number].text if number is not None else ""
        times = int(digits) if digits.isdecimal() else 0
        span = self._document.span(program.tokens[index].start, program.tokens[program.path_end(index)].end)
        yield Retry(f"`retry({times})`" if times else "`retry`", times, span)

    def _credentials(self, knowledge: Names) -> Iterator[HeldCredential]:
        """What the file binds to variables of a step, and what scripts name that is set nowhere in it."""
        seen: set[str] = set()
        for held, meant in provided(self._stage, knowledge):
            seen.add(held.given.variable)
            span = self._document.span(*held.given.place)
            yield HeldCredential(meant.provider, held.given.variable, span, self._wider(held))
        for script in self._scripts.values():
            for each in job_scripts.credentials(script, knowledge):
                if each.name not in seen and each.name not in self._document.plain:
                    seen.add(each.name)
                    yield each

    def _unclaimed(self, knowledge: Names) -> Iterator[BoundSecret]:
        for held in bound(self._stage):
            if meaning_of(held.given, knowledge) is None:
                variable, source, place = held.given
                yield BoundSecret(variable, source, self._document.span(*place), self._wider(held))

    def _wider(self, held: Held) -> bool:
        """Whether a credential belongs to more than the stage."""
        return self._stage.block is not None and held.first < self._stage.block.head

    @property
    def _timeouts(self) -> list[int]:
        """The limits of the stage, of what is around it, and of all of its steps that run code."""
        return [*self._stage.option("timeout"), *(each.head for each in self._chain if each.name == "timeout")]

    def _concurrency(self) -> Concurrency | None:
        """What keeps builds, or the same stage of two builds, apart."""
        program, stage = self._program, self._stage
        for index in stage.properties("disableConcurrentBuilds"):
            aborting = program.named(index + 2, "abortPrevious", "name")
            ends = aborting is not None and program.at(aborting, "true")
            return Concurrency(self._span(index), "always" if ends else "never")
        groups = [*stage.option("lock"), *stage.properties("throttleJobProperty")]
        groups += (each.head for each in self._chain if each.name in ("lock", "throttle"))
        first = groups[0] if groups else None
        if first is None and stage.elsewhere:
            return Concurrency(self._document.span(*stage.place))
        return Concurrency(self._span(first)) if first is not None else None

    def _approved(self) -> bool:
        """Whether a person agrees, or asks for it: before the first step that runs code, and not beside it."""
        if self._stage.elsewhere or jenkins_condition.chosen(self._program, self._chain):
            return True
        found = jenkins_condition.answers(self._program, self._chain)
        if found["person"] and not any(found[each] for each in jenkins_condition.CAUSES if each != "person"):
            return True
        running = [step.at for step, work in self._works if work.needs or work.sends]
        last = min(running, default=self._stage.steps[0].at)
        return any(self._guards(index, last) for index in self._inputs)

    @property
    def _inputs(self) -> Iterator[int]:
        """Steps and directives that ask a person."""
        program = self._program
        for index in program.places("input"):
            if not program.at(index - 1, "."):
                asked = (
                    program.at(index + 1, "(", "{") or program.kind(index + 1) == "string" or program.told(index + 1)
                )
                if asked:
                    yield index

    def _guards(self, index: int, step: int) -> bool:
        """Whether a question holds up a step: its own stage asks it, or it comes before and not on another branch."""
        asked, running = self._program.around(index), self._program.around(step)
        common = [one for one, other in zip(asked, running, strict=False) if one == other]
        if asked and asked[-1] == self._stage.block:
            return True
        beside = bool(common) and common[-1].name == "parallel" and len(common) < len(running)
        return index < step and not beside

    def _cleans(self) -> bool:
        """Whether a step of the stage, or one after all stages, runs when the build was aborted."""
        outer = [each.first for each in self._stage.around]
        ends = (end for each in self._document.steps if (end := self._stage.ending(each)))
        return any(self._program.opened(end.first) in outer or end in self._inner for end in ends)

    @cached_property
    def _inner(self) -> set[Block]:
        return {block for step in self._stage.steps for block in self._stage.inner(step)}

    def _slot(self) -> Slot | None:
        """Where a line with options can stand in a declarative stage that has none."""
        block = self._stage.block
        inner = [each.name for each in self._program.children(block)] if block and block.name == "stage" else []
        if block is None or "steps" not in inner or "options" in inner:
            return None
        at = self._program.tokens[block.first + 1].start
        text = self._document.fragment.text
        line = text.rfind("\n", 0, at) + 1
        margin = text[line:at]
        if margin.strip():
            return None
        place = self._document.span(at, at).start
        return Slot(Span(place, place), f"\n{margin}")

    def _span(self, *places: int) -> Span:
        """The span of a token, or of characters where two numbers are given."""
        if len(places) == 1:
            token = self._program.tokens[places[0]]
            return self._document.span(token.start, token.end)
        return self._document.span(*places)
