"""Stages of a Jenkinsfile that surely run the code of forks with a provider credential.

Whether Jenkins builds forks is set there. A file that asks for `CHANGE_FORK` is built for them; a stage that does not
keep them out then runs what whoever opened the pull request wrote.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from quantum_lint.match.stage_secrets import HoldingStage, entrances, holding, named
from quantum_lint.model.hit import Hit, Related
from quantum_lint.model.span import Span
from quantum_lint.parse import jenkins_condition
from quantum_lint.parse.groovy import filled_in

if TYPE_CHECKING:
    from quantum_lint.knowledge import Knowledge
    from quantum_lint.parse.jenkinsfile import JenkinsfileDocument

_FORK = "CHANGE_FORK"


def run_by_forks(document: JenkinsfileDocument, knowledge: Knowledge) -> Iterator[Hit]:
    """Each such stage, where its first credential comes in."""
    asked = _asked(document)
    if asked is None:
        return
    for stage in holding(document, knowledge):
        answers = jenkins_condition.answers(document.program, stage.stage.around)
        if answers["fork"] and stage.needing and not stage.stage.elsewhere:
            yield _hit(document, stage, asked, knowledge)


def _asked(document: JenkinsfileDocument) -> Span | None:
    """Where the file tells forks apart first, in the program or in what it puts into a text."""
    for token in document.program.tokens:
        if token.kind == "name" and token.text == _FORK:
            return document.span(token.start, token.end)
        if token.kind == "string" and _FORK in token.text:
            for expression, first, last in filled_in(token):
                if _FORK in expression:
                    return document.span(first, last)
    return None


def _hit(document: JenkinsfileDocument, stage: HoldingStage, asked: Span, knowledge: Knowledge) -> Hit:
    tokens, step = document.program.tokens, stage.needing[0]
    return Hit(
        span=stage.secrets[0].span,
        note=(
            f"Stage `{stage.stage.name}` holds {named(stage.secrets, knowledge)} and runs for pull requests from "
            "forks, which this pipeline is built for: whoever opens one can take the credential. Keep forks out of it, "
            f"`when {{ not {{ expression {{ env.{_FORK} }} }} }}`, or out of all stages that hold a credential with "
            "`when { not { changeRequest() } }`."
        ),
        related=(
            Related(asked, "the pipeline tells forks apart, so it is built for them", role="before"),
            Related(document.span(tokens[step.at].start, tokens[step.at].end), "their code runs here", role="before"),
            *entrances(stage.secrets[1:]),
        ),
        provider=stage.provider,
    )
