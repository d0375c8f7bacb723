"""Gates on qubits that were measured before and are not looked at again."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.circuit_runs import doubts
from quantum_lint.model.hit import Hit, Related
from quantum_lint.model.rule import Options
from quantum_lint.parse.python import PythonDocument


def check(document: PythonDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Every gate that no result of the circuit shows, because its qubits were measured before it and never after."""
    for doubt, run in doubts(document, knowledge, "unseen"):
        if (run.sampled or run.on_hardware) and doubt.cause is not None:
            name = doubt.call.callee.rpartition(".")[2]
            qubits = ", ".join(map(str, sorted(doubt.bits)))
            yield Hit(
                span=doubt.call.span,
                note=f"`{name}` acts on a qubit that is already measured and never measured again (qubit {qubits}):"
                " no result shows it. Put it before the measurement, or reset the qubit first if it is to be used"
                " again.",
                related=(
                    Related(doubt.cause.span, "measured here", role="before"),
                    Related(run.call.span, "run here", role="after"),
                ),
                provider=run.row.provider,
            )
