"""One credential for two providers, or for production and for what is tried out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.surroundings import is_pattern, surroundings
from quantum_lint.model.fact import CredentialUse, CredentialValue
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options

Placed = tuple[str, CredentialValue]


def check(repository: Any, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Every value and every variable that serves two masters, once, at the second of them."""
    values: dict[str, list[Placed]] = {}
    for path, value in repository.facts(CredentialValue):
        if not is_pattern(path) and "test" not in repository.traits(path):
            values.setdefault(value.digest, []).append((path, value))
    for found in values.values():
        found.sort(key=lambda each: (each[0], each[1].span))
        yield from _two_providers(found, knowledge) or _two_environments(found)
    yield from _variables(repository, knowledge)


def _two_providers(found: list[Placed], knowledge: Knowledge) -> list[Hit]:
    path, first = found[0]
    for other, second in found[1:]:
        if second.provider != first.provider:
            mine, theirs = (knowledge.providers[each.provider].title for each in (second, first))
            place = "" if other == path else f" in {path}"
            note = (
                f"{second.name} of {mine} has the same value as {first.name} of {theirs}{place}: who gets hold of one "
                "account has both, and revoking one breaks the other. Give each provider a credential of its own."
            )
            return [Hit(span=second.span, note=note, provider=second.provider, path=other)]
    return []


def _two_environments(found: list[Placed]) -> list[Hit]:
    """Production's value anywhere else; two environments for trying out may share one."""
    kinds = [(surroundings(path, value.within), path, value) for path, value in found]
    production = next(((path, value) for kind, path, value in kinds if kind == "production"), None)
    other = next(((kind, path, value) for kind, path, value in kinds if kind not in (None, "production")), None)
    if production is None or other is None:
        return []
    kind, path, value = other
    place = "" if production[0] == path else f" in {production[0]}"
    note = (
        f"{value.name} for {kind} has the same value as {production[1].name} for production{place}: whoever may try "
        "things out spends production's budget and can read its jobs. Make a credential for each environment."
    )
    return [Hit(span=value.span, note=note, provider=value.provider, path=path)]


def _variables(repository: Any, knowledge: Knowledge) -> Iterator[Hit]:
    """Environment variables that one file hands to the SDKs of two providers."""
    handed: dict[tuple[str, str], list[CredentialUse]] = {}
    for path, use in repository.facts(CredentialUse):
        handed.setdefault((path, use.name), []).append(use)
    for (path, name), uses in sorted(handed.items(), key=lambda each: each[0]):
        second = next((use for use in uses if use.provider != uses[0].provider), None)
        if second and "test" not in repository.traits(path):
            yield Hit(span=second.span, note=_note(name, uses, knowledge), provider=second.provider, path=path)


def _note(name: str, uses: Iterable[CredentialUse], knowledge: Knowledge) -> str:
    titles = dict.fromkeys(knowledge.providers[use.provider].title for use in uses)
    return (
        f"{name} is the credential for {' and for '.join(titles)}: one provider is sent what opens the other. "
        "Give each provider a variable of its own."
    )
