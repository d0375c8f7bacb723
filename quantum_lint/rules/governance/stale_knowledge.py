"""Prices, device snapshots and advisories that are too old to judge by."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.snapshots import snapshots
from quantum_lint.match.whole_repository import hardware_submissions
from quantum_lint.model.fact import Dependency
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options
from quantum_lint.model.span import Span


class _Asked(NamedTuple):
    """A place that is judged by some of what is known: what, of which day, and the option that limits its age."""

    path: str
    span: Span
    what: str
    as_of: str
    limit: str = "max-knowledge-age"
    provider: str | None = None


def check(repository: Any, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """One hit where each kind of knowledge is first asked for that is too old; one for two at the same place."""
    today = repository.today or date.today()
    places: dict[tuple[str, Span], list[_Asked]] = {}
    said: set[str] = set()
    for asked in sorted(_asked(repository, knowledge)):
        if asked.what not in said and (today - date.fromisoformat(asked.as_of)).days > options[asked.limit]:
            said.add(asked.what)
            places.setdefault((asked.path, asked.span), []).append(asked)
    for (path, span), several in places.items():
        what = " and ".join(f"{each.what} (of {each.as_of}, {each.limit} is {options[each.limit]})" for each in several)
        note = f"What this is judged by is too old: {what}. What became known since is missing."
        known_by = " ".join(each.what for each in several)
        note = f"{note} Install a newer quantum-lint."
        yield Hit(span, note, provider=several[0].provider, path=path, about=known_by)


def _asked(repository: Any, knowledge: Knowledge) -> Iterator[_Asked]:
    for path, package in repository.facts(Dependency):
        if package.name in knowledge.packages:
            yield _Asked(path, package.span, "the advisories", knowledge.as_of["advisories"])
    dates = (
        ("prices", "max-knowledge-age", _newest((plan.provider, plan.as_of) for plan in knowledge.plans)),
        ("device snapshots", "max-snapshot-age", _newest((each.provider, each.as_of) for each in snapshots().values())),
    )
    for path, sent in hardware_submissions(repository):
        for what, limit, newest in dates:
            if sent.provider in newest:
                title = knowledge.providers[sent.provider].title
                yield _Asked(path, sent.span, f"the {what} of {title}", newest[sent.provider], limit, sent.provider)


def _newest(dates: Iterator[tuple[str, str]]) -> dict[str, str]:
    """The newest date of each provider."""
    found: dict[str, str] = {}
    for provider, day in dates:
        found[provider] = max(day, found.get(provider, ""))
    return found
