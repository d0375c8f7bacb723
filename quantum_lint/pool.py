"""Several processes for big trees. The order of the results is the order of the candidates, whatever their number."""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import islice

from quantum_lint.discover import Candidate
from quantum_lint.examine import Outcome, outcome
from quantum_lint.plan import Plan

_plan: Plan | None = None
_limit = 0


def outcomes(candidates: Sequence[Candidate], limit: int, plan: Plan, jobs: int, chunk: int) -> Iterator[Outcome]:
    """What became of each path."""
    # A forked worker shares the loaded catalog and the compiled patterns; elsewhere they are sent once.
    method = "fork" if sys.platform.startswith("linux") else "spawn"
    context = multiprocessing.get_context(method)
    with ProcessPoolExecutor(jobs, context, _begin, (plan, limit)) as executor:
        yield from (each for done in executor.map(_work, _chunks(candidates, chunk)) for each in done)


def _chunks(candidates: Sequence[Candidate], size: int) -> Iterator[list[Candidate]]:
    rest = iter(candidates)
    while chunk := list(islice(rest, size)):
        yield chunk


def _begin(plan: Plan, limit: int) -> None:
    # The one place where a worker keeps what it was started with.
    global _plan, _limit
    _plan, _limit = plan, limit


def _work(candidates: list[Candidate]) -> list[Outcome]:
    assert _plan is not None
    return [outcome(candidate, _limit, _plan) for candidate in candidates]
