"""Circuits with more qubits than their device has, or than the policy allows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.sent_work import Fit, fits, worst
from quantum_lint.match.snapshots import snapshots
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options


def check(repository: Any, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """One hit for each submission, about its widest circuit."""
    allowed = options["max-qubits"]
    for found in fits(repository):
        fit = worst(found, lambda each: each.measures.qubits - min(each.device.qubits, allowed or each.device.qubits))
        if fit is not None:
            yield fit.hit(_too_wide(fit) if fit.measures.qubits > fit.device.qubits else _over_policy(fit, allowed))


def _too_wide(fit: Fit) -> str:
    return (
        f"{fit.subject} has {fit.measures.qubits:,} qubits, and {fit.told} has "
        f"{fit.device.qubits:,}: the job is refused after the wait in the queue. {_instead(fit)}"
    )


def _instead(fit: Fit) -> str:
    """Devices of the same provider that are wide enough."""
    own = (each for each in snapshots().values() if each.provider == fit.device.provider)
    wide = sorted(f"{each.title} ({each.qubits})" for each in own if each.qubits >= fit.measures.qubits)
    return f"Use fewer qubits, or {' or '.join(wide[:3])}." if wide else "Use fewer qubits, or cut the circuit."


def _over_policy(fit: Fit, allowed: int) -> str:
    return (
        f"{fit.subject} has {fit.measures.qubits:,} qubits, and max-qubits allows {allowed:,} "
        f"(sent to {fit.told}). Use fewer qubits, or raise the limit on purpose."
    )
