"""Stages of a Jenkinsfile that hold provider credentials: which steps need them, and which only see them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sized
from functools import cached_property
from typing import TYPE_CHECKING

from quantum_lint.match.workflow_wording import listed
from quantum_lint.model.hit import Hit, Related
from quantum_lint.model.named import NamedTuple
from quantum_lint.model.span import Span
from quantum_lint.parse.jenkins_secrets import provided
from quantum_lint.parse.jenkins_stages import Stage, stages
from quantum_lint.parse.shell import ShellDocument
from quantum_lint.parse.workflow_access import tells_of_checks
from quantum_lint.parse.workflow_activity import code_of

if TYPE_CHECKING:
    from quantum_lint.knowledge import Knowledge
    from quantum_lint.parse.jenkinsfile import Held, JenkinsfileDocument, ShellStep


class StageSecret(NamedTuple):
    """A credential that a stage holds: its variable, its name in Jenkins, whose it is, and where it comes in."""

    name: str
    source: str
    provider: str
    span: Span
    held: Held


class HoldingStage:
    """A stage and the credentials that the file gives it."""

    def __init__(self, stage: Stage, secrets: tuple[StageSecret, ...]) -> None:
        self.stage = stage
        self.secrets = secrets

    @property
    def provider(self) -> str:
        """Whose the first one is."""
        return self.secrets[0].provider

    @cached_property
    def needing(self) -> tuple[ShellStep, ...]:
        """The steps that run code with them, or name one."""
        return tuple(step for step in self.stage.steps if self._needs(step))

    def held_at(self, at: int) -> list[StageSecret]:
        """Those that the step at a token has."""
        return [each for each in self.secrets if each.held.first <= at < each.held.last]

    def bystanders(self, held: Held) -> tuple[ShellStep, ...]:
        """The steps that see a credential and install packages, or only check the code."""
        seeing = (step for step in self.stage.steps if held.first <= step.at < held.last and step not in self.needing)
        return tuple(step for step in seeing if {"code", "install"} & _activities(step))

    def _needs(self, step: ShellStep) -> bool:
        text = step.script.fragment.text
        named = any(f"${each.name}" in text or f"${{{each.name}}}" in text for each in self.secrets)
        return (named or "code" in _activities(step)) and not tells_of_checks(f"{self.stage.name} {text}")


def holding(document: JenkinsfileDocument, knowledge: Knowledge) -> Iterator[HoldingStage]:
    """The stages that hold any."""
    for stage in stages(document):
        found = provided(stage, knowledge)
        secrets = tuple(
            StageSecret(each.given.variable, each.given.source, meant.provider, document.span(*each.given.place), each)
            for each, meant in found
        )
        if secrets:
            yield HoldingStage(stage, secrets)


def named(secrets: Iterable[StageSecret], knowledge: Knowledge) -> str:
    """The credentials with their providers."""
    words = (f"`{each.name}` ({knowledge.providers[each.provider].title})" for each in secrets)
    return listed(list(dict.fromkeys(words)))


def agreeing(secrets: Sized) -> tuple[str, str]:
    """The verb and the pronoun for so many credentials."""
    return ("is", "it") if len(secrets) == 1 else ("are", "them")


def entrances(secrets: Iterable[StageSecret]) -> tuple[Related, ...]:
    """Where each comes in."""
    return tuple(Related(each.span, f"`{each.name}` comes in here") for each in secrets)


def bundles(document: JenkinsfileDocument, least: int, knowledge: Knowledge) -> Iterator[Hit]:
    """Each set of credentials of so many providers that one stage holds, once."""
    groups: dict[tuple[str, ...], list[HoldingStage]] = {}
    for stage in holding(document, knowledge):
        groups.setdefault(tuple(each.source for each in stage.secrets), []).append(stage)
    for first, *others in groups.values():
        providers = list(dict.fromkeys(each.provider for each in first.secrets))
        if len(providers) >= least:
            titles = listed([knowledge.providers[each].title for each in providers])
            yield Hit(
                span=first.secrets[0].span,
                note=(
                    f"Stage `{first.stage.name}` holds {len(first.secrets)} credentials of {len(providers)} providers "
                    f"({titles}): one package or test that goes wrong there loses every account at once. Give each "
                    "provider a stage of its own, with `withCredentials` around the step that needs its credential."
                ),
                related=(
                    *entrances(first.secrets[1:]),
                    *(Related(document.span(*each.stage.place), f"stage `{each.stage.name}` too") for each in others),
                ),
                provider=first.provider,
            )


def _activities(step: ShellStep) -> set[str]:
    return {code_of(command) for command in ShellDocument(step.script.fragment).commands()}
