"""Gates and instructions that the device, or the policy, does not take."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Any, NamedTuple

from quantum_lint.evaluate.tables import tables_of
from quantum_lint.knowledge import Knowledge
from quantum_lint.match.sent_work import Fit, fits
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options

#: What is part of every circuit.
_ALWAYS = frozenset({"measure", "barrier"})


class RefusalRow(NamedTuple):
    """Calls that refuse a circuit with one of the `instructions`, by Qiskit's names, as the `source` shows."""

    provider: str
    calls: tuple[str, ...]
    instructions: tuple[str, ...]
    source: str


def check(repository: Any, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """One hit for each submission with such a circuit, about the first."""
    refusals = tables_of(knowledge).rows("refusal", RefusalRow)
    for found in fits(repository):
        row = refusals.get(found[0].sent.job.callee)
        notes = ((each, _note(each, row, options["allowed-gates"])) for each in found)
        fit, note = next(((each, note) for each, note in notes if note), (None, ""))
        if fit is not None:
            yield fit.hit(note)


def _note(fit: Fit, row: RefusalRow | None, allowed: list[str]) -> str:
    """What is wrong with the gates of the circuit; empty for nothing."""
    used = [name for name, _ in fit.measures.gates if name not in _ALWAYS]
    refused = [name for name in used if row is not None and fit.on is None and name in row.instructions]
    if refused and row is not None:
        return (
            f"{fit.subject} has {_listed(refused)}, which `{row.calls[0].rpartition('.')[0]}` refuses for {fit.told} "
            f"({row.source}). Write the circuit without, or use a device that can."
        )
    wrong = [name for name in used if not any(fnmatchcase(name, pattern) for pattern in allowed)]
    if wrong:
        return (
            f"{fit.subject} has {_listed(wrong)}, and allowed-gates approves {', '.join(allowed) or 'none'} (sent to "
            f"{fit.told}). Write it with what is approved, or have the policy changed before this runs."
        )
    return ""


def _listed(names: list[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
