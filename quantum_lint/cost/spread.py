"""One estimate of two: of the fewest and of the most shots that the code may ask for."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from quantum_lint.cost.ranges import hull
from quantum_lint.model.estimate import Estimate, Line, Range
from quantum_lint.model.job import Job


def spread(job: Job, priced: Callable[[Job], Estimate]) -> Estimate:
    """What the job is `priced` at: with the fewest shots that it may have, to with the most."""
    least = priced(job)
    if job.shots is None or job.most_shots is None or job.most_shots <= job.shots:
        return least
    most = priced(job.with_shots(job.most_shots))
    return least._replace(
        most_shots=most.most_shots,
        most_executions=most.most_executions,
        seconds=_both(least.seconds, most.seconds),
        amount=_both(least.amount, most.amount),
        lines=_lines(least.lines, most.lines),
        assumed=(f"from {job.shots:,} to {job.most_shots:,} shots, as the code says", *least.assumed),
    )


def _both(least: Range | None, most: Range | None) -> Range | None:
    return hull(least, most) if least is not None and most is not None else None


def _lines(least: Sequence[Line], most: Sequence[Line]) -> tuple[Line, ...]:
    """The lines of both, which are for the same things unless only the most shots come to something."""
    if [line.what for line in least] != [line.what for line in most]:
        return tuple(most)
    return tuple(_line(*pair) for pair in zip(least, most, strict=True))


def _line(least: Line, most: Line) -> Line:
    return most._replace(
        quantity=hull(least.quantity, most.quantity),
        amount=_both(least.amount, most.amount),
        parts=_lines(least.parts, most.parts),
    )
