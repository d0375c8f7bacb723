"""Packages whose names are a slip away from that of a known quantum package."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from quantum_lint.match.look_alikes import near
from quantum_lint.match.projects import mentions
from quantum_lint.model.fact import Manifest
from quantum_lint.model.hit import Hit

if TYPE_CHECKING:
    from quantum_lint.knowledge import Knowledge
    from quantum_lint.model.known import LookAlike
    from quantum_lint.model.rule import Options


def check(repository: Any, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """A hit for every such package that is asked for by name and is not of this repository itself."""
    asked = list(mentions(repository))
    known = {each.name for _, _, each in asked} & knowledge.packages.keys()
    written = [(path, each) for path, _, each in asked if each.source != "lock" and not each.url]
    own = {manifest.name for _, manifest in repository.facts(Manifest)}
    names = {each.name for _, each in written} - known - own
    notes = {name: _note(name, known, knowledge) for name in names}
    for path, dependency in written:
        note = notes.get(dependency.name)
        if note:
            yield Hit(dependency.span, note, path=path)


def _note(name: str, known: set[str], knowledge: Knowledge) -> str | None:
    listed = knowledge.look_alikes.get(name)
    if listed is not None:
        return _note_on_listed(listed) if _is_mistaken(listed, known) else None
    found = near(name, knowledge)
    if found is None or (knowledge.packages[found.package].everyday and not known):
        return None
    return (
        f"`{name}` is not known, and {found.how} from `{found.package}`. Whoever takes the name runs code in every "
        f"environment that asks for it. If `{found.package}` is meant, correct the name; if not, see whose this is."
    )


def _note_on_listed(listed: LookAlike) -> str:
    return (
        f"`{listed.name}` is not `{listed.near}` ({listed.note}), and its code runs when it is installed. "
        f"If `{listed.near}` is meant, correct the name."
    )


def _is_mistaken(listed: LookAlike, known: set[str]) -> bool:
    """Whether nobody wants this one: it is empty, or all around it is quantum software and the other one is missing."""
    return listed.empty or (bool(known) and listed.near not in known)
