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
    """A place that is judged by some of what is known: what that is, and of which day."""

    path: str
    span: Span
    what: str
    as_of: str
    provider: str | None = None


def check(repository: Any, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """One hit where each kind of knowledge is first asked for that is too old; one for two at the same place."""
    today, most = repository.today or date.today(), options["max-knowledge-age"]
    places: dict[tuple[str, Span], list[_Asked]] = {}
    said: set[str] = set()
    for asked in sorted(_asked(repository, knowledge)):
        if asked.what not in said and (today - date.fromisoformat(asked.as_of)).days > most:
            said.add(asked.what)
            places.setdefault((asked.path, asked.span), []).append(asked)
    for (path, span), several in places.items():
        what = " and ".join(f"{each.what} (of {each.as_of})" for each in several)
        note = (
            f"What this is judged by, {what}, is older than the {most:,} days that max-knowledge-age allows, and what "
            "became known since is missing here. Install a newer quantum-lint."
        )
        yield Hit(span, note, provider=several[0].provider, path=path)


def _asked(repository: Any, knowledge: Knowledge) -> Iterator[_Asked]:
    for path, package in repository.facts(Dependency):
        if package.name in knowledge.packages:
            yield _Asked(path, package.span, "the advisories", knowledge.as_of["advisories"])
    dates = (
        ("prices", _newest((plan.provider, plan.as_of) for plan in knowledge.plans)),
        ("device snapshots", _newest((each.provider, each.as_of) for each in snapshots().values())),
    )
    for path, sent in hardware_submissions(repository):
        for what, newest in dates:
            if sent.provider in newest:
                title = knowledge.providers[sent.provider].title
                yield _Asked(path, sent.span, f"the {what} of {title}", newest[sent.provider], sent.provider)


def _newest(dates: Iterator[tuple[str, str]]) -> dict[str, str]:
    """The newest date of each provider."""
    found: dict[str, str] = {}
    for provider, day in dates:
        found[provider] = max(day, found.get(provider, ""))
    return found
