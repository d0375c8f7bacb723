"""Several processes for big trees. The order of the results is the order of the items, whatever their number."""

from __future__ import annotations

import gc
import multiprocessing
import signal
import sys
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import islice
from typing import Any, TypeVar

from quantum_lint.discover import Candidate
from quantum_lint.examine import Outcome, outcome
from quantum_lint.plan import Plan

Item = TypeVar("Item")
Result = TypeVar("Result")
#: In a worker process, what it was started to do.
_work: list[Callable[[Any], Any]] = []


def outcomes(candidates: Sequence[Candidate], limit: int, plan: Plan, jobs: int, chunk: int) -> Iterator[Outcome]:
    """What became of each path.

    The first are looked at before other processes start: those that are forked share what was loaded and compiled for
    it, which takes each as long as 30 notebooks.
    """
    look = partial(outcome, limit=limit, plan=plan)
    first = chunk if _method() == "fork" else 0
    yield from map(look, candidates[:first])
    yield from results(candidates[first:], look, jobs, chunk)


def results(
    items: Sequence[Item], work: Callable[[Item], Result], jobs: int, chunk: int
) -> Generator[Result, None, None]:
    """What `work` makes of each item, `chunk` of which a process is given at a time."""
    context = multiprocessing.get_context(_method())
    executor = ProcessPoolExecutor(jobs, context, _begin, (work, gc.get_threshold()))
    try:
        yield from (each for done in executor.map(_work_on, _chunks(items, chunk)) for each in done)
    except BaseException:
        # Whoever interrupts a run does not want to wait for what the others are at.
        for process in multiprocessing.active_children():
            process.terminate()
        raise
    finally:
        executor.shutdown(cancel_futures=True)


def _method() -> str:
    """How processes start. A forked one shares the loaded catalog and the compiled patterns; others are sent them.

    Where Qiskit was used, its threads hold locks that a forked process waits for without end.
    """
    return "fork" if sys.platform.startswith("linux") and "qiskit" not in sys.modules else "spawn"


def _chunks(items: Sequence[Item], size: int) -> Iterator[list[Item]]:
    rest = iter(items)
    while chunk := list(islice(rest, size)):
        yield chunk


def _begin(work: Callable[[Any], Any], collect_after: tuple[int, int, int]) -> None:
    gc.set_threshold(*collect_after)
    # Ctrl-C reaches every process of the terminal; the first one alone answers it, and ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _work[:] = [work]


def _work_on(items: list[Any]) -> list[Any]:
    return [_work[0](item) for item in items]
