"""Circuits of which hardly a run goes through without an error."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.sent_work import Fit, fits, worst
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options


def check(repository: Any, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """One hit for each submission, about the circuit that is most likely to fail."""
    wanted = options["min-success"]
    if wanted <= 0:
        return
    for found in fits(repository):
        fit = worst(found, lambda each: math.log10(wanted) - _success(each))
        if fit is not None and fit.on is not None and fit.on.measures is not None:
            yield fit.hit(
                f"{fit.subject} runs without an error about once in "
                f"{_times(-_success(fit))} on {fit.told}, by its {fit.on.measures.two_qubit:,} two-qubit gates, its "
                f"measurements and the time that qubits wait; min-success asks for {wanted:g}. Make it shallower, "
                "mitigate errors knowingly, or ask another device (`quantum-lint cost --device`) before it is paid for."
            )


def _success(fit: Fit) -> float:
    """The decimal logarithm of the probability that nothing goes wrong; 0 where it is not known, or meant to be low."""
    return fit.on.success if fit.on is not None and fit.on.success is not None and not fit.waits else 0.0


def _times(logarithm: float) -> str:
    """So many tries, where there are no more than people can imagine."""
    return f"{10**logarithm:,.0f} tries" if logarithm < 9 else f"10^{logarithm:.0f} tries"
