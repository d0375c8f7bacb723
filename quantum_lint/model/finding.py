"""A hit with everything a reader needs: rule, place, fingerprint, masked lines."""

from __future__ import annotations

from dataclasses import dataclass, field

from quantum_lint.model.fragment import Cell
from quantum_lint.model.hit import Fix, Role
from quantum_lint.model.rule import Persona, Rule
from quantum_lint.model.span import Span


@dataclass(frozen=True, slots=True)
class CellPlace:
    """Where in a notebook: the cell (index from 0), its id, and the line in it (from 1)."""

    cell: Cell
    line: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file. The first line and the first column are 1, a column is a character, `end_column` exclusive."""

    path: str
    span: Span
    line: int
    column: int
    end_line: int
    end_column: int
    cell: CellPlace | None = None
    label: str = ""


@dataclass(frozen=True, slots=True)
class FrameLine:
    """A line to show, already masked. `number` is its line in the file or, in a notebook, in the cell.

    `mark` is the half-open range of characters the finding is about, if any.
    """

    number: int
    text: str
    mark: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class RelatedPlace:
    """Another place that explains the finding, with its own masked line."""

    place: Place
    note: str
    frame: tuple[FrameLine, ...] = ()
    role: Role = "beside"


@dataclass(frozen=True, slots=True)
class Suppression:
    """Why a finding does not count: an ignore comment, a foreign allow comment, a cell tag or the baseline."""

    kind: str
    reason: str | None = None
    until: str | None = None
    owner: str | None = None


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit by its whole id, and the author's date in ISO 8601; never the author."""

    id: str
    date: str


@dataclass(frozen=True, slots=True)
class Past:
    """What git remembers of a finding: the first commit that had it and the last one, and how many versions did.

    `paths` are all that those versions had, `present` those of them that still have it at HEAD, and `refs` what else
    does where HEAD does not.
    """

    first: Commit
    last: Commit
    versions: int
    paths: tuple[str, ...]
    present: tuple[str, ...] = ()
    refs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One reported thing. Every string in it is free of secrets.

    `credential` is the id in the provider's file. `secrets` are digests that tell equal secrets of a run from others;
    a guess can be checked against them, so no report may show one; `hidden` is where they stand in the file. `past` is
    set where the history was asked.
    """

    rule: Rule
    place: Place
    message: str
    severity: str
    confidence: str
    language: str
    fingerprint: str
    frame: tuple[FrameLine, ...] = ()
    related: tuple[RelatedPlace, ...] = ()
    fix: Fix | None = None
    provider: str | None = None
    suppressed: Suppression | None = None
    persona: Persona = "regular"
    credential: str | None = None
    secrets: tuple[str, ...] = field(default=(), repr=False)
    past: Past | None = None
    hidden: tuple[Span, ...] = field(default=(), repr=False)
