"""Fixes applied to a file's bytes, with the promise that the file is no worse than before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from quantum_lint.fix.sound import as_sound
from quantum_lint.fix.splice import plan, splice
from quantum_lint.model.hit import Edit, Fix

#: A round of fixes can uncover the next; more rounds than this mean two fixes undo each other.
MOST_ROUNDS = 20

BROKEN = "the file could not be read any more"
HOMELESS = "no place was found for the import that it needs"

#: Told the bytes before and after, and the fixes made: what speaks against them, or nothing.
Judge = Callable[[bytes, bytes, Sequence[Fix]], str]


class Refused(NamedTuple):
    """A fix that was not made, and why."""

    fix: Fix
    reason: str


@dataclass(frozen=True, slots=True)
class FixResult:
    """The new bytes. `left` fixes overlap an applied one; `refused` ones would have made the file worse."""

    data: bytes
    applied: tuple[Fix, ...] = ()
    left: tuple[Fix, ...] = ()
    refused: tuple[Refused, ...] = ()


class _Attempt(NamedTuple):
    """The bytes that fixes would give, and what speaks against them."""

    data: bytes
    objection: str


def _welcome(before: bytes, after: bytes, made: Sequence[Fix]) -> str:
    return ""


def apply(data: bytes, fixes: Iterable[Fix], language: str = "text", judge: Judge = _welcome) -> FixResult:
    """Apply what can be applied in one round. A pure function: nothing is written."""
    planned = plan(fixes)
    if not planned.chosen:
        return FixResult(data, left=planned.left)
    together = _attempt(data, planned.chosen, language, judge)
    if not together.objection:
        return FixResult(together.data, planned.chosen, planned.left)
    alone = [Refused(fix, _attempt(data, [fix], language, judge).objection) for fix in planned.chosen]
    sound = tuple(each.fix for each in alone if not each.reason)
    together = _attempt(data, sound, language, judge)
    if together.objection:
        refused = tuple(Refused(fix, together.objection) for fix in sound)
        return FixResult(data, (), planned.left, (*(each for each in alone if each.reason), *refused))
    return FixResult(together.data, sound, planned.left, tuple(each for each in alone if each.reason))


def converge(
    data: bytes, find: Callable[[bytes], Iterable[Fix]], language: str = "text", judge: Judge = _welcome
) -> FixResult:
    """Find and apply until nothing is left to do; what was refused once is not tried again in the same bytes."""
    applied: list[Fix] = []
    for _ in range(MOST_ROUNDS):
        result = apply(data, find(data), language, judge)
        applied.extend(result.applied)
        if result.data == data:
            break
        data = result.data
    return FixResult(data, tuple(applied), result.left, result.refused)


def _attempt(data: bytes, fixes: Sequence[Fix], language: str, judge: Judge) -> _Attempt:
    try:
        edits = _with_imports(data, fixes, language)
    except LookupError:
        return _Attempt(data, HOMELESS)
    changed = splice(data, edits, language)
    if not as_sound(data, changed, language):
        return _Attempt(data, BROKEN)
    return _Attempt(changed, judge(data, changed, fixes) if fixes else "")


def _with_imports(data: bytes, fixes: Sequence[Fix], language: str) -> list[Edit]:
    """The edits in order, with those for the imports. Raises LookupError where an import has no place."""
    edits = list(plan(fixes).edits)
    if any(fix.imports for fix in fixes):
        from quantum_lint.fix.imports import import_edits

        imports = import_edits(data, language, [fix for fix in fixes if fix.imports])
        if any(edit.span.start < new.span.start < edit.span.end for edit in edits for new in imports):
            raise LookupError("inside an edit")
        edits += imports
    return sorted(edits, key=lambda edit: edit.span)
