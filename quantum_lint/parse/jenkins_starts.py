"""What starts a stage of a Jenkinsfile, as far as the file says it and its conditions let it through."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from quantum_lint.model import lazy
from quantum_lint.model.pipeline import Start
from quantum_lint.parse.groovy_program import Block, Program
from quantum_lint.parse.jenkins_clock import clocks
from quantum_lint.parse.jenkins_condition import answers

if TYPE_CHECKING:
    from quantum_lint.parse.jenkins_stages import Stage

_CLOCKS = ("cron", "parameterizedCron")
#: Triggers that wait for a push.
_PUSHES = ("bitbucketPush", "githubPush", "pollSCM")
#: What only a project with several branches has.
_BRANCHED = lazy.pattern(r"env\.(?:BRANCH_NAME|BRANCH_IS_PRIMARY|CHANGE_(?:ID|FORK|TARGET|BRANCH))\b")
_FILLED_IN = lazy.pattern(rf"\$\{{[^{{}}]*{_BRANCHED.pattern}")
_REQUESTS = lazy.pattern(r"\bchangeRequest\b|\bCHANGE_(?:ID|FORK|TARGET|BRANCH)\b")
#: What stands before a text that is a value and not compared with one.
_BEFORE_VALUE = ("(", "=", "?", ":", "return")


def starts(stage: Stage, around: tuple[Block, ...]) -> Iterator[Start]:
    """Anything, and what the file names that gets through all conditions around."""
    document, program = stage.document, stage.program
    span = document.span(*stage.place)
    yield Start("other", span)
    if stage.elsewhere:
        return
    found = answers(program, around)
    if found["schedule"]:
        yield from _scheduled(stage)
    branched = _branched(program)
    if branched and found["any-push"]:
        yield Start("any-push", document.span(*branched))
    elif found["push"]:
        pushes = (program.tokens[index] for index in program.places(*_PUSHES))
        yield from (Start("push", document.span(each.start, each.end)) for each in pushes)
    if found["pull-request"] and any(_REQUESTS.search(each.text) for each in program.tokens):
        yield Start("pull-request", span)


def _scheduled(stage: Stage) -> Iterator[Start]:
    program = stage.program
    for index in program.places(*_CLOCKS):
        if _triggers(program, index):
            for each in _texts(stage, index):
                string = program.tokens[each]
                written = string.text[string.quotes : -string.quotes].replace("\\n", "\n ")
                for clock in clocks(written):
                    first = string.inside[0]
                    yield Start("schedule", stage.document.span(first + clock.start, first + clock.end), clock.fires)


def _triggers(program: Program, index: int) -> bool:
    """Whether a call sets a clock, and is no word of something else."""
    return program.encloser(index) == "triggers" or program.within(index, "pipelineTriggers")


def _texts(stage: Stage, index: int) -> Iterator[int]:
    """The texts that a call may be given: those written there, or on the line where the name there is set."""
    program = stage.program
    opened = program.at(index + 1, "(")
    first = index + 2 if opened else index + 1
    last = program.closing(index + 1) if opened else first + 1
    if program.kind(first) == "name" and last == first + 1:
        start = program.set_to(program.tokens[first].text)
        if start is None:
            return
        first, last = start, _end_of_line(stage, start)
    for each in range(first, min(last, len(program.tokens))):
        compared = program.at(each - 1, "=") and program.at(each - 2, "=", "!")
        told = each == first or program.at(each - 1, *_BEFORE_VALUE)
        if program.kind(each) == "string" and told and not compared:
            yield each


def _end_of_line(stage: Stage, index: int) -> int:
    """The first token behind the line that one starts on."""
    tokens, text = stage.program.tokens, stage.document.fragment.text
    stop = text.find("\n", tokens[index].start) if index < len(tokens) else -1
    return next((at for at in range(index, len(tokens)) if tokens[at].start > stop >= 0), len(tokens))


def _branched(program: Program) -> tuple[int, int] | None:
    """The characters that show that Jenkins builds several branches."""
    for index, token in enumerate(program.tokens):
        if token.kind == "name" and token.text in ("branch", "changeRequest") and _asked(program, index):
            return token.start, token.end
        member = token.text == "env" and program.at(index + 1, ".") and index + 2 < len(program.tokens)
        if member and _BRANCHED.fullmatch(f"env.{program.tokens[index + 2].text}"):
            return token.start, program.tokens[index + 2].end
        if token.kind == "string" and token.text[0] == '"' and _FILLED_IN.search(token.text):
            return token.start, token.end
    return None


def _asked(program: Program, index: int) -> bool:
    """Whether a word is a condition."""
    return any(block.name == "when" for block in program.around(index))
