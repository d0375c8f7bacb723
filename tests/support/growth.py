"""How the time of a piece of work grows with its size, which a slow or a busy machine leaves as it is."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

SMALL, TIMES = 2_500, 8


def growth(work: Callable[[int], object]) -> float:
    """How many times longer the work takes at 8 times 2,500: 8 where it is linear, 64 where it is quadratic.

    The least of three tries counts, as another process may take the machine; what was read once is remembered, so that
    each try is one larger.
    """
    return _least(work, SMALL * TIMES) / max(_least(work, SMALL), 0.001)


def _least(work: Callable[[int], object], size: int) -> float:
    return min(_seconds(work, size + more) for more in range(3))


def _seconds(work: Callable[[int], object], size: int) -> float:
    gc.disable()  # it walks through all that other tests keep
    try:
        started = time.process_time()
        work(size)
        return time.process_time() - started
    finally:
        gc.enable()
