"""Locked quantum packages that nobody has had the time to look at."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from quantum_lint.match.projects import mentions
from quantum_lint.model.hit import Hit
from quantum_lint.parse.versions import exact

if TYPE_CHECKING:
    from quantum_lint.knowledge import Knowledge
    from quantum_lint.model.fact import Dependency
    from quantum_lint.model.rule import Options


def check(repository: Any, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """A hit for every quantum package of a lock whose version is younger than the cooldown."""
    today = repository.today or date.today()
    for path, _, dependency in mentions(repository):
        if dependency.uploaded and knowledge.is_quantum(dependency.name):
            age = _age(dependency.uploaded, today)
            if age is not None and age < options["cooldown-days"]:
                yield Hit(dependency.span, _note(dependency, age, options["cooldown-days"]), path=path)


def _age(uploaded: str, today: date) -> int | None:
    """Days since the upload; None where the text is no day."""
    try:
        return max((today - date.fromisoformat(uploaded)).days, 0)
    except ValueError:
        return None


def _note(dependency: Dependency, age: int, cooldown: int) -> str:
    old = "today" if age == 0 else f"{age} day{'s' if age > 1 else ''} ago"
    return (
        f"`{dependency.name}` {exact(dependency.specifier)} was uploaded {old}, on {dependency.uploaded}. Taken-over "
        f"packages are mostly found within days: lock versions that are at least {cooldown} days old "
        "(in uv `exclude-newer`), unless this one mends a flaw."
    )
