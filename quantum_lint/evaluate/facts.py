"""Facts of Python code: work handed to hardware."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from quantum_lint.evaluate.calls import Evaluation
from quantum_lint.evaluate.hardware import submissions
from quantum_lint.evaluate.tables import tables_of
from quantum_lint.model.fact import Submission


def facts(evaluation: Evaluation, knowledge: Any) -> Iterator[Submission]:
    """`Submission` values."""
    if knowledge is None:
        return
    for submitted in submissions(evaluation, tables_of(knowledge)):
        counts = sorted({known.value for known in submitted.shots})
        yield Submission(
            provider=submitted.target.provider or submitted.row.provider,
            callee=submitted.call.callee,
            span=submitted.call.span,
            target="unknown" if submitted.target.kind == "either" else submitted.target.kind,
            shots=counts[-1] if counts else None,
            device=submitted.target.name,
        )
