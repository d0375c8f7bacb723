"""Texts of others that Groovy puts into a script of a stage with a provider credential."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from quantum_lint.match.stage_secrets import HoldingStage, entrances, holding, named
from quantum_lint.model import lazy
from quantum_lint.model.hit import Hit, Related
from quantum_lint.model.named import NamedTuple
from quantum_lint.model.span import Span
from quantum_lint.parse import jenkins_condition

if TYPE_CHECKING:
    from quantum_lint.knowledge import Knowledge
    from quantum_lint.parse.jenkinsfile import JenkinsfileDocument, ShellStep

#: Variables that whoever opens a pull request writes, by Jenkins and by its plugins for pull requests.
_STRANGERS = lazy.pattern(
    r"(?:env\.)?(CHANGE_(?:TITLE|BRANCH|AUTHOR_DISPLAY_NAME|AUTHOR_EMAIL)"
    r"|ghprb(?:PullTitle|PullDescription|PullLongDescription|CommentBody|SourceBranch|TriggerAuthor\w*)"
    r"|gitlab(?:SourceBranch|MergeRequestTitle|MergeRequestDescription|MergeRequestLastCommit|UserName|UserEmail))"
)
#: What members write: parameters of a build, and names of branches and tags of the repository.
_MEMBERS = lazy.pattern(r"params\.(\w+)|(?:env\.)?(BRANCH_NAME|GIT_BRANCH|TAG_NAME)")


class _Text(NamedTuple):
    """An expression that becomes part of a script, the variable in which the shell has it too, and whose it is."""

    written: str
    variable: str
    span: Span
    strange: bool


def pasted(document: JenkinsfileDocument, knowledge: Knowledge) -> Iterator[Hit]:
    """One hit for each script, at the first such text; a stranger's comes before a member's."""
    for stage in holding(document, knowledge):
        requested = jenkins_condition.answers(document.program, stage.stage.around)["pull-request"] is not False
        for step in stage.stage.steps:
            texts = [each for each in _texts(document, step) if requested or not each.strange]
            texts.sort(key=lambda each: not each.strange)
            if texts:
                yield _hit(texts, stage, knowledge)


def _texts(document: JenkinsfileDocument, step: ShellStep) -> Iterator[_Text]:
    found = (_text(document, expression, span) for expression, span in document.put_in(step.parts))
    return (each for each in found if each)


def _text(document: JenkinsfileDocument, expression: str, span: Span) -> _Text | None:
    """The text that an expression is, by way of the name that was set to it."""
    program, written = document.program, expression
    start = program.set_to(expression)
    if start is not None and program.kind(start) == "name":
        last = program.path_end(start)
        expression = program.words(start, last + 1).replace(" ", "")
    strange, member = _STRANGERS.fullmatch(expression), _MEMBERS.fullmatch(expression)
    if strange:
        return _Text(written, strange[1], span, strange=True)
    if member and not (member[1] and member[1] in _harmless(document)):
        return _Text(written, member[1] or member[2], span, strange=False)
    return None


def _harmless(document: JenkinsfileDocument) -> set[str]:
    """The parameters that take nothing but what the file lists."""
    program, found = document.program, set()
    for index, token in enumerate(program.tokens):
        if token.text in ("booleanParam", "choice"):
            first = program.named(index + 2 if program.at(index + 1, "(") else index + 1, "name", "string")
            found.update([program.tokens[first].text[1:-1]] if first is not None else [])
    return found


def _hit(texts: list[_Text], stage: HoldingStage, knowledge: Knowledge) -> Hit:
    first = texts[0]
    who = "whoever opens the pull request" if first.strange else "whoever may start a build or name a branch"
    return Hit(
        span=first.span,
        note=(
            f"`{first.written}` is written by {who}, and Groovy makes it part of the script of stage "
            f"`{stage.stage.name}`, which holds {named(stage.secrets, knowledge)}: a text like `$(...)` in it runs. "
            f"Put the script in single quotes (`sh '...'`) and let the shell read it: `\"${first.variable}\"`."
        ),
        related=(
            *(Related(each.span, f"`{each.written}` too") for each in texts[1:]),
            *entrances(stage.secrets),
        ),
        provider=stage.provider,
        severity="medium" if first.strange else "low",
        persona=None if first.strange else "pedantic",
    )
