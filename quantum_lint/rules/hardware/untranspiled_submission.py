"""Circuits that go to hardware as they were written."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.evaluate.values import Instance
from quantum_lint.knowledge import Knowledge
from quantum_lint.match.circuit_runs import Run, runs
from quantum_lint.match.hardware_jobs import device_title
from quantum_lint.model.hit import Hit, Related
from quantum_lint.model.rule import Options
from quantum_lint.parse.python import PythonDocument


def check(document: PythonDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Every circuit built here, never transpiled, with a gate no device has, given to what takes only native ones."""
    seen = set()
    for run in runs(document, knowledge):
        if run.submitted is None or not _is_refused(run) or run.call.where.node in seen:
            continue
        seen.add(run.call.where.node)
        gate = run.circuit.gate
        assert gate is not None
        yield Hit(
            span=run.call.span,
            note="This circuit was never transpiled, and what it is handed to takes only gates and couplings that"
            f" {device_title(run.submitted, knowledge)} has: the job is refused."
            " Run it through `generate_preset_pass_manager(backend=...)` or `transpile` first.",
            related=(Related(gate.span, f"no device has `{gate.callee.rpartition('.')[2]}`", role="before"),),
            provider=run.submitted.target.provider,
        )


def _is_refused(run: Run) -> bool:
    """Whether the circuit surely has to be transpiled and surely is not."""
    if not run.row.lowered or not run.on_hardware or not run.circuit.raw or run.circuit.gate is None:
        return False
    made = run.call.receiver
    return not run.row.marked or (isinstance(made, Instance) and made.argument(run.row.marked) is not None)
