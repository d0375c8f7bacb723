"""Whose the credentials are that a Jenkinsfile binds: by the variable, or by the name that Jenkins keeps them under."""

from __future__ import annotations

from quantum_lint.parse.pipeline import Given
from quantum_lint.parse.workflow_credential import Meaning, Names, meaning


def meaning_of(given: Given, knowledge: Names) -> Meaning | None:
    """The provider that a bound credential opens, as far as a name says it."""
    return meaning(given.variable, knowledge) or meaning(given.source, knowledge)
