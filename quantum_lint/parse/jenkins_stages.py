"""The stages of a Jenkinsfile that run a shell, with the blocks around them and what these say of limits and locks.

What is in a function, in a closure that is kept, or in a block of a library runs under limits that are not in the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from quantum_lint.parse.groovy import value
from quantum_lint.parse.groovy_program import Block, Program

if TYPE_CHECKING:
    from quantum_lint.parse.jenkinsfile import JenkinsfileDocument, ShellStep

#: How many minutes one of each unit of time has.
_MINUTES = {
    "NANOSECONDS": 1 / 60e9, "MICROSECONDS": 1 / 60e6, "MILLISECONDS": 1 / 60e3, "SECONDS": 1 / 60, "MINUTES": 1.0,
    "HOURS": 60.0, "DAYS": 1440.0,
}  # fmt: skip
#: Words of `post` whose steps run after a build was aborted.
_AFTER_ABORT = frozenset(("aborted", "always", "cleanup", "unsuccessful"))
LOOPS = frozenset(("collect", "collectEntries", "each", "eachWithIndex", "for", "times", "while"))
#: Blocks of the language and of steps that say nothing of time or approval but what is read here; those of others may.
_KNOWN = LOOPS | frozenset(
    ("", "aborted", "always", "ansiColor", "axes", "axis", "case", "catch", "catchError", "changed", "cleanup",
     "configFileProvider", "container", "dir", "do", "else", "excludes", "failure", "finally", "fixed", "if", "inside",
     "lock", "matrix", "node", "not", "parallel", "pipeline", "podTemplate", "post", "regression", "retry", "script",
     "sshagent", "stage", "stages", "steps", "success", "switch", "throttle", "timeout", "timestamps", "try",
     "unstable", "unsuccessful", "waitUntil", "warnError", "withAWS", "withCredentials", "withDockerContainer",
     "withDockerRegistry", "withEnv", "withMaven", "withPythonEnv", "withSonarQubeEnv", "withRegistry", "wrap", "ws")
)  # fmt: skip


class Stage:
    """The steps of one stage, or those outside of any: `block` is then the `node` or `post` around them, or None."""

    def __init__(self, document: JenkinsfileDocument, block: Block | None, steps: tuple[ShellStep, ...]) -> None:
        self.document = document
        self.program = document.program
        self.block = block
        self.steps = steps
        #: The blocks around the stage and its own, the outermost first.
        self.around: tuple[Block, ...] = (*self.program.around(block.head), block) if block else ()

    @property
    def name(self) -> str:
        """What people know it by."""
        if self.block is None:
            return "Jenkinsfile"
        if self.block.name != "stage":
            return self.block.name
        first = self.program.argument(self.block.head + 1, "name")
        written = self.program.words(self.block.head + 2, self.block.first - 1)
        return value(self.program.tokens[first]) if first is not None else written

    @property
    def place(self) -> tuple[int, int]:
        """The characters that name it."""
        tokens = self.program.tokens
        if self.block is None:
            return tokens[self.steps[0].at].start, tokens[self.steps[0].at].end
        return tokens[self.block.head].start, tokens[max(self.block.first - 1, self.block.head)].end

    @property
    def text(self) -> str:
        """All that it says."""
        tokens = self.program.tokens
        if self.block is None or self.block.last >= len(tokens):
            return self.document.fragment.text
        return self.document.fragment.text[tokens[self.block.head].start : tokens[self.block.last].end]

    @cached_property
    def elsewhere(self) -> bool:
        """Whether more may be around a step of it than stands there."""
        return any(self._foreign(block) for step in self.steps for block in self.program.around(step.at))

    def _foreign(self, block: Block) -> bool:
        kept = not block.name and self.program.at(block.first - 1, "=")
        return kept or block.name not in _KNOWN

    def inner(self, step: ShellStep) -> tuple[Block, ...]:
        """The blocks of the stage around a step, the outermost first."""
        return tuple(each for each in self.program.around(step.at) if each not in self.around)

    def ending(self, step: ShellStep) -> Block | None:
        """The block around a step that runs when others are done, after an abort too: `post` or `finally`."""
        around = self.program.around(step.at)
        after = not _AFTER_ABORT.isdisjoint(each.name for each in around)
        return next((each for each in around if each.name == "finally" or (after and each.name == "post")), None)

    def option(self, *names: str) -> Iterator[int]:
        """Where calls of these names stand in the options of the stage, of those around it, and of the pipeline."""
        outer = {each.first for each in self.around if each.name in ("stage", "pipeline")}
        for index in self.program.places(*names):
            block = self.program.blocks.get(self.program.opened(index))
            if block and block.name == "options" and self.program.opened(block.first) in outer:
                yield index

    def properties(self, name: str) -> Iterator[int]:
        """Where a call of this name stands in the properties that a scripted pipeline sets, or in options."""
        yield from (index for index in self.program.places(name) if self.program.within(index, "properties"))
        yield from self.option(name)


def stages(document: JenkinsfileDocument) -> tuple[Stage, ...]:
    """Every stage that runs a shell, in the order of the first step of each."""
    found: dict[Block | None, list[ShellStep]] = {}
    for step in document.steps:
        found.setdefault(_owner(document.program.around(step.at)), []).append(step)
    return tuple(Stage(document, block, tuple(steps)) for block, steps in found.items())


def _owner(around: tuple[Block, ...]) -> Block | None:
    staged = next((each for each in reversed(around) if each.name == "stage"), None)
    return staged or next((each for each in around if each.name in ("node", "post")), None)


def minutes(program: Program, index: int) -> float | None:
    """The limit of the `timeout` at a token; None where it is computed, or counts only what is silent."""
    first = index + 2 if program.at(index + 1, "(") else index + 1
    number = first if program.kind(first) == "number" else program.named(first, "time", "number")
    unit = program.named(first, "unit", "string")
    if number is None or program.named(first, "activity", "name") is not None:
        return None
    factor = _MINUTES.get(value(program.tokens[unit]) if unit is not None else "MINUTES")
    digits = program.tokens[number].text
    return int(digits) * factor if factor and digits.isdecimal() else None
