"""Credentials that a Jenkinsfile gives to more stages, or to more steps of one, than need them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from quantum_lint.match.stage_secrets import HoldingStage, StageSecret, agreeing, entrances, holding, named
from quantum_lint.match.workflow_wording import listed
from quantum_lint.model.hit import Hit, Related

if TYPE_CHECKING:
    from quantum_lint.knowledge import Knowledge
    from quantum_lint.parse.jenkinsfile import JenkinsfileDocument


def too_wide(document: JenkinsfileDocument, knowledge: Knowledge) -> Iterator[Hit]:
    """Each block that gives credentials to stages, or steps, that have no use for them."""
    found = list(holding(document, knowledge))
    scopes: dict[tuple[int, int], list[StageSecret]] = {}
    for each in (secret for stage in found for secret in stage.secrets):
        scope = scopes.setdefault((each.held.first, each.held.last), [])
        if each.source not in [other.source for other in scope]:
            scope.append(each)
    for (first, last), secrets in scopes.items():
        inside = [each for each in found if any(first <= step.at < last for step in each.stage.steps)]
        wide = [each for each in inside if each.stage.block is None or first < each.stage.block.head]
        if wide and any(not each.needing or each.bystanders(secrets[0].held) for each in wide):
            yield _wide(document, secrets, wide, knowledge)
        elif not wide and secrets[0].held.how == "environment":
            yield from _in_stage(document, secrets, inside[0], knowledge)


def _wide(
    document: JenkinsfileDocument, secrets: list[StageSecret], exposed: list[HoldingStage], knowledge: Knowledge
) -> Hit:
    idle = [each for each in exposed if not each.needing] or exposed
    readers = listed(list(dict.fromkeys(f"`{each.stage.name}`" for each in idle)))
    needing = list(dict.fromkeys(f"`{each.stage.name}`" for each in exposed if each.needing))
    where = "the `environment`" if secrets[0].held.how == "environment" else f"a `{secrets[0].held.how}`"
    verb, what = agreeing(secrets)
    target = f"stage{'s' * (len(needing) > 1)} {listed(needing)}" if needing else "the stage that needs it"
    return Hit(
        span=secrets[0].span,
        note=(
            f"{named(secrets, knowledge)} {verb} in {where} around more than one stage, so the steps of {readers} can "
            f"read {what} too. Bind {what} in {target}, around what needs {what}: `{_binding(secrets[0])}`."
        ),
        related=(
            *entrances(secrets[1:]),
            *(Related(document.span(*each.stage.place), f"stage `{each.stage.name}` sees {what}") for each in idle),
        ),
        provider=secrets[0].provider,
    )


def _in_stage(
    document: JenkinsfileDocument, secrets: list[StageSecret], stage: HoldingStage, knowledge: Knowledge
) -> Iterator[Hit]:
    bystanders = stage.bystanders(secrets[0].held)
    if not stage.needing or not bystanders:
        return
    verb, what = agreeing(secrets)
    tokens = [document.program.tokens[each.at] for each in bystanders]
    seeing = (document.span(each.start, each.end) for each in tokens)
    yield Hit(
        span=secrets[0].span,
        note=(
            f"{named(secrets, knowledge)} {verb} in the `environment` of stage `{stage.stage.name}`, so its steps that "
            f"install packages or check the code can read {what} too. Bind {what} around the step that needs {what}: "
            f"`{_binding(secrets[0])}`."
        ),
        related=(*entrances(secrets[1:]), *(Related(span, f"sees {what} too") for span in seeing)),
        provider=secrets[0].provider,
    )


def _binding(secret: StageSecret) -> str:
    return f"withCredentials([string(credentialsId: '{secret.source}', variable: '{secret.name}')]) {{ ... }}"
