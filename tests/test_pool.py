"""Several processes: the order of what they do, and what becomes of them when nobody wants it any more."""

from __future__ import annotations

import multiprocessing
import os
from functools import partial

import pytest

from quantum_lint import pool


def square(number: int) -> int:
    return number * number


def wait_but_for_the_first(pipe: int, number: int) -> int:
    """Answers for 0 at once, and for any other number when something can be read."""
    if number:
        os.read(pipe, 1)
    return number


def test_results_come_in_the_order_of_the_items() -> None:
    assert list(pool.results(range(50), square, 3, 4)) == [square(number) for number in range(50)]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the pipe is inherited")
def test_whoever_is_interrupted_waits_for_nobody() -> None:
    reading, writing = os.pipe()
    found = pool.results(range(6), partial(wait_but_for_the_first, reading), 2, 1)
    assert next(found) == 0
    with pytest.raises(KeyboardInterrupt):
        found.throw(KeyboardInterrupt())
    assert multiprocessing.active_children() == []
    os.close(reading)
    os.close(writing)
