"""Matrices over versions and systems that make the same paid work run again and again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.matrix_axes import factor, multiplying, names
from quantum_lint.match.pipeline_jobs import HardwareJob, Placed, hardware_jobs
from quantum_lint.match.pipeline_wording import hardware_of, monthly, monthly_bill, noun, who
from quantum_lint.match.workflow_wording import listed
from quantum_lint.model.hit import Hit
from quantum_lint.model.pipeline import Matrix
from quantum_lint.model.rule import Options
from quantum_lint.model.span import Span


def check(repository: Any, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Each matrix once, of the job itself or of one that calls its pipeline."""
    seen: set[tuple[str, Span]] = set()
    for each in hardware_jobs(repository, knowledge):
        for placed in _multipliers(each):
            matrix = placed.job.matrix
            if matrix and factor(matrix) > 1 and (placed.path, matrix.span) not in seen:
                seen.add((placed.path, matrix.span))
                yield _hit(each, placed, matrix, knowledge)


def _multipliers(each: HardwareJob) -> Iterator[Placed]:
    if each.own_times > 1:
        yield each.placed
    yield from dict.fromkeys(placed for way in each.ways for placed in way.callers)


def _hit(each: HardwareJob, placed: Placed, matrix: Matrix, knowledge: Knowledge) -> Hit:
    own = each.own_times if placed == each.placed else matrix.times
    times, axes = min(factor(matrix), own), listed(list(names(multiplying(matrix))))
    often = f" By the clock it gets there {monthly([each])}.{monthly_bill([each])}" if each.fires else ""
    return Hit(
        span=placed.job.span,
        note=(
            f"{who([each])} does the same work on {hardware_of([each], knowledge)} {times} times for each start, "
            f"because its matrix goes over {axes}.{often} What changes with them can be tried on a simulator: run the "
            f"hardware part for one combination, in a {noun(each)} of its own or under a condition."
        ),
        related=each.evidence if placed.path == each.path else (),
        provider=each.provider,
        path=placed.path,
    )
