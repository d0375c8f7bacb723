"""Fixes applied to a file's bytes, with the promise that the file is no worse than before."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from quantum_lint.fix.sound import as_sound
from quantum_lint.fix.splice import plan, splice
from quantum_lint.model.hit import Fix

#: A round of fixes can uncover the next; more rounds than this mean two fixes undo each other.
MOST_ROUNDS = 20


@dataclass(frozen=True, slots=True)
class FixResult:
    """The new bytes. `left` fixes overlap an applied one; `refused` ones would have broken the file."""

    data: bytes
    applied: tuple[Fix, ...] = ()
    left: tuple[Fix, ...] = ()
    refused: tuple[Fix, ...] = ()


def apply(data: bytes, fixes: Iterable[Fix], language: str = "text") -> FixResult:
    """Apply what can be applied in one round. A pure function: nothing is written."""
    planned = plan(fixes)
    if not planned.edits:
        return FixResult(data, left=planned.left)
    changed = splice(data, planned.edits, language)
    if as_sound(data, changed, language):
        return FixResult(changed, planned.chosen, planned.left)
    sound = tuple(fix for fix in planned.chosen if as_sound(data, splice(data, plan([fix]).edits, language), language))
    refused = tuple(fix for fix in planned.chosen if fix not in sound)
    changed = splice(data, plan(sound).edits, language)
    if not refused or not as_sound(data, changed, language):
        return FixResult(data, left=planned.left, refused=planned.chosen)
    return FixResult(changed, sound, planned.left, refused)


def converge(data: bytes, find: Callable[[bytes], Iterable[Fix]], language: str = "text") -> FixResult:
    """Find and apply until nothing is left to do; what was refused once is not tried again in the same bytes."""
    applied: list[Fix] = []
    for _ in range(MOST_ROUNDS):
        result = apply(data, find(data), language)
        applied.extend(result.applied)
        if result.data == data:
            break
        data = result.data
    return FixResult(data, tuple(applied), result.left, result.refused)
