"""Gates that are added to a circuit after it was fitted to the device."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.circuit_runs import doubts
from quantum_lint.model.hit import Hit, Related
from quantum_lint.model.rule import Options
from quantum_lint.parse.python import PythonDocument


def check(document: PythonDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Every gate of the program's own language in a circuit that was transpiled for hardware and is then run there."""
    for doubt, run in doubts(document, knowledge, "foreign"):
        if run.on_hardware and doubt.cause is not None:
            name = doubt.call.callee.rpartition(".")[2]
            yield Hit(
                span=doubt.call.span,
                note=f"`{name}` comes after the circuit was transpiled: its qubit numbers now mean those of the device,"
                " and it adds a gate that the device has not, so that the job is refused or acts on the wrong qubits."
                " Build the whole circuit first and transpile it last.",
                related=(
                    Related(doubt.cause.span, "transpiled here", role="before"),
                    Related(run.call.span, "run here", role="after"),
                ),
                provider=run.row.provider,
            )
