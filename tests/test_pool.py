"""Several processes: the order of what they do, and what becomes of them when nobody wants it any more."""

from __future__ import annotations

import multiprocessing
import os
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest

from quantum_lint import knowledge, pool
from quantum_lint.discover import Candidate
from quantum_lint.examine import Examination, Outcome
from quantum_lint.model.report import Skipped
from quantum_lint.plan import Plan


def square(number: int) -> int:
    return number * number


def wait_but_for_the_first(pipe: int, number: int) -> int:
    """Answers for 0 at once, and for any other number when something can be read."""
    if number:
        os.read(pipe, 1)
    return number


def test_results_come_in_the_order_of_the_items() -> None:
    assert list(pool.results(range(50), square, 3, 4)) == [square(number) for number in range(50)]


def written(folder: Path, sizes: list[int]) -> list[Candidate]:
    """Files of as many bytes, and one that is not there."""
    for number, size in enumerate(sizes):
        (folder / f"{number}.txt").write_text("x" * size)
    return [*(Candidate(str(folder / f"{number}.txt"), f"{number}.txt") for number in range(len(sizes) + 1))]


def size_of(outcome: Outcome) -> int | None:
    return outcome.size if isinstance(outcome, Examination) else None


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_each_outcome_comes_once_with_the_position_of_its_path(
    method: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if method not in multiprocessing.get_all_start_methods():
        pytest.skip("not to be had here")
    monkeypatch.setattr(pool, "_method", lambda: method)
    sizes = [number * 37 % 50 for number in range(50)]
    found = dict(pool.outcomes(written(tmp_path, sizes), 1000, Plan(knowledge.load(), ()), 2, 4))
    assert [size_of(found[number]) for number in range(51)] == [*sizes, None]


def test_the_biggest_files_come_first_once_others_help(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    handed: list[list[str]] = []

    def work_on(items: list[Candidate]) -> list[Outcome]:
        handed.append([each.path for each in items])
        return [Skipped(each.path, "") for each in items]

    monkeypatch.setattr(pool, "_method", lambda: "fork")
    monkeypatch.setattr(pool, "_work_on", work_on)
    monkeypatch.setattr(pool, "ProcessPoolExecutor", lambda *_: ThreadPoolExecutor(1))
    files = written(tmp_path, [3, 9, 1, 7, 5, 8])
    found = [number for number, _ in pool.outcomes(files, 1000, Plan(knowledge.load(), ()), 2, 2)]
    assert found[:2] == [4, 0], "those of middle size are looked at before there are other processes"
    assert handed == [["1.txt", "5.txt"], ["3.txt", "2.txt"], ["6.txt"]]


def test_what_a_process_is_given_at_a_time_is_soon_done_with(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "_AT_A_TIME", 10)
    assert list(pool._loads([0, 1, 2, 3, 4, 5], [30, 6, 4, 1, 1, 1], 3)) == [[0], [1, 2], [3, 4, 5]]
    assert list(pool._loads([], [], 3)) == []


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
