"""Rounds of fixes: apply, look again, until nothing is left that a fix would change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from quantum_lint.fix.check import harm
from quantum_lint.fix.edits import splice
from quantum_lint.model.file import File
from quantum_lint.model.finding import Finding
from quantum_lint.model.hit import Fix

#: Fixes that never settle are a defect of a rule; ten rounds are more than any file needed.
MOST_ROUNDS = 10


@dataclass(frozen=True, slots=True)
class Mended:
    """A file after its fixes. `refused` says why nothing, or not everything, was changed."""

    file: File
    applied: tuple[Fix, ...]
    refused: str | None = None


def mend(file: File, look: Callable[[File], Iterable[Finding]], unsafe: bool = False) -> Mended:
    """Apply every fix that `look` offers for the file, as often as it takes. `look` scans a file in memory."""
    applied: list[Fix] = []
    current = file
    for _ in range(MOST_ROUNDS):
        wanted = wanted_fixes(look(current), unsafe)
        if not wanted:
            return Mended(current, tuple(applied))
        spliced = splice(current, wanted)
        changed = current._replace(data=spliced.data)
        reason = harm(current, changed)
        if reason is not None:
            return Mended(current, tuple(applied), reason)
        if changed.data == current.data:
            return Mended(current, tuple(applied), "a fix changes nothing")
        applied += spliced.applied
        current = changed
    return Mended(current, tuple(applied), f"the fixes had not settled after {MOST_ROUNDS} rounds")


def wanted_fixes(findings: Iterable[Finding], unsafe: bool) -> Sequence[Fix]:
    """The fixes of the findings that count; unsafe ones only on request."""
    found = dict.fromkeys(
        finding.fix
        for finding in findings
        if finding.fix is not None and finding.suppressed is None and (unsafe or finding.fix.safety == "safe")
    )
    return [fix for fix in found if fix.edits]
