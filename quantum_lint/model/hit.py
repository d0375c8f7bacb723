"""What a rule yields: where, what, and perhaps how to mend it."""

from __future__ import annotations

from typing import Literal

from quantum_lint.model.named import NamedTuple
from quantum_lint.model.rule import Confidence, Persona, Severity
from quantum_lint.model.span import Span

Role = Literal["before", "after", "beside"]


class Edit(NamedTuple):
    """Replace the bytes at `span` by `text` (UTF-8; the fixer escapes it for the file it goes into)."""

    span: Span
    text: str


class Fix(NamedTuple):
    """Edits that belong together. `safe` ones change no meaning; the others need `--unsafe-fixes`.

    `imports` are modules that the new Python needs; the fixer imports each once, whatever the number of fixes.
    """

    title: str
    edits: tuple[Edit, ...]
    safety: Literal["safe", "unsafe"] = "safe"
    imports: tuple[str, ...] = ()


class Related(NamedTuple):
    """Another place that explains the finding, in the same file unless `path` names another.

    `role` tells whether a value or an attacker passes it before the place of the hit, after it, or neither.
    """

    span: Span
    note: str
    path: str | None = None
    role: Role = "beside"


class Hit(NamedTuple):
    """One thing found. `note` is a full sentence: what is wrong here, why it matters, what to do next.

    A rule names no severity; `severity`, `confidence` and `persona` are set only where the thing itself changes
    them (an expired token, an action that is pinned by tag). `secret` marks bytes that no report may show; `provider`
    and `credential` (the id in the provider's file) say what they are. `path` is set by repository rules, and by a
    rule that follows a value of its document into another file: `span` and `secret` are of that file then, `related`
    of its own. `about` is set where the place is only the first of many that would show the same, as for what the whole
    repository lacks: the finding is known by it then, and stays the same one when another file comes first.
    """

    span: Span
    note: str
    fix: Fix | None = None
    related: tuple[Related, ...] = ()
    secret: tuple[Span, ...] = ()
    provider: str | None = None
    credential: str | None = None
    severity: Severity | None = None
    confidence: Confidence | None = None
    persona: Persona | None = None
    path: str | None = None
    about: str = ""
