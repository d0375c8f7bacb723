"""From hits to findings: placed, masked, with fingerprints. Imported only when there is a hit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from hashlib import blake2b, sha1
from typing import TYPE_CHECKING

from quantum_lint.masking import Scrubber
from quantum_lint.model.finding import Finding, FrameLine, RelatedPlace, Suppression
from quantum_lint.plan import at_least

if TYPE_CHECKING:
    from quantum_lint.config import Settings
    from quantum_lint.model.hit import Fix, Hit, Related
    from quantum_lint.model.span import Span
    from quantum_lint.places import Layout
    from quantum_lint.plan import Found


class Reporter:
    """Makes the findings of one file. `secrets` are spans that no line shown may show, `abroad` shows other files."""

    def __init__(
        self,
        path: str,
        layout: Layout,
        secrets: Sequence[Span],
        abroad: Callable[[Related], RelatedPlace | None] = lambda _: None,
    ) -> None:
        self._path = path
        self._abroad = abroad
        self._layout = layout
        self._secrets = secrets
        self.values = frozenset(self._layout.text(span) for span in secrets)
        self._scrubber = Scrubber(self.values)

    def findings(self, found: Sequence[Found]) -> list[Finding]:
        """The hits as findings, in the same order."""
        seen: Counter[str] = Counter()
        result = []
        for each in found:
            finding = self._finding(each)
            secrets = [self._layout.text(span) for span in each.hit.secret]
            key = _known_by(finding, each.hit.about, secrets)
            seen[key] += 1
            result.append(replace(finding, fingerprint=_digest(f"{key}\0{seen[key]}", 16)))
        return result

    def hashes(self, found: Sequence[Found], findings: Sequence[Finding]) -> dict[str, tuple[str, ...]]:
        """By fingerprint the SHA-1 of each secret, as detect-secrets makes it."""
        return {
            finding.fingerprint: tuple(_sha1(self._layout.text(span)) for span in each.hit.secret)
            for each, finding in zip(found, findings, strict=True)
            if each.hit.secret
        }

    def _finding(self, found: Found) -> Finding:
        hit, rule = found.hit, found.rule
        return Finding(
            rule=rule,
            place=self._layout.place(hit.span),
            message=self._scrubber.scrub(hit.note),
            severity=hit.severity or rule.severity,
            confidence=hit.confidence or rule.confidence,
            language=found.language,
            fingerprint="",
            frame=self._layout.frame(hit.span, self._secrets),
            related=self.related(hit),
            fix=hit.fix,
            provider=hit.provider,
            persona=hit.persona or rule.persona,
            credential=hit.credential,
            secrets=tuple(dict.fromkeys(_digest(self._layout.text(span), 16) for span in hit.secret)),
            hidden=hit.secret,
        )

    def related(self, hit: Hit) -> tuple[RelatedPlace, ...]:
        """The other places of a hit, in this file and in others."""
        shown = (self.shown(each) if each.path in (None, self._path) else self._abroad(each) for each in hit.related)
        return tuple(each for each in shown if each is not None)

    def shown(self, related: Related) -> RelatedPlace:
        """A place of this file that explains a hit."""
        return RelatedPlace(
            self._layout.place(related.span),
            self._scrubber.scrub(related.note),
            self._layout.frame(related.span, self._secrets, around=0),
            related.role,
        )


def settled(findings: Iterable[Finding], settings: Settings) -> Iterator[Finding]:
    """The findings with the severities that the configuration wants, without those it does not want to see."""
    for finding in findings:
        severity = settings.severities.get(finding.rule.name, finding.severity)
        if at_least(severity, settings.min_severity) and not settings.ignores(finding.rule, finding.place.path):
            yield replace(finding, severity=severity)


def scrubbed(findings: Iterable[Finding], values: Iterable[str]) -> Iterator[Finding]:
    """The findings with the secrets of every file hidden in the lines shown of every other."""
    scrubber = Scrubber(values)
    for finding in findings:
        yield replace(
            finding,
            message=scrubber.scrub(finding.message),
            fix=_harmless(finding.fix, scrubber),
            frame=_scrubbed_frame(finding.frame, scrubber),
            related=tuple(
                replace(each, note=scrubber.scrub(each.note), frame=_scrubbed_frame(each.frame, scrubber))
                for each in finding.related
            ),
            suppressed=finding.suppressed and _scrubbed_suppression(finding.suppressed, scrubber),
        )


def _scrubbed_suppression(suppression: Suppression, scrubber: Scrubber) -> Suppression:
    """People write secrets into reasons, too."""
    return replace(
        suppression,
        reason=scrubber.scrub(suppression.reason or "") or None,
        until=scrubber.scrub(suppression.until or "") or None,
        owner=scrubber.scrub(suppression.owner or "") or None,
    )


def _harmless(fix: Fix | None, scrubber: Scrubber) -> Fix | None:
    """The fix, unless what it would write holds a secret: reports show that text."""
    if fix is None or all(scrubber.scrub(edit.text) == edit.text for edit in fix.edits):
        return fix
    return None


def _scrubbed_frame(frame: Iterable[FrameLine], scrubber: Scrubber) -> tuple[FrameLine, ...]:
    return tuple(replace(line, text=scrubber.scrub(line.text)) for line in frame)


def _known_by(finding: Finding, about: str, secrets: list[str]) -> str:
    """Rule, path and the marked text without its spacing: no line number, so moved code keeps its fingerprint.

    What a finding is about, if it is about more than its place, stands for path and text.
    """
    if about:
        return f"{finding.rule.name}\0\0{about}"
    snippet = " ".join("".join(line.text for line in finding.frame if line.mark).split())
    salt = f"{finding.rule.name}\0{finding.place.path}"
    # Two bytes tell a changed secret from the old one, and tell nobody which of the many that share them it is.
    tags = ",".join(_digest(f"{salt}\0{secret}", 2) for secret in secrets)
    return f"{salt}\0{snippet}\0{tags}"


def _sha1(text: str) -> str:
    return sha1(text.encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest()


def _digest(text: str, size: int) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=size).hexdigest()
