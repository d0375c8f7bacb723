"""Quantum packages in versions that exclude each other, in two places of one project."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from quantum_lint.match.drift import Contradiction, contradictions
from quantum_lint.model.hit import Hit, Related

if TYPE_CHECKING:
    from quantum_lint.knowledge import Knowledge
    from quantum_lint.model.rule import Options


def check(repository: Any, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """A hit for every file that asks for versions of a known package which the project's manifest excludes."""
    for found in contradictions(repository, knowledge.packages):
        statement = found.statement
        related = Related(statement.dependency.span, "the project asks for this", statement.path)
        yield Hit(found.place.dependency.span, _note(found), related=(related,), path=found.place.path)


def _note(found: Contradiction) -> str:
    place, statement = found.place.dependency, found.statement
    return (
        f"`{place.name}{place.specifier}` is installed here, and {statement.path} asks for "
        f"`{statement.dependency.name}{statement.dependency.specifier}`: no version is both, so what is tested or "
        "computed here is not what the project names. Bring them together, best by installing from one file."
    )
