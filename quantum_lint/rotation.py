"""Which credentials to replace, the gravest first: findings of the same secret, put together.

A fingerprint lets two reports of one repository be compared. It has 16 bits: one in 65,536 values has it, so it
confirms no guess, and it is keyed with the repository, so that it tells nothing of the same secret in another one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from hashlib import blake2b

from quantum_lint.knowledge import Knowledge
from quantum_lint.match import advice
from quantum_lint.model.finding import Commit, Finding
from quantum_lint.model.rotation import Rotation

#: What can be done with a credential, gravest first.
REACHES = ("administration", "billing", "hardware", "simulator")
_SIZE = 2


def rotations(
    findings: Iterable[Finding], knowledge: Knowledge, repository: str = "", today: date | None = None
) -> tuple[Rotation, ...]:
    """The credentials by what they open, then by age; those of no known provider last. `repository` tells it apart."""
    groups = _groups([finding for finding in findings if finding.secrets])
    found = [_rotation(group, knowledge, repository, today or date.today()) for group in groups]
    return tuple(sorted(found, key=_rank))


def _rank(rotation: Rotation) -> tuple[int, int, str, str, int]:
    reach = REACHES.index(rotation.reach) if rotation.reach else len(REACHES)
    place = rotation.findings[0].place
    return reach, -(rotation.age or 0), rotation.provider or "", place.path, place.line


def _groups(findings: Sequence[Finding]) -> list[tuple[Finding, ...]]:
    """The findings that share a secret, also by way of another finding: a key stands here alone, there with its id."""
    group_by_secret: dict[str, list[Finding]] = {}
    for finding in findings:
        merged = [finding]
        for group in _different(group_by_secret[secret] for secret in finding.secrets if secret in group_by_secret):
            merged = [*group, *merged]
        for secret in (secret for each in merged for secret in each.secrets):
            group_by_secret[secret] = merged
    return [tuple(group) for group in _different(group_by_secret.values())]


def _different(groups: Iterable[list[Finding]]) -> Iterator[list[Finding]]:
    yield from {id(group): group for group in groups}.values()


def _rotation(findings: tuple[Finding, ...], knowledge: Knowledge, repository: str, today: date) -> Rotation:
    named = next((each for each in findings if each.provider and each.credential), None)
    known = knowledge.credentials.get((named.provider or "", named.credential or "")) if named else None
    pasts = [each.past for each in findings if each.past]
    first = min((past.first for past in pasts), key=_moment, default=None)
    present = not pasts or any(past.present for past in pasts)
    rotation = Rotation(
        fingerprint=_fingerprint(findings, repository),
        findings=findings,
        kind=known.name if known else "secret of an unknown kind",
        first=first,
        last=max((past.last for past in pasts), key=_moment, default=None),
        present=present,
        refs=() if present else tuple(sorted({name for past in pasts for name in past.refs})),
        age=max((today - _moment(first).date()).days, 0) if first else None,
    )
    if known is None:
        return rotation
    provider = knowledge.providers[known.provider]
    return rotation._replace(
        provider=provider.title,
        id=(known.provider, known.id),
        reach=known.reach,
        opens=advice.consequence(known),
        revoke_url=provider.revoke_url,
        environment=known.environment,
        instead=advice.instead(known, knowledge),
    )


def _fingerprint(findings: Iterable[Finding], repository: str) -> str:
    secrets = "\0".join(sorted({secret for each in findings for secret in each.secrets}))
    key = blake2b(repository.encode("utf-8", "surrogatepass"), digest_size=32).digest()
    return blake2b(secrets.encode(), digest_size=_SIZE, key=key).hexdigest()


def _moment(commit: Commit) -> datetime:
    """When a commit was written; git has no better date for one whose date is none."""
    try:
        return datetime.fromisoformat(commit.date.replace("Z", "+00:00"))
    except ValueError:
        return datetime.fromisoformat("1970-01-01T00:00:00+00:00")
