"""Under which events a part of a Jenkinsfile runs: `when { ... }`, and `if (...)` around it.

The answer is yes, no, or None where only Jenkins knows. Conditions on a branch are met by the clock of that branch.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Literal

from quantum_lint.model import lazy

if TYPE_CHECKING:
    from quantum_lint.parse.groovy_program import Block, Program

#: What may start a build. `person` is somebody who asks for it, `fork` a pull request from another repository.
Cause = Literal["schedule", "any-push", "push", "pull-request", "fork", "person"]
Answer = bool | None
Answers = dict[Cause, Answer]

CAUSES: tuple[Cause, ...] = ("schedule", "any-push", "push", "pull-request", "fork", "person")
_UNKNOWN: Answers = dict.fromkeys(CAUSES)
_CHANGES: Answers = {
    "schedule": False, "any-push": False, "push": False, "pull-request": True, "fork": True, "person": None,
}  # fmt: skip
_BRANCH: Answers = {
    "schedule": True, "any-push": False, "push": True, "pull-request": False, "fork": False, "person": None,
}  # fmt: skip
_TAG: Answers = {**_BRANCH, "schedule": False}
_FORK: Answers = {**_CHANGES, "pull-request": None}
#: The causes of a build that Jenkins names, and what they are here.
_NAMED_CAUSES: dict[str, tuple[Cause, ...]] = {
    "TimerTrigger": ("schedule",),
    "TimerTriggerCause": ("schedule",),
    "UserIdCause": ("person",),
    "SCMTrigger": ("push", "any-push"),
    "SCMTriggerCause": ("push", "any-push"),
    "BranchEventCause": ("push", "any-push", "pull-request", "fork"),
}
_CAUSE = lazy.pattern(r"\b\w*(?:Cause|Trigger)\b")
_UNSET = lazy.pattern(r"! (?:env \. )?CHANGE_(?:ID|FORK)|(?:env \. )?CHANGE_(?:ID|FORK) == null")
_FORKED = lazy.pattern(r"(?:env \. )?CHANGE_FORK(?: != null)?")
_REQUESTED = lazy.pattern(r"(?:env \. )?CHANGE_ID(?: != null)?")
_OF_BRANCH = lazy.pattern(r"(?:env \. )?(?:BRANCH_NAME|GIT_BRANCH) == '[^']*'|(?:env \. )?BRANCH_IS_PRIMARY")
_GROUPS = frozenset(("allOf", "anyOf", "not"))


def answers(program: Program, around: Iterable[Block]) -> Answers:
    """Whether what stands in all these blocks runs, for each cause of a build."""
    return _combined(list(_conditions(program, around)), _all)


def conditional(program: Program, around: Iterable[Block]) -> bool:
    """Whether anything decides."""
    return any(True for _ in _conditions(program, around))


def uncertain(program: Program, around: Iterable[Block]) -> bool:
    """Whether something decides of which nothing is known, such as a value of a matrix."""
    return any(found == _UNKNOWN for found in _conditions(program, around))


def chosen(program: Program, around: Iterable[Block]) -> bool:
    """Whether somebody who starts the build has to ask for it by a parameter."""
    spoken = (_text(program, each) for block in around for each in (block, *_of_stage(program, block, "when")))
    return any("params ." in text for text in spoken)


def _text(program: Program, block: Block) -> str:
    if block.name == "if":
        return program.words(block.head + 1, block.first)
    return program.words(block.first, block.last) if block.name == "when" else ""


def _conditions(program: Program, around: Iterable[Block]) -> Iterator[Answers]:
    for block in around:
        for each in _of_stage(program, block, "when"):
            yield _group(program, each, _all)
        if block.name == "if":
            yield _expression(program.words(block.head + 2, block.first - 1))
        elif block.name in ("else", "case", "catch"):
            yield _UNKNOWN


def _of_stage(program: Program, block: Block, name: str) -> Iterator[Block]:
    if block.name in ("stage", "matrix"):
        yield from (each for each in program.children(block) if each.name == name)


def _group(program: Program, block: Block, join: Callable[[list[Answer]], Answer]) -> Answers:
    return _combined(list(_leaves(program, block)), join)


def _leaves(program: Program, block: Block) -> Iterator[Answers]:
    """The conditions that stand right in a block."""
    index = block.first + 1
    while index < block.last:
        word = program.tokens[index].text
        inner = next((each for each in program.children(block) if each.head == index), None)
        if inner and word in _GROUPS:
            found = _group(program, inner, _any if word == "anyOf" else _all)
            yield {cause: _not(found[cause]) for cause in CAUSES} if word == "not" else found
        elif inner:
            yield _expression(program.words(inner.first + 1, inner.last).removeprefix("return ").rstrip(" ;"))
        elif not word.startswith("before") and word not in ("true", "false"):
            yield _leaf(program, index)
        index = inner.last + 1 if inner else _following(program, index, block)


def _following(program: Program, index: int, block: Block) -> int:
    """Where the condition after one that has no block starts: at the next word that is no name of an argument."""
    index += 1
    while index < block.last:
        if program.at(index, "("):
            return program.closing(index) + 1
        named = program.at(index + 1, ":") or program.at(index - 1, ":", ",")
        if program.kind(index) == "name" and not named:
            return index
        index += 1
    return index


def _leaf(program: Program, index: int) -> Answers:
    word, argument = program.tokens[index].text, program.argument(index + 1, "cause")
    if word == "branch":
        first = program.argument(index + 1, "pattern")
        requests = first is not None and "PR" in program.tokens[first].text
        return {**_BRANCH, "pull-request": None, "fork": None} if requests else _BRANCH
    if word == "changeRequest":
        bare = not (program.at(index + 1, "(") and program.closing(index + 1) > index + 2)
        narrowed = program.at(index + 2, ":") or not bare
        return {**_CHANGES, "pull-request": None, "fork": None} if narrowed else _CHANGES
    if word in ("buildingTag", "tag"):
        return _TAG
    if word == "triggeredBy" and argument is not None:
        return _caused(program.words(argument, argument + 1))
    return _UNKNOWN


def _caused(text: str) -> Answers:
    named = _CAUSE.search(text)
    causes = _NAMED_CAUSES.get(named[0]) if named else None
    return {cause: cause in causes for cause in CAUSES} if causes else _UNKNOWN


def _expression(text: str) -> Answers:
    """What a condition in Groovy says, if it is one of the few forms that tell of a cause."""
    for sign, join in ((" || ", _any), (" && ", _all)):
        if sign in text and "(" not in text:
            return _combined(list(map(_expression, text.split(sign))), join)
    if _UNSET.fullmatch(text):
        positive = _FORK if "FORK" in text else _CHANGES
        return {cause: _not(positive[cause]) for cause in CAUSES} | {"schedule": True, "push": True, "any-push": True}
    for pattern, found in ((_FORKED, _FORK), (_REQUESTED, _CHANGES), (_OF_BRANCH, _BRANCH)):
        if pattern.fullmatch(text):
            return found
    return _UNKNOWN


def _combined(found: list[Answers], join: Callable[[list[Answer]], Answer]) -> Answers:
    return {cause: join([each[cause] for each in found]) for cause in CAUSES}


def _all(found: list[Answer]) -> Answer:
    return False if False in found else None if None in found else True


def _any(found: list[Answer]) -> Answer:
    return True if True in found else None if None in found else False


def _not(answer: Answer) -> Answer:
    return None if answer is None else not answer
