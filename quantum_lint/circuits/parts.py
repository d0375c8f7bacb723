"""Which circuits a call that starts work is given, in all of its runs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from quantum_lint.circuits.pubs import pubs
from quantum_lint.circuits.uses import runs_of, total
from quantum_lint.evaluate.executions import rows_of
from quantum_lint.evaluate.tables import tables_of
from quantum_lint.model.circuit import Use
from quantum_lint.model.job import Job, Part
from quantum_lint.model.span import Span

if TYPE_CHECKING:
    from quantum_lint.evaluate.deep import Handed
    from quantum_lint.knowledge import Knowledge


class Parts:
    """The circuits of each call of one program."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self._rows = rows_of(tables_of(knowledge))
        self._times: dict[Span, dict[Part, list[int | None]]] = {}
        self._runs: dict[Span, list[int | None]] = {}

    def add(self, handed: Handed, use: Use, positions: Mapping[int, int]) -> None:
        """Note what one run of a call is given; `positions` are those of the circuits, by their keys."""
        runs = runs_of(handed)
        self._runs.setdefault(use.span, []).append(runs)
        times = self._times.setdefault(use.span, {})
        for each in pubs(handed, self._rows.get(use.callee)):
            position = positions.get(id(each.circuit.contents))
            if position is not None:
                times.setdefault(Part(position, None, each.parameter_sets, each.bases), []).append(runs)

    def of(self, job: Job) -> Job:
        """The job with its circuits. It runs as often as both readings saw it run, one of them perhaps less often."""
        times = self._times.get(job.span)
        if times is None:
            return job
        known = [each for each in (job.runs, total(self._runs[job.span])) if each is not None]
        parts = (part._replace(times=total(several)) for part, several in times.items())
        return job._replace(runs=max(known, default=None), parts=tuple(parts))
