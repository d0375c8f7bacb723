"""Which circuits a call that starts work is given, in all of its runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from quantum_lint.circuits.pubs import pubs
from quantum_lint.circuits.uses import runs_of, total
from quantum_lint.evaluate.executions import rows_of
from quantum_lint.evaluate.tables import tables_of
from quantum_lint.model.circuit import Use
from quantum_lint.model.job import Job, Part, Site

if TYPE_CHECKING:
    from quantum_lint.circuits.jobs import Starts
    from quantum_lint.evaluate.deep import Handed
    from quantum_lint.evaluate.hardware import Submitted
    from quantum_lint.knowledge import Knowledge


class Parts:
    """The circuits of each call of one program."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._rows = rows_of(tables_of(knowledge))
        self._given: dict[Site, dict[str | None, _Given]] = {}

    def add(self, handed: Handed, use: Use, submitted: Submitted, positions: Mapping[int, int]) -> None:
        """Note what one run of a call is given; `positions` are those of the circuits, by their keys."""
        runs = runs_of(handed)
        given = self._given.setdefault(handed.site, {}).setdefault(use.device, _Given(submitted, [], {}))
        given.runs.append(runs)
        for each in pubs(handed, self._rows.get(use.callee)):
            position = positions.get(id(each.circuit.contents))
            if position is not None:
                part = Part(position, None, each.parameter_sets, each.bases)
                given.times.setdefault(part, []).append(runs)

    def of(self, found: Submitted, starts: Starts) -> Iterator[Job]:
        """What the call starts: a job on each device that it is sent to, if these can be told apart, with its circuits.

        A job on one device runs as often as both readings saw it run, one of them perhaps less often.
        """
        given = self._given.get(found.call.site)
        if given is None:
            yield starts.job(found)
        elif len(given) == 1:
            job, (only,) = starts.job(found), given.values()
            yield only.job(job, job.runs)
        else:
            for each in given.values():
                yield each.job(starts.job(each.submitted), None)


class _Given(NamedTuple):
    """What the runs of a call on one device are given: how often each of them runs, with each circuit."""

    submitted: Submitted
    runs: list[int | None]
    times: dict[Part, list[int | None]]

    def job(self, job: Job, least: int | None) -> Job:
        """The job with its circuits and runs, of which there are at least so many."""
        known = [each for each in (least, total(self.runs)) if each is not None]
        parts = (part._replace(times=total(several)) for part, several in self.times.items())
        return job._replace(runs=max(known, default=None), parts=tuple(parts))
