"""Ignore comments and cell tags. Nearly no file has one, so the work is in modules that only such a file imports."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from quantum_lint.model.exemption import Exemption
    from quantum_lint.model.finding import Finding
    from quantum_lint.model.fragment import Fragment

#: One of these is in every text that holds an exemption.
HINTS = ("quantum-lint", "allowlist", "leaks:allow")
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")


def mentioned(data: bytes) -> bool:
    """Whether the bytes of a file may hold an exemption at all."""
    return any(hint.encode() in data for hint in HINTS) or data.startswith(_WIDE_MARKS)


def find(path: str, fragments: Iterable[Fragment]) -> tuple[Exemption, ...]:
    """Every exemption written in the file at `path`, whose top-level fragments are given, in file order."""
    from quantum_lint.exemptions import comments

    return comments.find(path, fragments)


def apply(
    findings: Sequence[Finding],
    exemptions: Sequence[Exemption],
    today: date | None = None,
    ran: Collection[str] | None = None,
    known: Mapping[str, str] | None = None,
    *,
    complete: bool = True,
) -> tuple[list[Finding], tuple[Exemption, ...]]:
    """The findings, suppressed where an exemption holds, and the exemptions with what became of them.

    `today` is the day to judge `until=` by (None: the user's own). `ran` names the rules of the run: only they can show
    an exemption to be idle (None: every rule ran). `known` leads from every name that means a rule, old ones included,
    to the present one (None: every name is taken as it is). An ignore without names can be called idle only in a
    `complete` run, from which nobody took rules away.
    """
    if not exemptions:
        return list(findings), ()
    from quantum_lint.exemptions import judgement

    return judgement.apply(findings, exemptions, today, ran, known, complete=complete)
