"""Several processes for big trees. The order of the results is the order of the items, whatever their number."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from functools import partial
from itertools import islice
from typing import Any, TypeVar

from quantum_lint.discover import Candidate
from quantum_lint.examine import Outcome, outcome
from quantum_lint.plan import Plan

Item = TypeVar("Item")
Result = TypeVar("Result")
#: Most bytes of the files that a process is given at a time, unless one alone has more.
_AT_A_TIME = 1 << 20
#: In a worker process, what it was started to do.
_work: list[Callable[[Any], Any]] = []


def outcomes(
    candidates: Sequence[Candidate], limit: int, plan: Plan, jobs: int, chunk: int
) -> Generator[tuple[int, Outcome], None, None]:
    """What became of each path, with its position among the candidates, as soon as it is known.

    Some of middle size are looked at before other processes start: those that are forked share what was loaded and
    compiled for it, which takes each as long as 30 notebooks. Then the biggest come first, so that at the end no
    process is at a long one while the others have nothing left to do.
    """
    look = partial(outcome, limit=limit, plan=plan)
    sizes = [_size(each.location) for each in candidates]
    order = sorted(range(len(candidates)), key=sizes.__getitem__, reverse=True)
    shared = slice(len(order) // 2, len(order) // 2 + (chunk if _method() == "fork" else 0))
    yield from ((number, look(candidates[number])) for number in order[shared])
    del order[shared]
    with _executor(look, jobs) as executor:
        waiting = {
            executor.submit(_work_on, [candidates[number] for number in load]): load
            for load in _loads(order, sizes, chunk)
        }
        for done in as_completed(waiting):
            yield from zip(waiting.pop(done), done.result(), strict=True)


def results(
    items: Sequence[Item], work: Callable[[Item], Result], jobs: int, chunk: int
) -> Generator[Result, None, None]:
    """What `work` makes of each item, `chunk` of which a process is given at a time."""
    with _executor(work, jobs) as executor:
        yield from (each for done in executor.map(_work_on, _chunks(items, chunk)) for each in done)


@contextmanager
def _executor(work: Callable[[Any], Any], jobs: int) -> Iterator[Executor]:
    """Processes that do the work."""
    context = multiprocessing.get_context(_method())
    executor = ProcessPoolExecutor(jobs, context, _begin, (work, gc.get_threshold()))
    try:
        yield executor
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


def _size(location: str) -> int:
    """The bytes of a file; 0 where there is none to be read."""
    try:
        return os.lstat(location).st_size
    except OSError:
        return 0


def _loads(numbers: Sequence[int], sizes: Sequence[int], most: int) -> Iterator[list[int]]:
    """What a process is given at a time: at most so many, and no more than it is soon done with."""
    load: list[int] = []
    weight = 0
    for number in numbers:
        if load and (len(load) == most or weight + sizes[number] > _AT_A_TIME):
            yield load
            load, weight = [], 0
        load.append(number)
        weight += sizes[number]
    if load:
        yield load


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
