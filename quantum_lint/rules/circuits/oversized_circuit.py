"""Circuits with qubits that nothing is done to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.sent_work import fits, worst
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options


def check(repository: Any, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """One hit for each submission, about the circuit with most of them."""
    for found in fits(repository):
        fit = worst(found, lambda each: each.circuit.idle if each.measures.size else 0)
        if fit is not None:
            idle, qubits = fit.circuit.idle, fit.measures.qubits
            yield fit.hit(
                f"{fit.subject} has {qubits:,} qubits, and nothing is done to {idle:,} of them (sent to {fit.told}). "
                f"It fits fewer devices so, and takes longer to simulate. Make it of {qubits - idle:,}."
            )
