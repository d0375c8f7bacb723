"""The credentials of stages of a Jenkinsfile, and whose they are by their names there and in Jenkins."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from quantum_lint.parse.workflow_credential import Meaning, Names, meaning

if TYPE_CHECKING:
    from quantum_lint.parse.jenkins_stages import Stage
    from quantum_lint.parse.jenkinsfile import Held
    from quantum_lint.parse.pipeline import Given


def meaning_of(given: Given, knowledge: Names) -> Meaning | None:
    """The provider that a bound credential opens, as far as a name says it."""
    return meaning(given.variable, knowledge) or meaning(given.source, knowledge)


def bound(stage: Stage) -> Iterator[Held]:
    """What is bound around any step of a stage."""
    steps = [step.at for step in stage.steps]
    return (each for each in stage.document.held if any(each.first <= at < each.last for at in steps))


def provided(stage: Stage, knowledge: Names) -> Iterator[tuple[Held, Meaning]]:
    """What of it opens quantum hardware, each credential once."""
    seen: set[str] = set()
    for held in bound(stage):
        meant = meaning_of(held.given, knowledge)
        if meant and meant.fits(stage.text.lower()) and held.given.source not in seen:
            seen.add(held.given.source)
            yield held, meant
