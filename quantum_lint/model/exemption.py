"""Exceptions a user wrote down: ignore comments and cell tags."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from quantum_lint.model.span import Span


@dataclass(frozen=True, slots=True)
class Exemption:
    """One `quantum-lint: ignore[...]`. `rules` empty means every rule, `covers` is where findings may start and
    `removal` the bytes that go when the exemption goes: a comment with the space before it, or its whole line.

    `kind` tells an ignore comment from a notebook's cell tag and from an allow comment of another scanner, which counts
    for credential rules only. The last five are filled in after the scan: `days` is how many days it still holds, None
    where it has no last day, `used` and `idle` name the rules that ran and found something there or not (`all`: an
    ignore of every rule), `unknown` what names no rule at all.
    """

    path: str
    span: Span
    rules: tuple[str, ...]
    covers: tuple[Span, ...]
    until: str | None = None
    owner: str | None = None
    reason: str | None = None
    removal: Span | None = None
    kind: Literal["comment", "cell tag", "foreign comment"] = "comment"
    expired: bool = False
    days: int | None = None
    used: tuple[str, ...] = ()
    idle: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
