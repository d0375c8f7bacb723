"""Exceptions a user wrote down: ignore comments and cell tags."""

from __future__ import annotations

from dataclasses import dataclass

from quantum_lint.model.span import Span


@dataclass(frozen=True, slots=True)
class Exemption:
    """One `quantum-lint: ignore[...]`. `rules` empty means every rule. `line_span` is what it covers.

    `expired` and `used` are filled in by the engine after the scan.
    """

    path: str
    span: Span
    rules: tuple[str, ...]
    covers: tuple[Span, ...]
    until: str | None = None
    owner: str | None = None
    reason: str | None = None
    expired: bool = False
    used: tuple[str, ...] = ()
