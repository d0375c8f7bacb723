"""Circuits without a measurement whose samples are asked for."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.circuit_runs import Run, is_exact, runs
from quantum_lint.match.exercises import has_blanks
from quantum_lint.match.hardware_jobs import device_title
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options
from quantum_lint.parse.python import PythonDocument


def check(document: PythonDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Every circuit with no measurement in it that goes to a sampler, or whose counts are read."""
    if has_blanks(document):
        return
    seen = set()
    for run in runs(document, knowledge):
        if _gives_nothing(run) and run.call.where.node not in seen:
            seen.add(run.call.where.node)
            yield Hit(
                span=run.call.span,
                note=f"Nothing in this circuit is measured, so that {_place(run, knowledge)} has no bits to give back:"
                f" there are no counts to read. Measure the qubits first, for instance with `{run.row.measure}`.",
                provider=run.row.provider,
            )


def _gives_nothing(run: Run) -> bool:
    """Whether samples are asked of a circuit that has none, by something that needs a measurement for them."""
    if not run.circuit.bare or not run.sampled:
        return False
    if run.row.reads == "samples":
        return True
    known = run.submitted is not None and run.submitted.target.kind != "unknown"
    return known and not is_exact(run)


def _place(run: Run, knowledge: Knowledge) -> str:
    if run.submitted is not None and run.on_hardware:
        return device_title(run.submitted, knowledge)
    simulated = run.submitted is not None and run.submitted.target.kind == "simulator"
    return "the simulator" if simulated else "the sampler"
